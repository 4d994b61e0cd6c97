"""Rows by the netCDF and HDF5 libraries of C through netCDF4-python and h5netcdf. One core: the HDF5 library has a lock."""

import glob

import numpy as np
from by_tensorstore import digest, opened
from fields import Grid, netcdf_frame


def encoding(grid):
    """Deflate 1 and shuffle, a time a chunk, for all who write netCDF-4."""
    return {"zlib": True, "complevel": 1, "shuffle": True, "chunksizes": (1, grid.latitudes, grid.longitudes)}


def files(folder):
    return sorted(glob.glob(f"{folder}/nc/*.nc"))


def time_mean(folder, kind, out):
    import netCDF4

    total, count = 0, 0
    for path in files(folder):
        with netCDF4.Dataset(path) as file:
            file.set_auto_mask(False)
            t = file["t"]
            for start in range(0, len(t), 20):
                values = t[start : start + 20]
                total = total + values.sum(0, dtype="f8")
                count += len(values)
    return digest(total / count)


def time_mean_h5netcdf(folder, kind, out):
    import h5netcdf

    total, count = 0, 0
    for path in files(folder):
        with h5netcdf.File(path, "r") as file:
            t = file["t"]
            for start in range(0, len(t), 20):
                values = t[start : start + 20]
                total = total + values.sum(0, dtype="f8")
                count += len(values)
    return digest(total / count)


def one_file(folder, kind, out):
    """All files as one, by netCDF4-python."""
    import netCDF4

    grid, at = Grid.of(folder), 0
    with netCDF4.Dataset(out, "w") as target:
        target.set_auto_mask(False)
        t = netcdf_frame(target, grid, np.arange(grid.days))
        for path in files(folder):
            with netCDF4.Dataset(path) as file:
                file.set_auto_mask(False)
                for start in range(0, len(file["t"]), 20):
                    values = file["t"][start : start + 20]
                    t[at : at + len(values)] = values
                    at += len(values)
    return []


def one_file_h5netcdf(folder, kind, out):
    import h5netcdf

    grid, at = Grid.of(folder), 0
    with h5netcdf.File(out, "w") as target:
        target.dimensions = {"time": grid.days, "latitude": grid.latitudes, "longitude": grid.longitudes}
        for name, axis in (("time", np.arange(float(grid.days))), ("latitude", grid.latitude), ("longitude", grid.longitude)):
            target.create_variable(name, (name,), data=axis)
        t = target.create_variable(
            "t", ("time", "latitude", "longitude"), "f4", compression="gzip", compression_opts=1, shuffle=True,
            chunks=(1, grid.latitudes, grid.longitudes))  # fmt: skip
        for path in files(folder):
            with h5netcdf.File(path, "r") as file:
                for start in range(0, len(file["t"]), 20):
                    values = file["t"][start : start + 20]
                    t[at : at + len(values)] = values
                    at += len(values)
    return []


def write_monthly(out, grid, values):
    import netCDF4

    with netCDF4.Dataset(out, "w") as file:
        netcdf_frame(file, grid, np.arange(len(values)))[:] = values


def digest_file(path):
    """Of the variable `t` of a netCDF file or a Zarr store."""
    import netCDF4

    if path.endswith(".zarr"):
        return digest(opened(path.rpartition("/")[0], path.rpartition("/")[2].removesuffix(".zarr")).read().result())
    with netCDF4.Dataset(path) as file:
        return digest(np.squeeze(file["t"][:]))
