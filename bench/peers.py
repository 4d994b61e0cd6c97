"""What the other systems do in `compare.py`, one call of this program for each measurement.

    python peers.py make  FOLDER DAYS     writes the fields; see `make`
    python peers.py run   FOLDER ROW PEER REPEATS
    python peers.py digest FILE...        numbers of result files, to compare results by

`run` does the work REPEATS times in this process and prints a JSON line: the seconds of each time, and numbers of the
result. A peer whose library is missing prints `{"missing": ...}`.
"""

import ctypes
import glob
import itertools
import json
import os
import struct
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np

LATITUDES, LONGITUDES = 361, 720
CHUNK = (24, 181, 360)
BOX = (20.0, 30.0, 60.0, 70.0)  # west, south, east, north
CORES = len(os.sched_getaffinity(0))


# --- the fields ---


def make(folder, days):
    """Daily temperatures on a half-degree grid from 2001-01-01, rounded as archives keep them, [time, latitude, longitude]
    float32: as Zarr v3 (zstd 3; blosc of lz4 and shuffle; not compressed) and as 12 netCDF-4 files (deflate 1 and shuffle,
    a day a chunk); of the latter also the chunks' bytes alone, for the floor."""
    latitude, longitude = np.linspace(-90, 90, LATITUDES), np.arange(LONGITUDES) * 0.5
    random = np.random.default_rng(1)
    values = np.empty((days, LATITUDES, LONGITUDES), "f4")
    waves = np.cos(np.deg2rad(latitude))[:, None] * np.sin(np.deg2rad(3 * longitude))[None]
    for day in range(days):
        season = -12 * np.sin(np.deg2rad(latitude)) * np.cos(2 * np.pi * day / 365.25)
        noise = random.standard_normal((LATITUDES, LONGITUDES), dtype="f4") * 0.3
        field = 288 - 45 * np.sin(np.deg2rad(latitude))[:, None] ** 2 + season[:, None] + 4 * np.roll(waves, day, 1) + noise
        values[day] = np.round(field * 64) / 64
    for name, codecs in {
        "zstd": [{"name": "zstd", "configuration": {"level": 3}}],
        "blosc": [{"name": "blosc", "configuration": {
            "cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0}}],
        "raw": [],
    }.items():  # fmt: skip
        make_zarr(f"{folder}/{name}.zarr", values, latitude, longitude, codecs)
    make_netcdf(folder, values, latitude, longitude)


def make_zarr(path, values, latitude, longitude, codecs):
    import tensorstore as ts

    os.makedirs(path)
    with open(f"{path}/zarr.json", "w") as file:
        json.dump({"zarr_format": 3, "node_type": "group", "attributes": {}}, file)
    time_attrs = {"units": "days since 2001-01-01", "calendar": "standard", "standard_name": "time", "axis": "T"}
    for name, array, dims, chunk, attrs in (
        ("time", np.arange(len(values), dtype="i8"), ["time"], [len(values)], time_attrs),
        ("latitude", latitude, ["latitude"], [LATITUDES], {"units": "degrees_north", "standard_name": "latitude"}),
        ("longitude", longitude, ["longitude"], [LONGITUDES], {"units": "degrees_east", "standard_name": "longitude"}),
        ("t", values, ["time", "latitude", "longitude"], CHUNK, {"units": "K", "standard_name": "air_temperature"}),
    ):
        endian = [{"name": "bytes", "configuration": {"endian": "little"}}]
        metadata = {
            "shape": array.shape,
            "data_type": array.dtype.name,
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}},
            "codecs": endian + (codecs if name == "t" else []),
            "dimension_names": dims,
            "attributes": attrs,
        }
        if name == "t":
            metadata["fill_value"] = "NaN"
        spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": f"{path}/{name}/"}, "metadata": metadata}
        ts.open(spec, create=True).result().write(array).result()


def make_netcdf(folder, values, latitude, longitude):
    import netCDF4

    os.makedirs(f"{folder}/nc")
    edges = [round(i * len(values) / 12) for i in range(13)]
    with open(f"{folder}/deflate.bin", "wb") as alone:
        for i, (first, end) in enumerate(itertools.pairwise(edges)):
            with netCDF4.Dataset(f"{folder}/nc/t{i:02}.nc", "w") as file:
                for name, axis, units in (("latitude", latitude, "degrees_north"), ("longitude", longitude, "degrees_east")):
                    file.createDimension(name, len(axis))
                    variable = file.createVariable(name, "f8", (name,))
                    variable.units, variable.standard_name = units, name
                    variable[:] = axis
                file.createDimension("time", None)
                days = file.createVariable("time", "f8", ("time",))
                days.units, days.calendar, days.standard_name = "days since 2001-01-01", "standard", "time"
                days[:] = np.arange(first, end)
                t = file.createVariable(
                    "t", "f4", ("time", "latitude", "longitude"), zlib=True, complevel=1, shuffle=True,
                    chunksizes=(1, LATITUDES, LONGITUDES), fill_value=np.float32(9.96921e36))  # fmt: skip
                t.units, t.standard_name = "K", "air_temperature"
                t[:] = values[first:end]
            for day in range(first, end):
                shuffled = values[day].reshape(-1, 1).view("u1").T.tobytes()
                packed = zlib.compress(shuffled, 1)
                alone.write(struct.pack("<q", len(packed)) + packed)


# --- numbers of a result ---


def digest(values):
    """Five numbers that two equal fields share, or the values themselves when they are few."""
    flat = np.asarray(values, "f8").ravel()
    if flat.size <= 50:
        return flat.tolist()
    return [flat.mean(), flat.std(), flat.min(), flat.max(), flat[flat.size // 3]]


def digest_file(path):
    import netCDF4

    with netCDF4.Dataset(path) as file:
        return digest(np.squeeze(file["t"][:]))


# --- the floor: native decoders alone, all cores, and one pass over the decoded values ---


def floor(folder, row):
    kind = row.split(":")[1]
    if kind == "deflate":
        return floor_deflate(folder)
    files = [f for f in glob.glob(f"{folder}/{kind}.zarr/t/c/**", recursive=True) if os.path.isfile(f)]
    if row.startswith("box"):
        files = [f for f in files if touched(f)]
    size = 4 * int(np.prod(CHUNK))
    decode = decoder(kind)

    def some(part):
        target = np.empty(size, "u1")
        for name in part:
            with open(name, "rb") as file:
                packed = file.read()
            decode(packed, target)
            np.bitwise_or.reduce(target.view("u8"))

    on_all_cores(some, files)
    return []


def touched(file):
    """Whether the chunk overlaps the box."""
    west, south, east, north = BOX
    y, x = (int(part) for part in file.split("/")[-2:])
    rows, columns = CHUNK[1:]
    return (y * rows * 0.5 - 90 <= north and (y + 1) * rows * 0.5 - 90 > south) and (
        x * columns * 0.5 <= east and (x + 1) * columns * 0.5 > west)  # fmt: skip


def decoder(kind):
    if kind == "raw":

        def copy(packed, target):
            ctypes.memmove(target.ctypes.data, packed, len(packed))

        return copy
    library = ctypes.CDLL({"zstd": "libzstd.so.1", "blosc": "libblosc.so.1"}[kind])
    if kind == "zstd":
        call = library.ZSTD_decompress
        call.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
        call.restype = ctypes.c_size_t
        return lambda packed, target: call(target.ctypes.data, target.size, packed, len(packed))
    call = library.blosc_decompress_ctx
    call.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    return lambda packed, target: call(packed, target.ctypes.data, target.size, 1)


def floor_deflate(folder):
    """libdeflate on the chunks' bytes; without the unshuffling, which comes on top."""
    library = ctypes.CDLL("libdeflate.so.0")
    library.libdeflate_alloc_decompressor.restype = ctypes.c_void_p
    call = library.libdeflate_zlib_decompress
    call.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
    path = f"{folder}/deflate.bin"
    places, at = [], 0
    with open(path, "rb") as file:
        while at < os.path.getsize(path):
            file.seek(at)
            (length,) = struct.unpack("<q", file.read(8))
            places.append((at + 8, length))
            at += 8 + length

    def some(part):
        target = np.empty(4 * LATITUDES * LONGITUDES, "u1")
        context = library.libdeflate_alloc_decompressor()
        with open(path, "rb") as file:
            for offset, length in part:
                file.seek(offset)
                packed = file.read(length)
                if call(context, packed, length, target.ctypes.data, target.size, None) != 0:
                    raise ValueError("damaged")
                np.bitwise_or.reduce(target.view("u8"))

    on_all_cores(some, places)
    return []


def on_all_cores(work, parts):
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(work, [parts[i::CORES] for i in range(CORES)]))


# --- the peers ---


def stored(folder, kind):
    import tensorstore as ts

    spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": f"{folder}/{kind}.zarr/t/"}, "recheck_cached_data": False}
    return ts.open(spec, read=True, context=ts.Context({"data_copy_concurrency": {"limit": CORES}})).result()


def indices_of_box():
    west, south, east, north = BOX
    y = slice(int((south + 90) * 2), int((north + 90) * 2) + 1)
    x = slice(int(west * 2), int(east * 2) + 1)
    latitude = np.linspace(-90, 90, LATITUDES)[y]
    weights = np.sin(np.deg2rad(latitude + 0.25)) - np.sin(np.deg2rad(latitude - 0.25))
    return y, x, weights


def years(days):
    return (np.datetime64("2001-01-01") + np.arange(days)).astype("M8[Y]").astype(int) + 1970


def by_year(series):
    year = years(len(series))
    return [series[year == y].mean() for y in np.unique(year) if (year == y).sum() >= 365]


def tensorstore_mean(folder, row):
    """By hand: blocks of time, as many at once as there are cores, sums in double."""
    array = stored(folder, row.split(":")[1])
    starts = range(0, array.shape[0], CHUNK[0])
    with ThreadPoolExecutor(CORES) as pool:
        sums = pool.map(lambda s: array[s : min(s + CHUNK[0], array.shape[0])].read().result().sum(dtype="f8"), starts)
        return [sum(sums) / np.prod(array.shape)]


def tensorstore_box(folder, row):
    array = stored(folder, row.split(":")[1])
    y, x, weights = indices_of_box()
    w = (weights / weights.sum()).astype("f4")

    def block(s):
        values = array[s : min(s + CHUNK[0], array.shape[0]), y, x].read().result()
        return np.einsum("tyx,y->t", values, w) / values.shape[2]

    with ThreadPoolExecutor(CORES) as pool:
        return by_year(np.concatenate(list(pool.map(block, range(0, array.shape[0], CHUNK[0])))))


def lazily(folder, row, chunked):
    import xarray as xr

    array = stored(folder, row.split(":")[1])
    if chunked:
        import dask.array as da

        class Reads:
            shape, dtype, ndim = tuple(array.shape), np.dtype("f4"), 3

            def __getitem__(self, key):
                return array[key].read().result()

        values = da.from_array(Reads(), chunks=CHUNK, asarray=False, meta=np.empty((0, 0, 0), "f4"))
    elif row.startswith("box"):
        y, x, _ = indices_of_box()
        values = array[:, y, x].read().result()
    else:
        values = array.read().result()
    dates = (np.datetime64("2001-01-01") + np.arange(len(values))).astype("M8[ns]")
    return xr.DataArray(values, dims=("time", "latitude", "longitude"), coords={"time": dates})


def xarray_mean(folder, row, chunked=False):
    # float64 as the sums of the others
    return [float(lazily(folder, row, chunked).mean(dtype="f8"))]


def xarray_box(folder, row, chunked=False):
    import xarray as xr

    values = lazily(folder, row, chunked)
    y, x, weights = indices_of_box()
    if chunked:
        values = values[:, y, x]
    mean = values.weighted(xr.DataArray(weights, dims="latitude")).mean(("latitude", "longitude"))
    return by_year(mean.compute().values)


def xarray_netcdf(folder, row, chunked=False):
    import xarray as xr

    chunks = {"time": 20} if chunked else None
    if chunked:
        with xr.open_mfdataset(f"{folder}/nc/*.nc", engine="netcdf4", chunks=chunks, data_vars="all") as ds:
            return digest(ds.t.mean("time").values)
    parts, count = 0, 0
    for path in sorted(glob.glob(f"{folder}/nc/*.nc")):
        with xr.open_dataset(path, engine="netcdf4") as ds:
            parts = parts + ds.t.sum("time", dtype="f8").values
            count += ds.sizes["time"]
    return digest(parts / count)


def netcdf4_mean(folder, row):
    """netCDF4-python by hand: the C library alone, one core, since the HDF5 library has a lock."""
    import netCDF4

    total, count = np.zeros((LATITUDES, LONGITUDES)), 0
    for path in sorted(glob.glob(f"{folder}/nc/*.nc")):
        with netCDF4.Dataset(path) as file:
            file.set_auto_mask(False)
            t = file["t"]
            for start in range(0, len(t), 20):
                values = t[start : start + 20]
                total += values.sum(0, dtype="f8")
                count += len(values)
    return digest(total / count)


def xarray_open(folder, row):
    import xarray as xr

    with xr.open_dataset(sorted(glob.glob(f"{folder}/nc/*.nc"))[0]) as ds:
        return [len(repr(ds)) * 0.0]


PEERS = {
    "floor": floor,
    ("mean", "tensorstore"): tensorstore_mean,
    ("mean", "xarray"): xarray_mean,
    ("mean", "dask"): lambda f, r: xarray_mean(f, r, True),
    ("box", "tensorstore"): tensorstore_box,
    ("box", "xarray"): xarray_box,
    ("box", "dask"): lambda f, r: xarray_box(f, r, True),
    ("timmean", "netCDF4"): netcdf4_mean,
    ("timmean", "xarray"): xarray_netcdf,
    ("timmean", "dask"): lambda f, r: xarray_netcdf(f, r, True),
    ("info", "xarray"): xarray_open,
}


def run(folder, row, peer, repeats):
    work = PEERS["floor"] if peer == "floor" else PEERS[row.split(":")[0], peer]
    seconds, result = [], []
    try:
        for _ in range(repeats):
            start = time.perf_counter()
            result = work(folder, row)
            seconds.append(time.perf_counter() - start)
    except (ImportError, OSError) as e:
        print(json.dumps({"missing": str(e)}))
        return
    print(json.dumps({"seconds": seconds, "result": [float(x) for x in result]}))


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "make":
        make(rest[0], int(rest[1]))
    elif what == "run":
        run(rest[0], rest[1], rest[2], int(rest[3]))
    elif what == "digest":
        print(json.dumps([digest_file(path) for path in rest]))
    else:
        sys.exit(__doc__)
