"""Arrays, datasets and xarray's answers as JSON, in the form of the shared reference/operations.json."""
import json, warnings
import numpy as np, pandas as pd, xarray as xr, cftime
warnings.filterwarnings("ignore")

def scalar(v):
    if isinstance(v, cftime.datetime):
        part = ".%06d" % v.microsecond if v.microsecond else ""
        return "%04d-%02d-%02dT%02d:%02d:%02d" % (v.year, v.month, v.day, v.hour, v.minute, v.second) + part
    if isinstance(v, (np.datetime64, pd.Timestamp)):
        if pd.isnull(v): return "NaT"
        second = np.datetime64(v, "s")
        return str(second if second == v else np.datetime64(pd.Timestamp(v).round("us"), "us"))
    if isinstance(v, (bool, np.bool_)): return bool(v)
    if isinstance(v, (int, np.integer)): return int(v)
    if isinstance(v, (float, np.floating)):
        f = float(v)
        return "NaN" if f != f else "Infinity" if f == np.inf else "-Infinity" if f == -np.inf else f
    return str(v)

def array(a):
    a = np.asarray(a)
    if a.dtype.kind == "S": a = np.char.decode(a)
    kind = {"M": "time", "m": "timedelta", "O": "object"}.get(a.dtype.kind, str(a.dtype))
    if kind == "timedelta": a = a.astype("m8[us]").astype("i8")
    dates = [v for v in a.flat if isinstance(v, cftime.datetime)] if a.dtype == object else []
    if dates:
        kind = "time:" + dates[0].calendar
        return {"dtype": kind, "shape": list(a.shape), "values": ["NaT" if v != v else scalar(v) for v in a.ravel()]}
    return {"dtype": kind, "shape": list(a.shape), "values": [scalar(v) for v in a.ravel()]}

def to_json(o):
    if isinstance(o, (list, tuple)): return [to_json(x) for x in o]
    if isinstance(o, dict): return [to_json(x) for x in o.values()]
    if isinstance(o, xr.DataTree):
        return {"tree": {("/" + n.relative_to(o)).replace("/.", "/"): to_json(n.to_dataset()) for n in o.subtree}}
    if isinstance(o, xr.Dataset):
        return {"variables": {str(k): to_json(o[k]) for k in o.data_vars},
                "coords": coords(o), "attrs": {k: str(v) for k, v in o.attrs.items()}}
    if not isinstance(o, xr.DataArray): return scalar(o)
    return {"name": o.name, "dims": list(o.dims), **array(o.values), "attrs": {},
            "coords": coords(o)}

def coords(o):
    """Coordinates by name; a multi-index' own tuples are left out, its levels say them."""
    return {str(k): {"dims": list(c.dims), **array(c.values)} for k, c in o.coords.items()
            if not (isinstance(o.indexes.get(k), pd.MultiIndex) and k in c.dims)}

def write(lines, inputs, names, path):
    """Evaluates `id: code` lines and writes inputs and answers."""
    cases = []
    for line in lines.strip().splitlines():
        if not line or line.startswith("#"): continue
        cid, code = line.split(": ", 1)
        try:
            with np.errstate(all="ignore"):
                cases.append({"id": cid, "code": code, "result": to_json(eval(code, {"xr": xr, "np": np, "pd": pd, **names, **inputs}))})
        except Exception as e:
            cases.append({"id": cid, "code": code, "error": type(e).__name__ + ": " + str(e)[:120]})
            print(cid, "->", cases[-1]["error"])
    json.dump({"versions": {m.__name__: m.__version__ for m in (xr, np, pd, cftime)},
               "inputs": {k: to_json(v) for k, v in inputs.items()}, "cases": cases}, open(path, "w"), separators=(",", ":"))
    print(len(cases), "cases")
