/// Inner loops over flat memory.
///
/// Kernels take flat segments or primitive arrays with explicit offset, length and stride; they do
/// not allocate, box or stream. They are plain loops, over strips on the heap where the JVM's
/// compiler can make vectors of them.
@NullMarked
package io.amasia.array.kernel;

import org.jspecify.annotations.NullMarked;
