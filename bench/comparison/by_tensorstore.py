"""Rows written by hand on tensorstore and NumPy, with a thread for each core: what a patient expert would write."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from fields import CODECS, Grid, array_spec, layout
from floors import BOX, CORES


def opened(folder, kind, name="t"):
    import tensorstore as ts

    spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": f"{folder}/{kind}.zarr/{name}/"}, "recheck_cached_data": False}
    return ts.open(spec, read=True, context=ts.Context({"data_copy_concurrency": {"limit": CORES}})).result()


def created(out, shape, chunk, codecs=CODECS["result"]):
    """An empty array in `out`, whatever was there; tensorstore syncs each file."""
    import tensorstore as ts

    spec = array_spec(f"{out}/t", shape, "float32", ["time", "latitude", "longitude"], chunk, codecs, {})
    context = ts.Context({"data_copy_concurrency": {"limit": CORES}})
    return ts.open(spec, create=True, delete_existing=True, context=context).result()


def each(work, parts):
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(work, parts))


def bands(grid):
    """Slices of latitude, a few for each core."""
    edges = np.linspace(0, grid.latitudes, 8 * CORES + 1).astype(int)
    return [slice(first, end) for first, end in zip(edges, edges[1:])]


def box(grid):
    """Slices of latitude and longitude, and the areas of the rows."""
    west, south, east, north = BOX
    step = grid.step
    y = slice(round((south + 90) / step), round((north + 90) / step) + 1)
    x = slice(round(west / step), round(east / step) + 1)
    latitude = grid.latitude[y]
    return y, x, np.sin(np.deg2rad(latitude + step / 2)) - np.sin(np.deg2rad(latitude - step / 2))


def by_year(grid, series):
    year = grid.dates.astype("M8[Y]")
    return [series[year == y].mean() for y in np.unique(year) if (year == y).sum() >= 365]


def mean(folder, kind, out):
    """Blocks of time, as many at once as there are cores, sums in double."""
    grid, array = Grid.of(folder), opened(folder, kind)
    sums = each(lambda s: array[s : min(s + grid.chunk[0], grid.days)].read().result().sum(dtype="f8"), grid.starts())
    return [sum(sums) / np.prod(grid.shape)]


def box_by_year(folder, kind, out):
    grid, array = Grid.of(folder), opened(folder, kind)
    y, x, weights = box(grid)
    w = (weights / weights.sum()).astype("f4")

    def block(s):
        values = array[s : min(s + grid.chunk[0], grid.days), y, x].read().result()
        return np.einsum("tyx,y->t", values, w) / values.shape[2]

    return by_year(grid, np.concatenate(each(block, grid.starts())))


def monthly(grid, values, months):
    """Sums and counts for each of 12 months."""
    sums = np.zeros((12, *grid.shape[1:]))
    for m in range(12):
        sums[m] = values[months == m].sum(0, dtype="f8")
    return sums


def anomaly(folder, kind, out):
    """Two passes over blocks in memory: the mean of each month, then the differences, written block by block."""
    grid = Grid.of(folder)
    values, target = opened(folder, kind).read().result(), created(out, grid.shape, grid.chunk)
    months = grid.months % 12

    def of_band(rows):
        return np.stack([values[months == m, rows].mean(0, dtype="f8") for m in range(12)])

    climatology = np.concatenate(each(of_band, bands(grid)), axis=1).astype("f4")

    def write(s):
        block = slice(s, min(s + grid.chunk[0], grid.days))
        target[block].write(values[block] - climatology[months[block]]).result()

    each(write, grid.starts())
    return []


def rechunk(folder, kind, out):
    grid = Grid.of(folder)
    chunk = (grid.days, *grid.pencil)
    created(out, grid.shape, chunk).write(opened(folder, kind).read().result()).result()
    return []


def rolling(folder, kind, out):
    import bottleneck

    grid, values = Grid.of(folder), opened(folder, kind).read().result()

    def of_band(rows):
        return np.nanmax(bottleneck.move_mean(values[:, rows], 30, axis=0)[29:], axis=0)

    return digest(np.concatenate(each(of_band, bands(grid))))


def wind(folder, kind, out):
    """Mean and mean square in blocks that fit the cache, merged as in Chan et al."""
    grid = Grid.of(folder)
    u, v = opened(folder, "wind", "u"), opened(folder, "wind", "v")
    days = u.shape[0]

    def block(s):
        part = slice(s, min(s + grid.chunk[0], days))
        speed = np.hypot(u[part].read().result(), v[part].read().result())
        middle = speed.mean(dtype="f8")
        return speed.size, middle, np.square(speed - np.float32(middle)).sum(dtype="f8")

    return [deviation(each(block, range(0, days, grid.chunk[0])))]


def deviation(parts):
    count = sum(n for n, _, _ in parts)
    middle = sum(n * m for n, m, _ in parts) / count
    return np.sqrt(sum(q + n * (m - middle) ** 2 for n, m, q in parts) / count)


def quantile(folder, kind, out):
    grid, values = Grid.of(folder), opened(folder, kind).read().result()
    return digest(np.concatenate(each(lambda rows: np.quantile(values[:, rows], 0.9, axis=0), bands(grid))))


def monthly_to_netcdf(folder, kind, out):
    from by_netcdf import write_monthly

    grid, array = Grid.of(folder), opened(folder, kind)
    months = grid.months - grid.months[0]
    sums = np.zeros((months[-1] + 1, *grid.shape[1:]))
    for parts in each(lambda s: sums_of_months(array, months, s, min(s + grid.chunk[0], grid.days)), grid.starts()):
        for month, values in parts:
            sums[month] += values
    write_monthly(out, grid, (sums / np.bincount(months)[:, None, None]).astype("f4"))
    return []


def sums_of_months(array, months, first, end):
    values = array[first:end].read().result()
    return [(m, values[months[first:end] == m].sum(0, dtype="f8")) for m in np.unique(months[first:end])]


def read(folder, kind, out):
    values = opened(folder, kind).read().result()
    return values[::97, 0, 0]


def prepare_write(folder, kind, out):
    """The values in memory, and what writes them."""
    grid, values = Grid.of(folder), opened(folder, "raw").read().result()

    def write():
        created(out, grid.shape, *layout(kind, grid)).write(values).result()
        return []

    return write


def digest(values):
    """Numbers that equal fields share: the values where they are few, else five of a sample that meets every chunk."""
    flat = np.asarray(values).ravel()
    flat = flat[::97] if flat.size > 10**7 else flat
    flat = np.asarray(flat, "f8")
    if flat.size <= 50:
        return flat.tolist()
    return [np.nanmean(flat), np.nanstd(flat), np.nanmin(flat), np.nanmax(flat), flat[flat.size // 3]]
