"""Writes regrid.json: a small field with gaps, and what CDO's remapbil, remapnn and remapcon make of it.

Needs cdo, numpy and xarray. Run in an empty folder: python make_regrid.py
"""
import json, subprocess
import numpy as np, xarray as xr

lon = np.arange(0, 360, 30.0)
lat = np.arange(-75, 76, 30.0)
j, i = np.meshgrid(np.arange(lat.size), np.arange(lon.size), indexing="ij")
full = 10 * np.sin(np.deg2rad(lat))[:, None] + 3 * np.cos(np.deg2rad(lon))[None] + (5 * j + 7 * i) % 11 / 10
gaps = full.copy()
for at in [(2, 3), (2, 4), (4, 7)]:
    gaps[at] = np.nan
xr.Dataset(
    {"full": (("lat", "lon"), full), "gaps": (("lat", "lon"), gaps)},
    coords={"lat": ("lat", lat, {"units": "degrees_north"}), "lon": ("lon", lon, {"units": "degrees_east"})},
).to_netcdf("source.nc")
with open("target.txt", "w") as f:
    f.write("gridtype=lonlat\nxsize=16\nysize=9\nxfirst=-180\nxinc=22.5\nyfirst=-80\nyinc=20\n")
out = {"cdo": "2.1.1", "lat": lat.tolist(), "lon": lon.tolist()}
out["full"] = full.ravel().tolist()
out["gaps"] = [None if np.isnan(v) else v for v in gaps.ravel()]
for method in ["bil", "nn", "con"]:
    subprocess.run(["cdo", "-s", "-b", "F64", f"remap{method},target.txt", "source.nc", f"{method}.nc"], check=True)
    made = xr.open_dataset(f"{method}.nc")
    out["targetLat"], out["targetLon"] = made.lat.values.tolist(), made.lon.values.tolist()
    for name in ["full", "gaps"]:
        out[f"{method}.{name}"] = [None if np.isnan(v) else v for v in made[name].values.ravel()]
json.dump(out, open("regrid.json", "w"))
