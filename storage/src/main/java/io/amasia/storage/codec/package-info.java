/// Codecs: bytes to bytes, array to bytes, array to array; each with its specification in its
/// header.
@NullMarked
package io.amasia.storage.codec;

import org.jspecify.annotations.NullMarked;
