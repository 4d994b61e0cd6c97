/// netCDF classic, 64-bit offset and CDF-5, read and written by the format's own specification.
///
/// Start at [ClassicFormat]; netCDF-4 (HDF5) files are read by `io.amasia.netcdf.hdf5`.
@NullMarked
package io.amasia.netcdf;

import org.jspecify.annotations.NullMarked;
