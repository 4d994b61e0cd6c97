/// The page to look at data: maps, series and sections of what a dataset holds, computed at the
/// size of the screen when they are looked at.
@NullMarked
package io.amasia.serve.explore;

import org.jspecify.annotations.NullMarked;
