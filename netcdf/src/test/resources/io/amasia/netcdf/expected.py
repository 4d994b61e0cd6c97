"""Writes expected.json: what netCDF4-python reads, raw, from every netCDF file of the shared data.

usage: python expected.py SHARED_FOLDER > expected.json     (netCDF4 1.7.4, netCDF-C 4.9.3)
Per variable: dims, shape, dtype, CRC-32 of the little-endian values in C order, and of numbers
their sum, min and max. `char` arrays drop their last dimension, where nothing else uses it in a
classic file; text is joined with NULs.
"""
import json, pathlib, sys, zlib
import netCDF4, numpy as np

root = pathlib.Path(sys.argv[1])
out = {}

def number(x):
    x = float(x)
    return x if np.isfinite(x) else str(x)

def groups(g, path=""):
    yield path, g
    for name, child in g.groups.items():
        yield from groups(child, path + "/" + name)

def joins(v):
    """Whether the last dimension is the length of the texts, by xarray's rule."""
    if v.group().data_model.startswith("NETCDF4"):
        return True
    last = v.dimensions[-1]
    return last not in v.group().variables and all(
        last not in w.dimensions or (w.dtype == "S1" and w.dimensions.index(last) == w.ndim - 1)
        for w in v.group().variables.values())

def variable(v):
    v.set_auto_maskandscale(False)
    if hasattr(v, "set_auto_chartostring"):
        v.set_auto_chartostring(False)
    dims, shape = list(v.dimensions), [int(n) for n in v.shape]
    if v.dtype is str:
        text = [str(s) for s in np.asarray(v[...], dtype=object).ravel()]
        return dict(dims=dims, shape=shape, dtype="str", crc=zlib.crc32("\0".join(text).encode()))
    if v.dtype == "S1":
        a = np.ma.getdata(np.asarray(v[...]))
        if shape and not joins(v):
            shape, dims = shape + [1], dims + [""]
        n = shape[-1] if shape else 1
        flat = np.frombuffer(a.tobytes(), dtype="u1").reshape(-1, n) if a.size else np.zeros((int(np.prod(shape[:-1])), 0), "u1")
        text = []
        for row in flat:
            b = row.tobytes().rstrip(b"\0")
            try: text.append(b.decode("utf-8"))
            except UnicodeDecodeError: text.append(b.decode("latin-1"))
        return dict(dims=dims[:-1], shape=shape[:-1], dtype="str", crc=zlib.crc32("\0".join(text).encode()))
    a = np.asarray(v[...])
    if a.dtype.kind not in "iuf":
        return None
    a = np.ascontiguousarray(a, dtype=a.dtype.newbyteorder("<"))
    d = dict(dims=dims, shape=shape, dtype=a.dtype.name, crc=zlib.crc32(a.tobytes()))
    if a.size:
        with np.errstate(all="ignore"):
            d.update(sum=number(a.astype("f8").sum()), min=number(a.min()), max=number(a.max()))
    return d

if __name__ == "__main__":
  for path in sorted(root.glob("data/**/*")):
      if path.suffix not in (".nc", ".cdf"):
          continue
      name = str(path.relative_to(root))
      try:
          with netCDF4.Dataset(path) as ds:
              out[name] = {}
              for prefix, g in groups(ds):
                  for vname, v in g.variables.items():
                      try:
                          got = variable(v)
                      except Exception as e:
                          print(name, vname, repr(e), file=sys.stderr); got = dict(error=str(e))
                      if got is not None:
                          out[name][prefix + "/" + vname] = got
      except OSError as e:
          out[name] = dict(error=str(e).split(":")[-1].strip())
  print("{")
  print(",\n".join(json.dumps(k) + ": {\n" + ",\n".join("  %s: %s" % (json.dumps(n), json.dumps(v)) for n, v in vs.items()) + "}" for k, vs in out.items()))
  print("}")
