#!/usr/bin/env python3
"""Reads a netCDF-4 file that OtherReadersTest wrote with every library and tool that is here.

    python3 read_by_others.py FILE

Each variable holds 0, 1, 2 ... in C order, texts 'té0', '', 'té2' ... A line for each reader; exit 1 if one
of them sees something else. What is not installed is said and passed over.
"""
import shutil
import subprocess
import sys

FILE = sys.argv[1]
NUMBERS = ["v0", "v1", "v2", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "time", "lat"]
DIMS = {"v1": ("time", "lat", "lon"), "time": ("time",), "s": ("lat",), "ts": ("time", "bnds"), "x": ("y",)}
wrong = []


def text(i):
    return "" if i == 1 else "té%d" % i


def plain(values):
    return [v.decode() if isinstance(v, bytes) else str(v) for v in values]


def expect(reader, what, got, wanted):
    if got != wanted:
        wrong.append("%s: %s is %r, not %r" % (reader, what, got, wanted))


def values(reader, read):
    for name in NUMBERS:
        got = [float(v) for v in read(name).ravel()]
        expect(reader, name, got, [float(i) for i in range(len(got))])
    for name in ("s", "ts"):
        got = plain(read(name).ravel())
        expect(reader, name, got, [text(i) for i in range(len(got))])


def h5py():
    import h5py

    with h5py.File(FILE) as f:
        values("h5py", lambda name: f[name][()])
        for name, dims in DIMS.items():
            inside = "_nc4_non_coord_x" if name == "x" else name
            if not f[inside].attrs.get("CLASS") is not None:
                found = tuple(d[0].name.split("/")[-1] for d in f[inside].dims)
                expect("h5py", "dims of " + name, found, dims)
        expect("h5py", "forecast/q", [float(v) for v in f["forecast/q"][()].ravel()], [float(i) for i in range(6)])
        expect("h5py", "chunks of v1", f["v1"].chunks, (1, 3, 4))
        expect("h5py", "filters of v1", (f["v1"].compression, f["v1"].shuffle), ("gzip", True))
        expect("h5py", "fletcher32 of v2", f["v2"].fletcher32, True)
        expect("h5py", "unlimited", f["v1"].maxshape, (None, 4, 4))
    return h5py.__version__


def netCDF4():
    import netCDF4

    with netCDF4.Dataset(FILE) as f:
        values("netCDF4", lambda name: f[name][...])
        for name, dims in DIMS.items():
            expect("netCDF4", "dims of " + name, f[name].dimensions, dims)
        expect("netCDF4", "unlimited", f.dimensions["time"].isunlimited(), True)
        expect("netCDF4", "units", f["time"].units, "days since 2000-01-01")
        expect("netCDF4", "long_name", f["v1"].long_name, "größe")
        expect("netCDF4", "empty", f["v1"].empty, "")
        expect("netCDF4", "texts", list(f["v1"].texts), ["a", "", "b"])
        expect("netCDF4", "_FillValue", float(f["v1"]._FillValue), 1.0000000200408773e20)
        expect("netCDF4", "long text", len(f.long), 70000)
        expect("netCDF4", "nums", [int(v) for v in f.nums], [1, 2, 3])
        expect("netCDF4", "variables", "bnds" in f.variables, False)
        expect("netCDF4", "forecast/q", [float(v) for v in f["forecast/q"][:].ravel()], [float(i) for i in range(6)])
        expect("netCDF4", "dims of forecast/q", f["forecast/q"].dimensions, ("time", "z"))
    return netCDF4.__version__


def h5netcdf():
    import h5netcdf

    with h5netcdf.File(FILE, "r") as f:
        values("h5netcdf", lambda name: f[name][...])
        for name, dims in DIMS.items():
            expect("h5netcdf", "dims of " + name, tuple(f[name].dimensions), dims)
    return h5netcdf.__version__


def xarray():
    import xarray

    with xarray.open_dataset(FILE) as f:
        expect("xarray", "sizes", dict(f.sizes), {"time": 3, "lat": 4, "lon": 4, "bnds": 2, "y": 4})
        expect("xarray", "last time", str(f.time.values[-1])[:10], "2000-01-03")
        expect("xarray", "sum of v1", float(f.v1.sum()), 1128.0)
    return xarray.__version__


def run(*line):
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode != 0:
        wrong.append("%s: %s" % (" ".join(line), done.stderr.strip()[:300]))
    return done.stdout


def ncdump():
    expect("ncdump", "kind", run("ncdump", "-k", FILE).strip(), "netCDF-4")
    header = run("ncdump", "-hs", FILE)
    for line in ("time = UNLIMITED ; // (3 currently)", "v1:_DeflateLevel = 4 ;", "v2:_Fletcher32 = \"true\" ;",
                 "int x(y) ;", "string s(lat) ;", "group: forecast {"):
        expect("ncdump", line, line in header, True)
    return "all of %d bytes" % len(run("ncdump", FILE))


def cdo():
    lines = run("cdo", "-s", "-outputf,%g", "-fldsum", "-selname,v1", FILE).split()
    sums = [120.0, 376.0, 632.0]
    expect("cdo", "sums of v1", [float(v) for v in lines], sums)
    return "sums"


def ncks():
    run("ncks", "-O", "-v", "v1", FILE, FILE + ".ncks")
    return "copied"


def tool(name, check):
    def checked():
        if shutil.which(name) is None:
            raise ImportError(name)
        return check()

    return checked


for name, check in (("h5py", h5py), ("netCDF4", netCDF4), ("h5netcdf", h5netcdf), ("xarray", xarray),
                    ("ncdump", tool("ncdump", ncdump)), ("cdo", tool("cdo", cdo)), ("ncks", tool("ncks", ncks))):
    try:
        print("%s: read, %s" % (name, check()))
    except ImportError:
        print("%s: not here" % name)
    except Exception as e:
        wrong.append("%s: %r" % (name, e))
for line in wrong:
    print("WRONG " + line)
sys.exit(1 if wrong else 0)
