/// Split, apply, combine: groupby, resample, weighted.
@NullMarked
package io.amasia.dataset.group;

import org.jspecify.annotations.NullMarked;
