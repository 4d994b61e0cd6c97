/// netCDF classic, 64-bit offset and CDF-5, and netCDF-4 (HDF5).
@NullMarked
package io.amasia.netcdf;

import org.jspecify.annotations.NullMarked;
