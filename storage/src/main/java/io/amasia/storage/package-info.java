/// Where bytes lie: stores of keys, and ranges of bytes in them.
///
/// Formats (`io.amasia.storage.format`) say which bytes make up an array, codecs
/// (`io.amasia.storage.codec`) turn them into values.
@NullMarked
package io.amasia.storage;

import org.jspecify.annotations.NullMarked;
