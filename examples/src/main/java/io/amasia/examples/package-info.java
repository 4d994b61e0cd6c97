/// Runnable programs; each is run by a test.
@NullMarked
package io.amasia.examples;

import org.jspecify.annotations.NullMarked;
