#!/usr/bin/env python3
"""Lets other systems read what `amasia convert` writes, and compares every stored value with the source.

    bench/readers.py DATA [--amasia './amasia'] [--python PYTHON]... [--most KILOBYTES]

Each netCDF file below DATA is converted to netCDF-4, CDF-5 and Zarr 2 and 3. netCDF4, h5netcdf, xarray, tensorstore, zarr
and h5py read the results in whichever of the Pythons has them; ncdump and CDO from PATH. A reader that nobody has is left out
and said. Prints a line for each file and form and exits 1 when one differs. Not part of `mvn verify`: it needs the others.
"""

import argparse
import importlib.util
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

FORMS = {"nc4": ".nc", "cdf5": ".nc", "zarr3": ".zarr", "zarr2": ".zarr"}
READERS = {
    "nc4": ["netcdf4", "h5netcdf", "h5py", "xarray", "ncdump", "cdo"],
    "cdf5": ["netcdf4", "xarray", "ncdump", "cdo"],
    "zarr3": ["tensorstore"],
    "zarr2": ["tensorstore", "zarr", "xarray"],
}


def netcdf4(path):
    import netCDF4

    found = {}
    with netCDF4.Dataset(path) as file:
        file.set_auto_maskandscale(False)
        file.set_auto_chartostring(False)
        groups = [("", file)]
        while groups:
            folder, group = groups.pop()
            groups += [(f"{folder}{name}/", child) for name, child in group.groups.items()]
            for name, variable in group.variables.items():
                if variable.dtype is not str and not hasattr(variable.datatype, "cmptypes") and np.dtype(variable.dtype).kind in "iuf":
                    found[folder + name] = np.asarray(variable[...])
    return found


def h5netcdf(path):
    import h5netcdf as h5

    with h5.File(path) as file:
        return {k: np.asarray(v[...]) for k, v in file.variables.items() if getattr(v.dtype, "kind", "O") in "iuf"}


def h5py(path):
    import h5py as h5

    found = {}
    with h5.File(path) as file:
        def see(name, item):
            if isinstance(item, h5.Dataset) and item.dtype.kind in "iuf":
                for axis in range(item.ndim):  # each axis has its scale
                    assert item.dims[axis] or item.attrs.get("CLASS") == b"DIMENSION_SCALE", name
                found[name.replace("_nc4_non_coord_", "")] = item[...]

        file.visititems(see)
    return found


def xarray(path):
    import xarray as xr

    engines = ["zarr"] if Path(path).is_dir() else ["netcdf4"]
    with xr.open_dataset(path, engine=engines[0], decode_cf=False) as dataset:
        return {k: v.values for k, v in dataset.variables.items() if v.dtype.kind in "iuf"}


def tensorstore(path):
    import tensorstore as ts

    found = {}
    for document in [*Path(path).rglob("zarr.json"), *Path(path).rglob(".zarray")]:
        said = json.loads(document.read_text())
        kind = said.get("data_type", said.get("dtype"))
        if said.get("node_type", "array") != "array" or not isinstance(kind, str) or kind.startswith(("string", "|O", "|S", "<U")):
            continue
        driver = "zarr3" if document.name == "zarr.json" else "zarr"
        store = ts.open({"driver": driver, "kvstore": {"driver": "file", "path": f"{document.parent}/"}}).result()
        found[str(document.parent.relative_to(path))] = store.read().result()
    return found


def zarr(path):
    import zarr as z

    found = {}
    z.open_consolidated(path, mode="r").visititems(
        lambda name, item: found.update({name: item[...]}) if hasattr(item, "dtype") and item.dtype.kind in "iuf" else None)
    return found


def child(reader, path, source):
    """Compares what `reader` finds with the arrays of `source`; prints how many were equal."""
    want, got, equal = np.load(source), globals()[reader](path), 0
    for name in want.files:
        key = name.replace("|", "/")
        if key not in got and reader in ("h5netcdf", "xarray") and "/" in key:
            continue  # these see one group at a time
        assert key in got, f"{key} is missing; there are {sorted(got)}"
        assert got[key].shape == want[name].shape, (key, got[key].shape, want[name].shape)
        assert got[key].dtype.newbyteorder("=") == want[name].dtype.newbyteorder("="), (key, got[key].dtype, want[name].dtype)
        np.testing.assert_array_equal(got[key], want[name], err_msg=key)
        equal += 1
    print(equal)


def outcome(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode == 0, (done.stdout.strip().splitlines() or [""])[-1], done.stderr.strip()


def read(reader, pythons, path, source):
    """`(ok, text)`, or nothing where no Python has the reader."""
    if reader == "ncdump":
        ok, _, error = outcome(["ncdump", str(path)])
        return ok, error
    if reader == "cdo":
        ok, _, error = outcome(["cdo", "-s", "sinfov", str(path)])
        return ok or "Unsupported file structure" in error or "No arrays found" in error, error
    for python in pythons:
        ok, text, error = outcome([python, __file__, "--child", reader, str(path), str(source)])
        if not any(sign in error for sign in ("ModuleNotFoundError", "unrecognized engine", "Please install")):
            return ok, text if ok else error[-400:]
    return None


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("data", type=Path)
    args.add_argument("--amasia", default="./amasia")
    args.add_argument("--python", action="append", default=[])
    args.add_argument("--most", type=int, default=1000)
    given = args.parse_args()
    if importlib.util.find_spec("netCDF4") is None:
        sys.exit("run this with a Python that has netCDF4: it says what the source holds")
    pythons, wrong, absent, compared = [sys.executable, *given.python], 0, set(), 0
    for file in sorted(p for p in given.data.rglob("*.nc") if p.stat().st_size <= given.most * 1000):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "source.npz"
            try:
                arrays = netcdf4(file)
            except Exception as error:
                print(f"{file.relative_to(given.data)}: not read by netCDF4 ({str(error)[:60]})")
                continue
            np.savez(source, **{name.replace("/", "|"): values for name, values in arrays.items()})
            for form, ending in FORMS.items():
                target = Path(folder) / (form + ending)
                ok, _, error = outcome([*shlex.split(given.amasia), "convert", str(file), str(target), "--format", form])
                said = []
                if not ok:
                    said.append("refused: " + error.splitlines()[-1])
                for reader in READERS[form] if ok else []:
                    result = read(reader, pythons, target, source)
                    if result is None:
                        absent.add(reader)
                    else:
                        wrong += not result[0]
                        compared += result[0]
                        said.append(reader if result[0] else f"{reader} DIFFERS: {result[1]}")
                print(f"{file.relative_to(given.data)} {form}: {', '.join(said)}", flush=True)
    for reader in sorted(absent):
        print(f"left out: {reader} is not installed")
    print(f"{compared} equal, {wrong} differ")
    sys.exit(wrong > 0 or compared == 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        main()
