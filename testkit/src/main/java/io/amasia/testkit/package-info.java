/// What tests share: seeded random tests, the finder of shared files, golden texts.
@NullMarked
package io.amasia.testkit;

import org.jspecify.annotations.NullMarked;
