"""The fields that the comparison reads, and what they are made of.

    python fields.py FOLDER full|small

makes those that FOLDER lacks, all from the same values: daily temperatures from 2001-01-01, `t` [time, latitude,
longitude] float32 in K, rounded as archives keep them.

| file | what |
|---|---|
| `zstd.zarr`, `blosc.zarr`, `raw.zarr` | Zarr v3, chunks of 24 days and a quarter of the globe; zstd 3; blosc of lz4 and shuffle; nothing |
| `sharded.zarr`, `pencil.zarr` | zstd 3 in shards of 120 days; zstd 3 in chunks of all days and a few cells |
| `wind.zarr` | `u` and `v` of half as many days, blosc |
| `nc/*.nc` | 12 files of netCDF-4, deflate 1 and shuffle, a day a chunk |
| `deflate.bin` | the bytes of those chunks alone, for the floor |
| `grid.json` | the lengths below |
"""

import itertools
import json
import os
import struct
import sys
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

FIRST_DAY = np.datetime64("2001-01-01")


@dataclass(frozen=True)
class Grid:
    """Lengths of the fields; full size is 1.14 GB of float32."""

    days: int = 1095
    latitudes: int = 361
    longitudes: int = 720
    chunk: tuple = (24, 181, 360)
    pencil: tuple = (24, 24)

    @staticmethod
    def of(folder):
        path = Path(folder, "grid.json")
        given = json.loads(path.read_text()) if path.exists() else {}
        return Grid(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})

    @property
    def step(self):
        return 180 / (self.latitudes - 1)

    @property
    def latitude(self):
        return np.linspace(-90, 90, self.latitudes)

    @property
    def longitude(self):
        return np.arange(self.longitudes) * self.step

    @property
    def shape(self):
        return (self.days, self.latitudes, self.longitudes)

    @property
    def dates(self):
        return (FIRST_DAY + np.arange(self.days)).astype("M8[ns]")

    @property
    def months(self):
        return (FIRST_DAY + np.arange(self.days)).astype("M8[M]").astype(int)

    def starts(self):
        return range(0, self.days, self.chunk[0])


SMALL = Grid(1095, 37, 72, (24, 19, 36), (5, 6))

ZSTD = {"name": "zstd", "configuration": {"level": 3}}
BLOSC_LZ4 = {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0}}
BLOSC_ZSTD = {"name": "blosc", "configuration": {"cname": "zstd", "clevel": 1, "shuffle": "shuffle", "typesize": 4, "blocksize": 0}}
BYTES = {"name": "bytes", "configuration": {"endian": "little"}}
CODECS = {"zstd": [BYTES, ZSTD], "blosc": [BYTES, BLOSC_LZ4], "raw": [BYTES], "pencil": [BYTES, ZSTD], "result": [BYTES, BLOSC_ZSTD]}


def layout(kind, grid):
    """Chunk shape and codecs of a Zarr array of this kind; `result` is what the rows write that compute."""
    if kind == "pencil":
        return (grid.days, *grid.pencil), CODECS["pencil"]
    if kind != "sharded":
        return grid.chunk, CODECS[kind]
    _, rows, columns = grid.chunk
    shard = (5 * grid.chunk[0], rows + rows % 2, columns)
    inner = (grid.chunk[0], shard[1] // 2, columns // 3)
    sharding = {
        "chunk_shape": inner,
        "codecs": [BYTES, ZSTD],
        "index_codecs": [BYTES, {"name": "crc32c"}],
        "index_location": "end",
    }
    return shard, [{"name": "sharding_indexed", "configuration": sharding}]


def array_spec(path, shape, dtype, dims, chunk, codecs, attrs):
    """A Zarr v3 array as tensorstore wants it described."""
    metadata = {
        "shape": shape,
        "data_type": dtype,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}},
        "codecs": codecs,
        "dimension_names": dims,
        "attributes": attrs,
    }
    if dtype == "float32":
        metadata["fill_value"] = "NaN"
    return {"driver": "zarr3", "kvstore": {"driver": "file", "path": f"{path}/"}, "metadata": metadata}


def make_zarr(path, grid, kind, variables):
    import tensorstore as ts

    os.makedirs(path)
    Path(path, "zarr.json").write_text(json.dumps({"zarr_format": 3, "node_type": "group", "attributes": {}}))
    days = len(next(iter(variables.values())))
    time_attrs = {"units": "days since 2001-01-01", "calendar": "standard", "standard_name": "time", "axis": "T"}
    for name, axis, attrs in (
        ("time", np.arange(days), time_attrs),
        ("latitude", grid.latitude, {"units": "degrees_north", "standard_name": "latitude"}),
        ("longitude", grid.longitude, {"units": "degrees_east", "standard_name": "longitude"}),
    ):
        spec = array_spec(f"{path}/{name}", axis.shape, axis.dtype.name, [name], axis.shape, [BYTES], attrs)
        ts.open(spec, create=True).result().write(axis).result()
    chunk, codecs = layout(kind, grid)
    for name, values in variables.items():
        attrs = {"units": "K", "standard_name": "air_temperature"} if name == "t" else {"units": "m s-1"}
        dims = ["time", "latitude", "longitude"]
        spec = array_spec(f"{path}/{name}", values.shape, "float32", dims, chunk, codecs, attrs)
        ts.open(spec, create=True).result().write(values).result()


def make_netcdf(folder, grid, values):
    import netCDF4

    os.makedirs(f"{folder}/nc")
    edges = [round(i * grid.days / 12) for i in range(13)]
    with open(f"{folder}/deflate.bin", "wb") as alone:
        for i, (first, end) in enumerate(itertools.pairwise(edges)):
            with netCDF4.Dataset(f"{folder}/nc/t{i:02}.nc", "w") as file:
                netcdf_frame(file, grid, np.arange(first, end))[:] = values[first:end]
            for day in range(first, end):
                shuffled = values[day].reshape(-1, 1).view("u1").T.tobytes()
                packed = zlib.compress(shuffled, 1)
                alone.write(struct.pack("<q", len(packed)) + packed)


def netcdf_frame(file, grid, days):
    """Dimensions and coordinates of a netCDF-4 file of these days, and its empty `t`."""
    for name, axis, units in (("latitude", grid.latitude, "degrees_north"), ("longitude", grid.longitude, "degrees_east")):
        file.createDimension(name, len(axis))
        variable = file.createVariable(name, "f8", (name,))
        variable.units, variable.standard_name = units, name
        variable[:] = axis
    file.createDimension("time", None)
    variable = file.createVariable("time", "f8", ("time",))
    variable.units, variable.calendar, variable.standard_name = "days since 2001-01-01", "standard", "time"
    variable[:] = days
    t = file.createVariable(
        "t", "f4", ("time", "latitude", "longitude"), zlib=True, complevel=1, shuffle=True,
        chunksizes=(1, grid.latitudes, grid.longitudes), fill_value=np.float32(9.96921e36))  # fmt: skip
    t.units, t.standard_name = "K", "air_temperature"
    return t


def temperatures(grid):
    random = np.random.default_rng(1)
    values = np.empty(grid.shape, "f4")
    latitude = np.deg2rad(grid.latitude)[:, None]
    waves = np.cos(latitude) * np.sin(3 * np.deg2rad(grid.longitude))[None]
    for day in range(grid.days):
        season = -12 * np.sin(latitude) * np.cos(2 * np.pi * day / 365.25)
        noise = random.standard_normal(grid.shape[1:], dtype="f4") * 0.3
        field = 288 - 45 * np.sin(latitude) ** 2 + season + 4 * np.roll(waves, day, 1) + noise
        values[day] = np.round(field * 64) / 64
    return values


def make(folder, size):
    os.makedirs(folder, exist_ok=True)
    if not Path(folder, "grid.json").exists():
        Path(folder, "grid.json").write_text(json.dumps(asdict(SMALL if size == "small" else Grid())))
    grid = Grid.of(folder)
    kinds = [kind for kind in ("zstd", "blosc", "raw", "sharded", "pencil") if not Path(folder, f"{kind}.zarr").exists()]
    winds, files = not Path(folder, "wind.zarr").exists(), not Path(folder, "nc").exists()
    if not (kinds or winds or files):
        return
    values = temperatures(grid)
    for kind in kinds:
        make_zarr(f"{folder}/{kind}.zarr", grid, kind, {"t": values})
    if winds:
        half = grid.days // 2
        make_zarr(f"{folder}/wind.zarr", grid, "blosc", {"u": values[:half] - 288, "v": values[half : 2 * half] - 270})
    if files:
        make_netcdf(folder, grid, values)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])
