/// Split, apply, combine: groupby, resample, rolling, coarsen, weighted. Start with [Grouper],
/// which makes a [Grouping], and [GroupBy].
@NullMarked
package io.amasia.dataset.group;

import org.jspecify.annotations.NullMarked;
