"""Rows by xarray: in memory, and chunked by dask with its threads. Zarr is read and written through tensorstore, which is
quicker than zarr-python; xarray uses bottleneck, flox and numbagg where they are installed."""

import glob

import numpy as np
from by_netcdf import encoding
from by_tensorstore import box, by_year, created, digest, opened
from fields import Grid


class Reads:
    """What dask asks for the blocks of a stored array."""

    def __init__(self, array):
        self.array, self.shape, self.dtype, self.ndim = array, tuple(array.shape), np.dtype("f4"), array.ndim

    def __getitem__(self, key):
        return self.array[key].read().result()


class Writes:
    """What dask hands its blocks to."""

    def __init__(self, array):
        self.array, self.shape, self.dtype = array, tuple(array.shape), np.dtype("f4")

    def __setitem__(self, key, block):
        self.array[key].write(block).result()


def field(folder, kind, chunked, name="t", part=(slice(None),) * 3, chunk=None):
    """The stored array, or a part of it, with its coordinates."""
    import xarray as xr

    grid, array = Grid.of(folder), opened(folder, kind, name)
    if chunked:
        import dask.array as da

        empty = np.empty((0, 0, 0), "f4")
        values = da.from_array(Reads(array), chunks=chunk or grid.chunk, asarray=False, meta=empty)[part]
    else:
        values = array[part].read().result()
    axes = (grid.dates[: array.shape[0]], grid.latitude, grid.longitude)
    names = ("time", "latitude", "longitude")
    return xr.DataArray(values, dims=names, coords={n: a[p] for n, a, p in zip(names, axes, part)})


def mean(folder, kind, out, chunked):
    return [float(field(folder, kind, chunked).mean(dtype="f8"))]  # float64, as the sums of the others


def box_by_year(folder, kind, out, chunked):
    import xarray as xr

    grid = Grid.of(folder)
    y, x, weights = box(grid)
    values = field(folder, kind, chunked, part=(slice(None), y, x))
    series = values.weighted(xr.DataArray(weights, dims="latitude")).mean(("latitude", "longitude"))
    return by_year(grid, series.compute().values)


def store(result, out, chunk):
    target = created(out, result.shape, chunk)
    if hasattr(result.data, "dask"):
        result.data.store(Writes(target), lock=False)
    else:
        target.write(result.values).result()


def anomaly(folder, kind, out, chunked):
    values = field(folder, kind, chunked)
    groups = values.groupby("time.month")
    difference = (groups - groups.mean()).transpose("time", "latitude", "longitude").astype("f4")
    store(difference, out, Grid.of(folder).chunk)
    return []


def rechunk(folder, kind, out, chunked):
    grid = Grid.of(folder)
    chunk = (grid.days, *grid.pencil)
    values = field(folder, kind, chunked)
    store(values.chunk(dict(zip(values.dims, chunk))) if chunked else values, out, chunk)
    return []


def rolling(folder, kind, out, chunked):
    # Blocks of 120 days: shorter than twice the window, dask would merge them first.
    grid = Grid.of(folder)
    values = field(folder, kind, chunked, chunk=(5 * grid.chunk[0], *grid.chunk[1:]))
    return digest(values.rolling(time=30).mean().max("time"))


def wind(folder, kind, out, chunked):
    u, v = (field(folder, "wind", chunked, name) for name in "uv")
    return [float(np.hypot(u, v).std(dtype="f8"))]


def wind_in_memory(folder, kind, out, chunked):
    u, v = (field(folder, "wind", False, name) for name in "uv")
    if chunked:
        blocks = dict(zip(u.dims, Grid.of(folder).chunk))
        u, v = u.chunk(blocks), v.chunk(blocks)
    return lambda: [float(np.hypot(u, v).std(dtype="f8"))]


def quantile(folder, kind, out, chunked):
    values = field(folder, kind, chunked)
    values = values.chunk(time=-1, latitude="auto", longitude="auto") if chunked else values
    return digest(values.quantile(0.9, "time", skipna=False))


def monthly_to_netcdf(folder, kind, out, chunked):
    result = field(folder, kind, chunked).resample(time="MS").mean().astype("f4").rename("t")
    result.to_netcdf(out, engine="netcdf4", encoding={"t": encoding(Grid.of(folder))})
    return []


def finer(folder, kind, out, chunked):
    grid = Grid.of(folder)
    values = field(folder, kind, chunked, part=(slice(0, 240), slice(None), slice(None)))
    latitude = np.linspace(-90, 90, 2 * grid.latitudes - 1)
    longitude = np.arange(2 * grid.longitudes - 1) * grid.step / 2
    return digest(values.interp(latitude=latitude, longitude=longitude).max("time"))


def time_mean(folder, kind, out, chunked, engine="netcdf4"):
    """Of the netCDF-4 files; in memory file by file, which is quicker there than all as one."""
    import xarray as xr

    if chunked:
        with xr.open_mfdataset(f"{folder}/nc/*.nc", engine=engine, chunks={"time": 20}, data_vars="all") as ds:
            return digest(ds.t.mean("time", dtype="f8"))
    parts, count = 0, 0
    for path in sorted(glob.glob(f"{folder}/nc/*.nc")):
        with xr.open_dataset(path, engine=engine) as ds:
            parts = parts + ds.t.sum("time", dtype="f8").values
            count += ds.sizes["time"]
    return digest(parts / count)


def monthly_of_files(folder, kind, out, chunked):
    """`monmean` of the netCDF-4 files, into a netCDF file."""
    import xarray as xr

    with xr.open_mfdataset(f"{folder}/nc/*.nc", engine="netcdf4", chunks={"time": 20}, data_vars="all") as ds:
        ds[["t"]].resample(time="MS").mean().to_netcdf(out, engine="netcdf4")
    return []


def look(folder, kind, out, chunked):
    import xarray as xr

    with xr.open_dataset(sorted(glob.glob(f"{folder}/nc/*.nc"))[0]) as ds:
        repr(ds)
    return []


def tasks(folder, kind, out, chunked):
    """What dask's threads take for each of 20 000 tasks that do nothing; the seconds are those of all."""
    from dask.threaded import get

    graph = {("task", i): (int, i) for i in range(20_000)}
    return lambda: get(graph, list(graph)) and []


def planning(folder, kind, out, chunked):
    """From nothing to the optimised graph of a mean over 100 000 chunks."""
    import dask
    import dask.array as da

    def plan():
        array = da.zeros((100_000, 16), chunks=(1, 16))
        (optimised,) = dask.optimize((array + 1).mean())
        len(optimised.__dask_graph__())
        return []

    return plan
