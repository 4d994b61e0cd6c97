/// netCDF-4 files written, and any HDF5 file read, by the HDF5 format's own specification.
///
/// [Hdf5Format] opens a file. Metadata is read by [Hdf5File] (bounded, ranged reads) and the types
/// that parse one structure each: [ObjectHeader], [Links], [Attributes], [Datatype], [Layout];
/// [ChunkIndex] finds chunks, [FilterPipeline] decodes them. [GroupReader] gives all that the names
/// and dimensions of netCDF-4.
///
/// [Hdf5Sink] writes: a [VariableWriter] puts the values of each variable into the file as they
/// come, [ChunkTree] the index of its chunks; then [MetadataWriter] adds the headers of
/// [TargetTree], the groups, variables and dimension scales.
///
/// Source: [HDF5 File Format Specification, version
/// 3.0](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html). Nothing here trusts a
/// count or an address: each is checked against the file's length first, each checksum is compared.
@NullMarked
package io.amasia.netcdf.hdf5;

import org.jspecify.annotations.NullMarked;
