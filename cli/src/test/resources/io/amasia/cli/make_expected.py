"""Makes expected.json: results of the main job on real files, by xarray/numpy and by CDO.

    python make_expected.py SHARED_DATA > expected.json      (xarray, netCDF4, cftime, CDO >= 2.1)

usa_weights.json (area of each cell times the part inside the United States, m2) is Amasia's own; a test
compares it with what Amasia gives today, so that the means are "by the same weights".
"""
import glob, json, os, subprocess, sys, tempfile
import numpy as np
import xarray as xr

data = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
coder = xr.coders.CFDatetimeCoder(use_cftime=True)


def short(values):
    return [None if np.isnan(v) else float("%.9g" % v) for v in np.asarray(values, "f8").ravel()]


def cdo(*words):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.nc")
        subprocess.run(["cdo", "-s", "-O", "-b", "F64", *words, out], check=True)
        with xr.open_dataset(out, decode_times=coder) as ds:
            return ds.load()


def sphere(lat):
    edges = np.concatenate([[lat[0] - (lat[1] - lat[0]) / 2], (lat[1:] + lat[:-1]) / 2, [lat[-1] + (lat[-1] - lat[-2]) / 2]])
    return np.abs(np.diff(np.sin(np.radians(np.clip(edges, -90, 90)))))


def scenario(expected):
    with open(os.path.join(here, "usa_weights.json")) as f:
        usa = json.load(f)
    for name in ["A1B", "E1"]:
        path = f"{data}/scenario/{name}_north_america.nc"
        ds = xr.open_dataset(path, decode_times=coder)
        tas = ds["air_temperature"].astype("f8")
        years = ds["time_bnds"].values
        middle = np.array([(a + (b - a) / 2).year for a, b in years])
        base = (middle >= 1961) & (middle <= 1990)
        lat = tas["latitude"]
        area = xr.DataArray(sphere(lat.values), dims="latitude", coords={"latitude": lat})
        lon = tas["longitude"]
        west = ((lon + 180) % 360) - 180
        inside = (west >= -120) & (west <= -80)
        box = tas.where(inside & (lat >= 30) & (lat <= 50), drop=True)
        mean = box.weighted(area.sel(latitude=box.latitude)).mean(["latitude", "longitude"]).values
        expected[f"box {name} xarray"] = short(mean - mean[base].mean())
        series = cdo("-yearmonmean", "-fldmean", "-sellonlatbox,-120,-80,30,50", path)["air_temperature"].values.ravel()
        past = cdo("-timmean", "-selyear,1961/1990", "-yearmonmean", "-fldmean", "-sellonlatbox,-120,-80,30,50", path)
        expected[f"box {name} cdo"] = short(series - past["air_temperature"].values.ravel())
        weights = xr.zeros_like(tas.isel(time=0)).drop_vars("time")
        cells = np.array(usa["weights"]).reshape(len(usa["latitude"]), len(usa["longitude"]))
        part = xr.DataArray(cells, dims=["latitude", "longitude"], coords={k: usa[k] for k in ("latitude", "longitude")})
        part = part.reindex_like(weights, method="nearest", tolerance=1e-3).fillna(0)
        mean = tas.weighted(part).mean(["latitude", "longitude"]).values
        expected[f"usa {name} xarray"] = short(mean - mean[base].mean())
        expected["scenario years"] = [int(middle[0]), int(middle[-1])]


def ensemble(expected):
    means = []
    for path in sorted(glob.glob(f"{data}/ensemble/*.nc")):
        ds = xr.open_dataset(path, decode_times=coder)
        field = ds["tasmax"].astype("f8")
        area = np.abs(np.diff(np.sin(np.radians(ds["lat_bnds"].values)), axis=1))[:, 0]
        mean = field.weighted(xr.DataArray(area, dims="lat")).mean(["lat", "lon"])
        yearly = mean.groupby("time.year").mean()
        means.append(yearly.sel(year=slice(1981, 1990)).values)
    expected["ensemble mean"] = short(np.mean(means, axis=0))
    expected["ensemble std"] = short(np.std(means, axis=0))
    expected["ensemble min"] = short(np.min(means, axis=0))


def hadgem(expected):
    paths = sorted(glob.glob(f"{data}/hadgem/*.nc"))
    ds = xr.open_mfdataset(paths, decode_times=coder, combine="by_coords", data_vars="minimal", coords="minimal", compat="override")
    yearly = ds["mrsos"].astype("f8").groupby("time.year").mean(skipna=False)
    days = ds["mrsos"].isel(lat=0, lon=0, drop=True).fillna(0).groupby("time.year").count().values
    yearly = yearly.isel(year=np.flatnonzero(days == 360))
    expected["hadgem years"] = [int(y) for y in yearly.year.values]
    expected["hadgem yearly"] = short(yearly.transpose("year", "lat", "lon").values)


def nemo(expected):
    fields = []
    for path in sorted(glob.glob(f"{data}/nemo/*.nc")):
        with xr.open_dataset(path, decode_times=False) as ds:
            fields.append(ds["tos"].values[0].astype("f8"))
    mean = np.mean(fields, axis=0)
    expected["nemo mean, every 30th cell"] = short(mean[::30, ::30])
    expected["nemo cells with values"] = [int(np.sum(~np.isnan(mean)))]


def daily(expected):
    # The bounds end at the time stamps; the stamps are moved to the middle, by which Amasia tells periods.
    path = f"{data}/cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc"
    for operator in ["monmean", "seasmean", "yearmean", "ymonmean", "yseasmean", "ydaymean", "monmax", "yearstd"]:
        expected["tas " + operator] = short(cdo("-" + operator, "-shifttime,-12hour", path)["tas"].values)


expected = {"made with": f"xarray {xr.__version__}, numpy {np.__version__}, cdo 2.1.1"}
for part in [scenario, ensemble, hadgem, nemo, daily]:
    part(expected)
print(json.dumps(expected, separators=(",", ":")).replace('],"', '],\n"'))
