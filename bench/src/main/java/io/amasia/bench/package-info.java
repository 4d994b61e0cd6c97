/// Benchmarks, one question a file.
@NullMarked
package io.amasia.bench;

import org.jspecify.annotations.NullMarked;
