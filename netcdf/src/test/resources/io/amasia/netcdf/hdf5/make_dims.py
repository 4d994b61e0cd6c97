"""Makes dims.nc, and expected_dims.json: what netCDF4-python reads from it and from phony.h5.

usage: python make_dims.py     (netCDF4 1.7.4, netCDF-C 4.9.3)
"""
import json, os, pathlib, sys
import netCDF4, numpy as np

os.chdir(pathlib.Path(__file__).parent)
sys.argv.append("/nowhere")
sys.path.insert(0, "..")
from expected import groups, variable

with netCDF4.Dataset("dims.nc", "w") as ds:
    for name, n in dict(y=4, x=4, t=None, u=None, n=6).items():
        ds.createDimension(name, n)
    v = ds.createVariable("square", "f4", ("y", "x")); v[:] = np.arange(16).reshape(4, 4)
    v = ds.createVariable("turned", "f4", ("x", "y")); v[:] = np.arange(16).reshape(4, 4)
    v = ds.createVariable("long", "i2", ("t", "x"), fill_value=-5); v[:7] = np.arange(28).reshape(7, 4)
    v = ds.createVariable("short", "i2", ("t",), fill_value=-5, chunksizes=(4,)); v[:3] = [1, 2, 3]
    ds.createVariable("u", "f8", ("u",))[:] = np.arange(5)
    ds.createVariable("y", "f8", ("y",))[:] = np.arange(4)
    ds.createVariable("x", "f8", ("y", "x"))[:] = np.arange(16).reshape(4, 4)
    ds.createVariable("name", "S1", ("y", "n"), zlib=True)[:] = np.array(["abc", "d", "", "sechs6"], "S6").view("S1").reshape(4, 6)
    ds.createVariable("text", str, ("y",))[:] = np.array(["a", "bb", "", "ü"], dtype=object)
    e = ds.createEnumType(np.int8, "sky", {"clear": 0, "cloudy": 1})
    ds.createVariable("clouds", e, ("x",))[:] = np.array([0, 1, 1, 0], "i1")
    for kind in "i1 u2 i4 i8 f4".split():  # never filled, and shorter than t
        v = ds.createVariable("outgrown_" + kind, kind, ("t", "x"), fill_value=False, chunksizes=(2, 4), endian="big"); v[:2] = np.arange(8).reshape(2, 4)
    ds.createVariable("scalar", "i8", ())[...] = 7
    smooth = np.arange(20000, dtype="f4").reshape(5, 4000) / 3
    ds.createDimension("wide", 4000)
    for how in ("zstd", "bzip2", "blosc_lz4", "blosc_zstd"):
        ds.createVariable(how, "f4", ("u", "wide"), compression=how, chunksizes=(2, 3000))[:] = np.round(smooth)
    g = ds.createGroup("forecast"); g.createDimension("y", 3); g.createDimension("z", 4)
    g.createVariable("own", "i4", ("y", "z", "x"))[:] = np.arange(48).reshape(3, 4, 4)
    g.createGroup("deep").createVariable("outer", "i4", ("z", "u"))[:] = np.arange(20).reshape(4, 5)
    ds.title = "dims"; g.member = np.int16(3)

out = {}
for name in ("dims.nc", "phony.h5"):
    with netCDF4.Dataset(name) as ds:
        out[name] = {}
        for prefix, g in groups(ds):
            out[name][prefix + "/#dims"] = {d: len(g.dimensions[d]) for d in g.dimensions}
            for vname, v in g.variables.items():
                out[name][prefix + "/" + vname] = variable(v)
json.dump(out, open("expected_dims.json", "w"), indent=0)
