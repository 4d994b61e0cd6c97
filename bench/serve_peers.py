"""Opens what `amasia serve` serves by its URL with other systems, and compares values with a file.

    python serve_peers.py http://localhost:8788/datasets/NAME FILE

xarray over zarr-python (needs fsspec and aiohttp), both versions of Zarr where zarr-python knows them, and tensorstore, as
far as they are installed. FILE is what the dataset was made of, or for a lazy result what `amasia compute -o` wrote. Prints
a line a reader and exits 1 if one differs.

    amasia serve tas.nc mean=tas.nc --yearly mean &
    amasia compute tas.nc --yearly mean -o mean.nc
    python serve_peers.py http://localhost:8788/datasets/mean mean.nc
"""

import json
import sys
import urllib.request

import numpy as np
import xarray as xr


def plain(values):
    """Values that can be compared: times of any calendar as their text."""
    values = np.asarray(values)
    return values if values.dtype.kind in "fiub" else values.astype(str)


def is_text(variable):
    return variable.dtype.kind in "SUT" or (variable.dtype == object and variable.size and isinstance(variable.values.flat[0], str))


def compare(found, wanted):
    wanted = wanted.drop_vars([name for name in wanted.variables if name not in found.variables and is_text(wanted[name])])
    assert dict(found.sizes) == dict(wanted.sizes), (dict(found.sizes), dict(wanted.sizes))
    names = set(wanted.variables)
    assert names == set(found.variables), names ^ set(found.variables)
    for name in sorted(names):
        a, b = found.variables[name], wanted.variables[name]
        assert a.dims == b.dims, (name, a.dims, b.dims)
        np.testing.assert_array_equal(plain(a.values), plain(b.values), err_msg=name)
    return len(names)


def by_xarray(store, **how):
    import fsspec  # noqa: F401: xarray needs it for URLs
    import zarr  # noqa: F401

    return xr.open_zarr(store, **how)


def by_tensorstore(store):
    import tensorstore as ts

    driver = "zarr3" if store.endswith("zarr") else "zarr"
    variables = {}
    for name, document, attrs in arrays(store):
        if document.get("dtype", document.get("data_type")) in ("|O", "string"):
            print(f"by_tensorstore: '{name}' is text, which it does not read")
            continue
        array = ts.open({"driver": driver, "kvstore": store + "/" + name + "/"}).result()
        dims = attrs.pop("_ARRAY_DIMENSIONS", document.get("dimension_names"))
        if driver == "zarr" and document["fill_value"] is not None:
            attrs["_FillValue"] = np.dtype(document["dtype"]).type(document["fill_value"])
        elif "_FillValue" in attrs:
            attrs["_FillValue"] = fill(attrs["_FillValue"], array.dtype.numpy_dtype)
        variables[name] = (dims, array.read().result(), attrs)
    return xr.decode_cf(xr.Dataset(variables), decode_coords="all")


def fill(value, dtype):
    """xarray writes the fill values of floats in base 64, and others as they are."""
    if isinstance(value, str) and dtype.kind == "f":
        import base64

        return np.frombuffer(base64.standard_b64decode(value), "<f8")[0].astype(dtype)
    return dtype.type(value)


def arrays(store):
    def read(key):
        with urllib.request.urlopen(store + "/" + key) as answer:
            return json.load(answer)

    if store.endswith("zarr"):
        for name, document in read("zarr.json")["consolidated_metadata"]["metadata"].items():
            if document["node_type"] == "array":
                yield name, document, dict(document["attributes"])
    else:
        metadata = read(".zmetadata")["metadata"]
        for key, document in metadata.items():
            if key.endswith("/.zarray"):
                yield key[: -len("/.zarray")], document, dict(metadata[key[: -len(".zarray")] + ".zattrs"])


def main(url, file):
    wanted = xr.open_dataset(file)
    wrong = ran = 0
    for reader, store in ((by_xarray, "zarr2"), (by_xarray, "zarr"), (by_tensorstore, "zarr2"), (by_tensorstore, "zarr")):
        label = f"{reader.__name__} {store}"
        try:
            if reader is by_xarray and store == "zarr":
                import zarr

                if zarr.__version__.startswith("2"):
                    raise ImportError("zarr-python 2 reads version 2 only")
            found = reader(f"{url.rstrip('/')}/{store}")
        except ImportError as e:
            print(f"{label}: not installed: {e}")
            continue
        ran += 1
        try:
            print(f"{label}: {compare(found, wanted)} variables are equal")
        except AssertionError as e:
            wrong += 1
            print(f"{label}: DIFFERS: {e}")
    return 1 if wrong or not ran else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
