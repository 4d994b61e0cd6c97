#!/usr/bin/env python3
"""Lets other systems open what `amasia serve` serves, and compares it with what xarray reads from the files themselves.

    bench/serve_read.py DATA [--amasia './amasia'] [--python PYTHON]...

Of the files of DATA named below, and of a lazy result of one, each Python opens the virtual Zarr by its URL: xarray over
zarr-python (needs fsspec and aiohttp; version 2 of Zarr, and 3 where its zarr knows it), zarr-python alone, and tensorstore
with xarray's decoding, as far as it has them. Names, dimensions, coordinates, attributes, decoded times and every value must be
those that the same Python's xarray reads from the file (of the result: from what `amasia compute -o` wrote). Then values as
CSV and JSON are asked for, and compared with xarray's selections. Prints a line a reader and exits 1 when one differs. Not
part of `mvn verify`: it needs the others.
"""

import argparse
import base64
import csv
import io
import json
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import warnings
from pathlib import Path

import numpy as np

FILES = {
    "netcdf4": "era/psl_ERA5_mon_194001-202212.nc",
    "packed64": "era/eraint_uvz.nc",  # NaN as fill value of short numbers, which means nothing
    "classic": "classic/sstdata_netcdf.nc",
    "rotated": "classic/tas_rotated_grid_EUR11.nc",
    "curvilinear": "nemo/nemo_1m_20150101-20150201_grid-T.nc",
    "days360": "hadgem/mrsos_day_HadGEM2-ES_rcp45_r1i1p1_20251201-20351130.nc",
    "icon": "grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc",
}
RESULT = ["--yearly", "mean"]  # of netcdf4

# Parameters of `/values`, and the same in xarray.
VALUES = {
    "netcdf4": [
        ("var=psl&isel.time=0..2&isel.lat=1", lambda ds: ds.psl.isel(time=slice(0, 3), lat=1)),
        ("var=psl&time=1950-01..1950-12&nearest.lat=47&nearest.lon=8", lambda ds: ds.psl.sel(time="1950").sel(lat=47, lon=8, method="nearest")),
        ("var=psl&sel.lat=-90&lon=-30..50&isel.time=-1", lambda ds: ds.psl.isel(time=-1).sel(lat=-90, lon=slice(-30, 50))),
    ],
    "rotated": [("var=tas&isel.rlat=0..4&isel.rlon=0..3", lambda ds: ds.tas.isel(rlat=slice(0, 5), rlon=slice(0, 4)))],
    "curvilinear": [("var=tos&isel.y=200..203&isel.x=10,12", lambda ds: ds.tos.isel(y=slice(200, 204), x=[10, 12]))],
}
WRONG = {
    "var=none": 400, "isel.time=99999": 400, "time=9999": 400, "nearest.depth=3": 400, "lat=1..2..3..4": 400, "format=xml": 400,
    "isel.time=x": 400, "var=psl&var=psl,psl,": 400, "group=../../etc": 400, "group=none": 400, "lat=%00": 400, "lat=NaN": 400,
    "nearest.lat=NaN": 400, "isel.lat=0..99999999999999999999": 400, "time=..": 400, "": 400,
}  # fmt: skip


APART = {"history", "_nc_unlimited_dimensions", "least_significant_digit", "coordinates"}


def plain(values):
    """Values that can be compared: times of any calendar as their text."""
    values = np.asarray(values)
    if values.dtype.kind == "M":
        values = values.astype("M8[us]")
    return values if values.dtype.kind in "fiub" else values.astype(str)


def compare(found, wanted):
    """How many variables of the datasets agree, which must be all; text is left out where the reader has none."""
    assert set(found.sizes.items()) == set(wanted.sizes.items()), (dict(found.sizes), dict(wanted.sizes))
    attributes("", found.attrs, wanted.attrs)
    texts = {name for name in wanted.variables if wanted[name].dtype.kind in "SUTO" and name not in found.variables}
    names = set(wanted.variables) - texts
    assert names == set(found.variables), ("names", names ^ set(found.variables))
    assert set(found.coords) == set(wanted.coords) - texts, ("coordinates", set(found.coords) ^ set(wanted.coords))
    for name in sorted(names):
        a, b = found.variables[name], wanted.variables[name]
        assert a.dims == b.dims, (name, a.dims, b.dims)
        attributes(name, a.attrs, b.attrs)
        if a.dtype.kind == b.dtype.kind == "f" and a.dtype != b.dtype:  # how wide it unpacks depends on the fill value
            np.testing.assert_allclose(a.values, b.values, rtol=2e-7, atol=1e-5, err_msg=name)
        else:
            np.testing.assert_array_equal(plain(a.values), plain(b.values), err_msg=name)
    return len(names)


def attributes(name, found, wanted):
    # ours tells which dimensions may grow; xarray takes the others for encoding; the histories of results name other commands
    found, wanted = ({k: v for k, v in attrs.items() if k not in APART} for attrs in (found, wanted))
    assert set(found) == set(wanted), (name, "attributes", set(found) ^ set(wanted))
    for key, value in wanted.items():
        assert np.array_equal(np.asarray(found[key]), np.asarray(value)), (name, key, found[key], value)


def by_xarray(xr, store):
    import aiohttp  # noqa: F401: fsspec needs it
    import zarr

    if not store.endswith("2") and zarr.__version__.startswith("2"):
        raise ImportError("zarr-python 2 reads version 2 only")
    return xr.open_zarr(store, decode_coords="all")


def by_zarr(xr, store):
    import aiohttp  # noqa: F401
    import zarr

    if not store.endswith("2") and zarr.__version__.startswith("2"):
        raise ImportError("zarr-python 2 reads version 2 only")
    group = zarr.open_consolidated(store, mode="r")
    variables = {}
    for name, array in group.arrays():
        attrs = dict(array.attrs)
        dims = attrs.pop("_ARRAY_DIMENSIONS") if store.endswith("2") else array.metadata.dimension_names
        if array.fill_value is not None and store.endswith("2"):
            attrs["_FillValue"] = array.fill_value
        variables[name] = (dims, array[...], attrs)
    return xr.decode_cf(xr.Dataset(variables, attrs=dict(group.attrs)), decode_coords="all")


def by_tensorstore(xr, store):
    import tensorstore as ts

    def read(key):
        with urllib.request.urlopen(store + "/" + key) as answer:
            return json.load(answer)

    new = not store.endswith("2")
    metadata = read("zarr.json" if new else ".zmetadata")
    members = metadata["consolidated_metadata"]["metadata"] if new else metadata["metadata"]
    variables = {}
    for name in [key for key, one in members.items() if one.get("node_type") == "array"] if new else [key[:-8] for key in members if key.endswith("/.zarray")]:
        document = members[name if new else name + "/.zarray"]
        attrs = dict(document["attributes"] if new else members[name + "/.zattrs"])
        if document.get("dtype", document.get("data_type")) in ("|O", "string"):
            continue  # it reads no text
        array = ts.open({"driver": "zarr3" if new else "zarr", "kvstore": f"{store}/{urllib.parse.quote(name)}/"}).result()
        dims = attrs.pop("_ARRAY_DIMENSIONS", document.get("dimension_names"))
        if not new and document["fill_value"] is not None:
            attrs["_FillValue"] = np.dtype(document["dtype"]).type(document["fill_value"])
        elif "_FillValue" in attrs:
            attrs["_FillValue"] = fill(attrs["_FillValue"], array.dtype.numpy_dtype)
        variables[name] = (dims, array.read().result(), attrs)
    root = metadata["attributes"] if new else members[".zattrs"]
    return xr.decode_cf(xr.Dataset(variables, attrs=root), decode_coords="all")


def fill(value, dtype):
    """xarray writes the fill values of floats in base 64, and others as they are."""
    if isinstance(value, str) and dtype.kind == "f":
        return np.frombuffer(base64.standard_b64decode(value), "<f8")[0].astype(dtype)
    return dtype.type(value)


def ask(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as e:
        return e.code, e.read().decode()


def compare_values(base, query, wanted):
    """The answers of `/values` hold what xarray selects: in JSON all of it, in CSV a row a value."""
    status, text = ask(f"{base}/values?{query}")
    assert status == 200, (status, text)
    (name, found), = json.loads(text)["variables"].items()
    values = np.array(found["values"], dtype=float).reshape(found["shape"])
    assert (name, tuple(found["dims"])) == (wanted.name, wanted.dims), (name, found["dims"])
    np.testing.assert_array_equal(values, wanted.values.astype(float), err_msg="json")
    rows = list(csv.DictReader(io.StringIO(ask(f"{base}/values?{query}&format=csv")[1])))
    numbers = np.array([float(row[name] or "nan") for row in rows])
    np.testing.assert_allclose(numbers, wanted.values.ravel().astype(float), rtol=1e-7, err_msg="csv")
    for dim in wanted.dims:
        if dim in wanted.coords:
            labels = np.broadcast_to(plain(wanted[dim].broadcast_like(wanted).transpose(*wanted.dims)), wanted.shape).ravel()
            for row, label in zip(rows, labels):
                same = row[dim][:10] == str(label)[:10] if labels.dtype.kind == "U" else np.isclose(float(row[dim]), label, rtol=1e-6)
                assert same, ("csv", dim, row[dim], label)


def read(base, file):
    """A Python's part: its readers against its own xarray."""
    import xarray as xr

    warnings.simplefilter("ignore")
    wanted = xr.open_dataset(file, decode_coords="all")
    name = base.rsplit("/", 1)[1]
    wrong = 0
    for reader in (by_xarray, by_zarr, by_tensorstore):
        for store in ("zarr2", "zarr"):
            label = f"{name} {reader.__name__} {store}"
            try:
                print(f"{label}: {compare(reader(xr, f'{base}/{store}'), wanted)} variables are equal")
            except ImportError as e:
                print(f"{label}: left out: {e}")
            except AssertionError as e:
                wrong += 1
                print(f"{label}: DIFFERS: {e}")
    for query, selected in VALUES.get(name, []):
        try:
            compare_values(base, query, selected(wanted))
            print(f"{name} {query}: CSV and JSON are equal")
        except AssertionError as e:
            wrong += 1
            print(f"{name} {query}: DIFFERS: {e}")
    return wrong


def ask_wrongly(base):
    wrong = 0
    for query, wanted in WRONG.items():
        status, text = ask(f"{base}/values?isel.time=0&{query}" if "time" not in query else f"{base}/values?isel.lat=0&{query}")
        if status != wanted or "Exception" in text:
            wrong += 1
            print(f"{query}: DIFFERS: {status} {text[:200]}")
    print(f"{len(WRONG) - wrong} odd queries are answered as they should be")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--amasia", default="./amasia")
    parser.add_argument("--python", action="append")
    given = parser.parse_args()
    amasia = shlex.split(given.amasia)
    files = {name: next(iter(sorted(given.data.glob(path))), None) for name, path in FILES.items()}
    files = {name: path for name, path in files.items() if path}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        mean = Path(folder, "mean.nc")
        subprocess.run([*amasia, "compute", files["netcdf4"], *RESULT, "-o", mean], check=True)
        for served, operations, same in ((files, [], files), ({"mean": files["netcdf4"]}, RESULT, {"mean": mean})):
            inputs = [f"{name}={path}" for name, path in served.items()]
            server = subprocess.Popen([*amasia, "serve", *inputs, *operations, "--port", "8900"], stdout=subprocess.PIPE, text=True)
            try:
                urls = [re.sub("/zarr .*", "", server.stdout.readline()).strip() for _ in inputs]
                for python in given.python or [sys.executable]:
                    for url, file in zip(urls, same.values()):
                        run = subprocess.run([python, __file__, "--read", url, file])
                        wrong += run.returncode
                if not operations:
                    wrong += ask_wrongly(urls[0])
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(30)
    print(f"{wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(read(*sys.argv[2:]) if sys.argv[1:2] == ["--read"] else main())
