/// Inner loops over flat memory, and the only home of `jdk.incubator.vector`.
///
/// Kernels take flat segments or primitive arrays with explicit offset, length and stride; they do
/// not allocate, box or stream. Each SIMD kernel has a scalar twin with the same bits, which is its
/// test.
@NullMarked
package io.amasia.array.kernel;

import org.jspecify.annotations.NullMarked;
