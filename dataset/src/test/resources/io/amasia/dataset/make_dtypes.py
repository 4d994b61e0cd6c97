"""Answers of xarray to the cases of the shared reference with their inputs in every other dtype, for OperationsTest.java.

usage: make_dtypes.py make_reference.py dtypes.json.gz        (xarray, pandas, cftime, scipy, bottleneck)
"""
import gzip, json, os, runpy, sys
import numpy as np, xarray as xr
from reference_json import to_json

script, out = sys.argv[1:]
sys.argv = [script, os.devnull]
reference = runpy.run_path(script)


def cast(values, dtype):
    """Numbers in another dtype: rounded for integers, which wrap around, and have 0 for what is missing."""
    if isinstance(values, xr.Dataset): return values.map(cast, args=(dtype,), keep_attrs=True)
    if values.dtype.kind not in "iuf": return values
    kind = np.dtype(dtype).kind
    if kind == "f": return values.astype(dtype)
    whole = values.fillna(0).round().astype("int64")
    return (whole != 0) if kind == "b" else (abs(whole) if kind == "u" else whole).astype(dtype)


def wide(value):
    """The same numbers in a dtype in which nothing is rounded or wraps around."""
    if isinstance(value, xr.Dataset): return value.map(wide, keep_attrs=True)
    return value.astype("float64") if value.dtype.kind in "iubf" else value


def within(exact, like):
    """What was computed in float64, in the dtypes that xarray gives."""
    if isinstance(like, (list, tuple)): return [within(e, l) for e, l in zip(exact, like)]
    if isinstance(like, xr.Dataset): return like.map(lambda l: within(exact[l.name], l), keep_attrs=True)
    return exact.astype(like.dtype) if isinstance(like, xr.DataArray) and like.dtype.kind == "f" else like


def evaluate(code, inputs):
    with np.errstate(all="ignore"):
        return eval(code, {"xr": xr, "np": np, **inputs})


# xarray interpolates no truths and fits no float16; and needs flox for the counts of bins that the reference has.
OURS_ALONE = {("bool", "interp.linear"), ("bool", "interp.nearest"), ("bool", "resample.upsample"), ("float16", "polyfit")}
WITH_FLOX = {"groupby.bins.empty"}

def answers(dtype, inputs):
    exact = {name: wide(value) for name, value in inputs.items()}
    for line in reference["C"].strip().splitlines():
        name, code = line.split(": ", 1)
        if (dtype, name) in OURS_ALONE or name in WITH_FLOX: continue
        case = {"id": name, "code": code}
        try:
            result = evaluate(code, inputs)
            if np.dtype(dtype).kind == "f":
                # NumPy sums short floats in their own dtype, we in float64
                result = within(evaluate(code, exact), result)
            elif name.startswith("weighted."):
                # sums of products of integers wrap around there, and are float64 here
                exactly = evaluate(code, exact)
                result = within(exactly, result) if result.dtype.kind == "f" else exactly
            case["result"] = to_json(result)
        except Exception as e:
            case["error"] = type(e).__name__ + ": " + str(e)[:80]
        yield case


# What is in between is rounded too: differences of short floats are as exact as what they were taken of.
WITHIN = {"float16": 0.02, "float32": 2e-6}

found = {}
for dtype in "float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool".split():
    inputs = {name: cast(value, dtype) for name, value in reference["IN"].items()}
    found[dtype] = {"within": WITHIN.get(dtype, 0), "inputs": {k: to_json(v) for k, v in inputs.items()}, "cases": list(answers(dtype, inputs))}
with gzip.GzipFile(out, "wb", mtime=0) as file:
    file.write(json.dumps(found, separators=(",", ":")).encode())
