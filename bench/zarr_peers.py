"""Reads with other systems what `ZarrSamples` wrote, and compares values and metadata.

    python zarr_peers.py FOLDER

zarr-python 2 (v2), xarray over it where it can, tensorstore (v2 and v3), as far as they are installed; prints a line a
store and exits 1 if one differs.
"""

import glob
import json
import os
import sys

import numpy as np

TIMES, XS = 7, 5
T, X = np.meshgrid(np.arange(TIMES), np.arange(XS), indexing="ij")
REALS = np.where((T + X) % 6 == 5, np.nan, T * 10 + X / 4.0)
WHOLE = T * 1000 - X


def unpacked(values, attrs, fill):
    values = np.asarray(values).astype("f8")
    fill = attrs.get("_FillValue", fill)
    if "scale_factor" in attrs:
        values[values == fill] = np.nan
        values = values * attrs["scale_factor"] + attrs.get("add_offset", 0)
    return values


def by_tensorstore(path):
    import tensorstore as ts

    driver = "zarr3" if os.path.exists(path + "/zarr.json") else "zarr"
    for name, want in (("f", REALS), ("i", WHOLE)):
        store = ts.open({"driver": driver, "kvstore": {"driver": "file", "path": f"{path}/{name}"}}).result()
        attrs, fill = attributes(path, name)
        np.testing.assert_allclose(unpacked(store.read().result(), attrs, fill), want, rtol=1e-12)


def attributes(path, name):
    if os.path.exists(path + "/zarr.json"):
        document = json.load(open(f"{path}/{name}/zarr.json"))
        return document["attributes"], document["fill_value"]
    fill = json.load(open(f"{path}/{name}/.zarray"))["fill_value"]
    return json.load(open(f"{path}/{name}/.zattrs")), fill


def by_zarr(path):
    import zarr

    for group in (zarr.open_consolidated(path, mode="r"), zarr.open_group(path, mode="r")):
        assert dict(group.attrs)["title"] == "sample", dict(group.attrs)
        for name, want in (("f", REALS), ("i", WHOLE)):
            array = group[name]
            assert array.attrs["_ARRAY_DIMENSIONS"] == ["time", "x"]
            np.testing.assert_allclose(unpacked(array[:], dict(array.attrs), array.fill_value), want, rtol=1e-12)


def by_xarray(path):
    import xarray as xr

    with xr.open_zarr(path, consolidated=True) as data:
        np.testing.assert_allclose(data.f.values, REALS, rtol=1e-12)
        assert (data.i.values == WHOLE).all() and data.f.attrs["units"] == "K"
        assert str(data.time.values[3])[:13] == "2001-03-01T12", data.time.values


def main():
    failed = 0
    for path in sorted(glob.glob(sys.argv[1] + "/*.zarr")):
        said = []
        readers = [by_tensorstore]
        if os.path.exists(path + "/.zgroup"):
            readers += [by_zarr, by_xarray]
        for reader in readers:
            name = reader.__name__[3:]
            try:
                reader(path)
                said.append(name + " equal")
            except (ImportError, ModuleNotFoundError) as e:
                said.append(f"{name} missing")
            except Exception as e:  # each kind of refusal is a result here
                text = " ".join(str(e).split())
                refused = "codec not available" in text or (
                    name == "tensorstore" and any(w in text for w in ("not registered", "filters", "compressor"))
                )
                said.append(f"{name} {'refuses' if refused else 'DIFFERS'}: {text[:150]}")
                failed += not refused
        print(os.path.basename(path), "|", "; ".join(said))
    sys.exit(1 if failed else 0)


main()
