"""Writes cdo-areas.tsv beside this file: areas and means by CDO, to test ours against.

Usage: python cdo_areas.py DATA   (the folder of shared test data; needs cdo, netCDF4, numpy)
Lines: `cell FILE INDEX AREA CORNERS lats.. lons..`  one cell of `cdo gridarea FILE`, m2, R = 6371 km
       `rows GRID AREA..`, `lat GRID LAT..`, `lon GRID NLON FIRST STEP`   `cdo gridarea -const,1,GRID`, one cell of each row
       `field VALUE..`, `latitude ..`, `longitude ..`   scenario/E1_north_america.nc at its first time
       `mean VALUE`   `cdo fldmean` of it
       `box W S E N COUNT FIRSTLON LASTLON MEAN`   `cdo [fldmean] -sellonlatbox,W,E,S,N` of it
"""
import os, subprocess, sys, tempfile
import netCDF4, numpy as np

data = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
tmp = tempfile.mkdtemp()
out = []


def cdo(*args):
    target = tempfile.mktemp(".nc", dir=tmp)
    subprocess.run(["cdo", "-s", "-O", "-f", "nc4", "-b", "F64", *args, target], check=True, stderr=subprocess.DEVNULL)
    return netCDF4.Dataset(target)


for name, lat, lon, flat in [
    ("grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc", "latitude_vertices", "longitude_vertices", 1),
    ("cmip6/areacello_Ofx_GFDL-ESM4_historical_r1i1p1f1_gn.nc", "lat_bnds", "lon_bnds", 2),
    ("nemo/nemo_1m_20150101-20150201_grid-T.nc", "bounds_lat", "bounds_lon", 2),
]:
    path = os.path.join(data, name)
    source = netCDF4.Dataset(path)
    lats = next(source[v] for v in source.variables if "lat" in v and source[v].ndim == flat + 1)[:]
    lons = next(source[v] for v in source.variables if "lon" in v and source[v].ndim == flat + 1)[:]
    corners = lats.shape[-1]
    lats, lons = np.asarray(lats, "f8").reshape(-1, corners), np.asarray(lons, "f8").reshape(-1, corners)
    area = cdo("gridarea", path)["cell_area"][:].reshape(-1)
    for i in np.linspace(7, len(area) - 11, 12).astype(int):
        out.append(["cell", name, i, repr(float(area[i])), corners, *map(repr, lats[i].tolist()), *map(repr, lons[i].tolist())])

pole = os.path.join(tmp, "pole.txt")
with open(pole, "w") as f:
    f.write("gridtype=lonlat\nxsize=36\nysize=19\nxfirst=0\nxinc=10\nyfirst=90\nyinc=-10\n")
regional = os.path.join(tmp, "regional.txt")
with open(regional, "w") as f:
    f.write("gridtype=lonlat\nxsize=9\nysize=5\nxfirst=350\nxinc=2.5\nyfirst=30\nyinc=1.5\n")
for label, grid in [("n48", "n48"), ("n16", "n16"), ("r72x36", "r72x36"), ("with poles", pole), ("regional", regional)]:
    result = cdo("gridarea", f"-const,1,{grid}")
    out.append(["rows", label, *map(repr, result["cell_area"][:].data[:, 0].tolist())])
    out.append(["lat", label, *map(repr, result["lat"][:].data.tolist())])
    lon = result["lon"][:].data
    out.append(["lon", label, len(lon), repr(float(lon[0])), repr(float(lon[1] - lon[0]))])

path = os.path.join(data, "scenario/E1_north_america.nc")
first = ["-seltimestep,1", path]
field = lambda d: d["air_temperature"][:].data.reshape(-1)
source = cdo(*first)
out.append(["field", *map(repr, source["air_temperature"][:].data.reshape(-1).astype("f4").tolist())])
for axis in ("latitude", "longitude"):
    out.append([axis, *map(repr, source[axis][:].data.tolist())])
out.append(["mean", repr(float(field(cdo("fldmean", *first))[0]))])
for w, s, e, n in [(-100, 30, -80, 50), (250.0, 15, 272.5, 60)]:
    box = cdo(f"-sellonlatbox,{w},{e},{s},{n}", *first)
    mean = field(cdo("fldmean", f"-sellonlatbox,{w},{e},{s},{n}", *first))[0]
    lon = box["longitude"][:].data
    out.append(["box", w, s, e, n, field(box).size, repr(float(lon[0])), repr(float(lon[-1])), repr(float(mean))])

version = subprocess.run(["cdo", "--version"], capture_output=True, text=True)
with open(os.path.join(here, "cdo-areas.tsv"), "w") as f:
    f.write("# by cdo_areas.py, " + (version.stdout + version.stderr).splitlines()[0] + "\n")
    for line in out:
        f.write("\t".join(map(str, line)) + "\n")
