/// Places on the sphere: regions, masks, cell areas, grids.
@NullMarked
package io.amasia.geo;

import org.jspecify.annotations.NullMarked;
