"""What the other systems do in `compare.py`, one call of this program for each measurement.

    python peers.py run    FOLDER ROW[:KIND] PEER REPEATS OUT
    python peers.py digest FILE...        numbers of result files, to compare results by

`run` does the work REPEATS times in this process and prints a JSON line: the seconds of each time, and numbers of the
result. A peer whose library is missing prints `{"missing": ...}`.
"""

import importlib
import json
import sys
import time

MODULES = {
    "tensorstore": "by_tensorstore",
    "xarray": "by_xarray",
    "dask": "by_xarray",
    "netCDF4": "by_netcdf",
    "h5netcdf": "by_netcdf",
    "numpy": "by_numpy",
    "numbagg": "by_numpy",
}
# What a function is called where one module has several peers.
OTHER_NAMES = {
    ("time_mean", "h5netcdf"): "time_mean_h5netcdf",
    ("one_file", "h5netcdf"): "one_file_h5netcdf",
    ("wind_in_memory", "numbagg"): "wind_by_numbagg",
}
# These hold their input in memory before the clock starts: they give the function that does the work.
PREPARED = {"wind_in_memory", "prepare_write", "tasks", "planning"}


def work(folder, row, peer, out):
    """A function that does the row's work once."""
    name, _, kind = row.partition(":")
    if peer == "floor":
        return floor(folder, name, kind, out)
    function = getattr(importlib.import_module(MODULES[peer]), OTHER_NAMES.get((name, peer), name))
    given = (folder, kind, out, peer == "dask") if MODULES[peer] == "by_xarray" else (folder, kind, out)
    return function(*given) if name in PREPARED else lambda: function(*given)


def floor(folder, name, kind, out):
    import floors
    from fields import Grid

    grid = Grid.of(folder)
    match name:
        case "read":
            return lambda: floors.loading(folder, kind)
        case "prepare_write":
            from by_tensorstore import opened

            values = opened(folder, "raw").read().result()
            return lambda: floors.writing(out, kind, values, grid)
        case "anomaly" | "rechunk":
            return lambda: floors.transcoding(folder, kind, out)
        case "box_by_year":
            return lambda: floors.reading(folder, kind, lambda file: floors.touches(file, grid))
        case "finer":
            return lambda: floors.reading(folder, kind, lambda file: int(file.split("/")[-3]) * grid.chunk[0] < 240)
        case "wind":
            return lambda: floors.reading(folder, "wind", variables=("u", "v"))
        case "time_mean":
            return floors.Deflate(folder).run
        case "one_file":
            return lambda: floors.Deflate(folder).run(encode=True)
        case _:
            return lambda: floors.reading(folder, kind)


def run(folder, row, peer, repeats, out):
    seconds, result = [], []
    try:
        once = work(folder, row, peer, out)
        for _ in range(repeats):
            start = time.perf_counter()
            result = once()
            seconds.append(time.perf_counter() - start)
    except ImportError as e:
        return {"missing": str(e)}
    return {"seconds": seconds, "result": [float(x) for x in result]}


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "run":
        folder, row, peer, repeats, out = rest
        print(json.dumps(run(folder, row, peer, int(repeats), out)))
    elif what == "digest":
        from by_netcdf import digest_file

        print(json.dumps([digest_file(path) for path in rest]))
    else:
        sys.exit(__doc__)
