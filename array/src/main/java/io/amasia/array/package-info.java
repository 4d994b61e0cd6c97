/// Arrays in memory: dtypes, shapes, chunks, boxes and regions, off-heap blocks and the pool they
/// come from, calendars, and the errors every module throws.
///
/// Nothing here knows of files, plans or labels. Start at [io.amasia.array.NdArray].
@NullMarked
package io.amasia.array;

import org.jspecify.annotations.NullMarked;
