"""Answers of xarray for LabelledCases.java: odd indexes, calendars, empty and all-missing input, dtypes.

usage: make_labelled.py labelled.json        (xarray, pandas, cftime)
Empty months that pandas adds before the first or after the last time are cut off: we don't make them.
The form of the file is that of the shared reference/operations.json.
"""
import sys
import numpy as np, pandas as pd, xarray as xr
from reference_json import write

nan = np.nan
rng = np.random.default_rng(11)
def series(calendar, start="1999-11-20", periods=450, freq="D"):
    t = xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=True)
    v = rng.normal(size=periods).round(2); v[rng.random(periods) < .1] = nan
    return xr.DataArray(v, dims="time", coords={"time": t}, name="s")
cube = rng.normal(size=(40, 3, 5)).round(2).astype("f4"); cube[rng.random(cube.shape) < .2] = nan
gap = pd.to_datetime(["2000-01-03T07", "2000-01-09", "2000-01-31T23", "2000-04-01", "2000-04-30T12", "2000-05-01"], format="ISO8601")
IN = {
 "dup": xr.DataArray([1, 2, 3, 4], dims="x", coords={"x": [1, 1, 2, 1]}, name="dup"),
 "mixed": xr.DataArray([0., 1, 2, 3, 4], dims="x", coords={"x": [1, 5, 3, 2, 4]}, name="mixed"),
 "f32": xr.DataArray([1, 2, 3], dims="x", coords={"x": np.array([.1, .2, .3], "f4")}, name="f32"),
 "desc": xr.DataArray([1., 2, nan, 4, 5], dims="lat", coords={"lat": [60., 30, 0, -30, -60]}, name="desc"),
 "one": xr.DataArray([5.], dims="x", coords={"x": [3]}, name="one"),
 "u1": xr.DataArray(np.array([250, 3, 0, 9], "u1"), dims="x", coords={"x": [0, 1, 2, 3]}, name="u1"),
 "i8": xr.DataArray(np.array([-7, 2, 9, 4], "i8"), dims="x", coords={"x": [0, 1, 2, 3]}, name="i8"),
 "flag": xr.DataArray([True, False, True, True], dims="x", coords={"x": [0, 1, 2, 3]}, name="flag"),
 "none": xr.DataArray([[nan, nan], [nan, nan]], dims=("y", "x"), coords={"x": [1, 2], "y": [1, 2]}, name="none"),
 "cube": xr.DataArray(cube, dims=("time", "y", "x"), coords={"time": pd.date_range("2001-02-20", periods=40), "y": [1., 2, 3], "x": [0., 72, 144, 216, 288], "area": (("y", "x"), np.arange(15.).reshape(3, 5) + 1)}, name="cube"),
 "gap": xr.DataArray([1., 2, nan, 4, 5, 6], dims="time", coords={"time": gap}, name="gap"),
 "text": xr.DataArray([1., 2, 3, 4, 5], dims="c", coords={"c": ["fr", "de", "it", "es", "at"]}, name="text"),
 **{c: series(c) for c in ("noleap", "all_leap", "julian", "360_day", "standard")},
 "hours": series("noleap", "2001-02-27T05:00:00", 60, "5h"),
}
C = """
dup.one: dup.sel(x=2)
dup.many: dup.sel(x=1)
dup.list: dup.sel(x=[1])
dup.add: dup + dup
dup.add_other: dup + dup.isel(x=[0, 2])
mixed.slice: mixed.sel(x=slice(5, 2))
mixed.slice.missing: mixed.sel(x=slice(0, 2))
mixed.list: mixed.sel(x=[4, 1])
mixed.sortby: mixed.sortby("x")
mixed.sortby.descending: mixed.sortby("x", ascending=False)
f32.scalar: f32.sel(x=0.1)
f32.slice: f32.sel(x=slice(0.1, 0.2))
desc.slice: desc.sel(lat=slice(45, -30))
desc.nearest: desc.sel(lat=[44, 45, 46, -80], method="nearest")
desc.pad: desc.sel(lat=[45, -59], method="pad")
desc.backfill: desc.sel(lat=[45, 61], method="backfill")
desc.backfill.outside: desc.sel(lat=-61, method="backfill")
desc.inner: desc + desc.isel(lat=[3, 1, 0])
desc.reverse: desc.isel(lat=slice(None, 1, -2))
desc.group: desc.groupby("lat").mean()
desc.idxmin: desc.idxmin("lat")
desc.mask: desc.isel(lat=[True, False, True, False, True])
desc.head_tail: [desc.head(lat=2), desc.tail(lat=2), desc.thin(lat=2)]
one.stats: [one.mean(), one.std(), one.var(ddof=1), one.median("x"), one.squeeze()]
one.item: one.sel(x=3)
u1.sum: [u1.sum(), u1.prod(), u1.mean(), u1.max(), u1.std(), u1.median()]
u1.arith: [u1 + 1, u1 * 1.5, u1 / 2, u1 - u1, u1 // 2, -u1]
u1.where: [u1.where(u1 > 3), u1.where(u1 > 3, 0)]
u1.overflow: u1 + 300
u1.compare: [u1 > -1, u1 < 300, u1 == 250]
i8.arith: [i8 // 2, i8 % 4, i8 // 0, i8 / 4, abs(i8), i8 ** 2]
i8.mix: [i8 + flag, i8 * u1, i8.where(flag), i8.quantile(0.25)]
i8.shift: [i8.shift(x=-2), i8.shift(x=9)]
flag.stats: [flag.sum(), flag.mean(), flag.any(), flag.all(), ~flag, flag & (i8 > 0), flag | (i8 > 0)]
none.stats: [none.mean("x"), none.sum("x"), none.max(), none.std("y"), none.median("x"), none.count(), none.prod("y"), none.any()]
none.idxmax: none.idxmax("x")
none.argmax: none.argmax("x")
empty.stats: [one.isel(x=[]).sum(), one.isel(x=[]).mean(), one.isel(x=[]).count(), one.isel(x=[]).prod(), one.isel(x=[]).std()]
empty.max: one.isel(x=[]).max()
empty.sel: desc.sel(lat=slice(10, 20)).mean()
text.sel: text.sel(c=["it", "fr"])
text.missing: text.sel(c="uk")
text.group: text.groupby("c").sum()
text.sortby: text.sortby("c")
cube.mean: [cube.mean(), cube.mean("time"), cube.mean(("y", "x")), cube.sum("x", skipna=False), cube.var("time", ddof=1)]
cube.quantile: [cube.quantile(0.3), cube.quantile([0.25, 0.5], dim="time"), cube.median(("time", "x"))]
cube.keep_area: cube.max("time")
cube.weekly: cube.resample(time="W").mean()
cube.weekly.wed: cube.resample(time="2W-WED").sum()
cube.month_mean_all: cube.groupby("time.month").mean(...)
cube.month_std: cube.groupby("time.month").std(("time", "x"))
cube.month_median: cube.groupby("time.month").median()
cube.month_quantile: cube.astype("f8").groupby("time.month").quantile(0.4, dim="time")
cube.anomaly: cube.groupby("time.month") - cube.groupby("time.month").mean()
cube.anomaly.part: cube.groupby("time.month") - cube.groupby("time.month").mean().isel(month=[1])
cube.weighted: [cube.weighted(cube.area).mean(("y", "x")), cube.weighted(cube.area).sum("x"), cube.weighted(cube.area).var("y"), cube.weighted(cube.area).sum_of_weights("time"), cube.weighted(cube.area).mean()]
cube.weighted.nan: cube.weighted(cube.area.where(cube.area > 1)).mean()
cube.weighted.zero: cube.weighted(cube.area * 0).mean("x")
cube.pointwise: cube.sel(x=xr.DataArray([70., 280], dims="p"), y=xr.DataArray([3., 1.2], dims="p"), method="nearest")
cube.transpose: cube.transpose("x", "time", "y")
cube.compare_time: cube.time > np.datetime64("2001-03-01")
cube.shift: cube.shift(time=2).isel(time=slice(0, 4))
gap.ME: [gap.resample(time="ME").sum(), gap.resample(time="ME").count(), gap.resample(time="ME").mean()]
gap.MS: [gap.resample(time="MS").max(), gap.resample(time="MS").first(), gap.resample(time="MS", closed="right").sum().isel(time=slice(None, -1))]
gap.MS.label: gap.resample(time="MS", label="right").mean()
gap.2ME: gap.resample(time="2ME").mean()
gap.3MS: gap.resample(time="3MS").mean()
gap.QE: [gap.resample(time="QE").mean(), gap.resample(time="QE-FEB").mean(), gap.resample(time="QS-NOV").mean()]
gap.YE: [gap.resample(time="YE").sum(), gap.resample(time="YS-JUL").sum(), gap.resample(time="YE-MAR").sum()]
gap.days: [gap.resample(time="10D").mean(), gap.resample(time="D").sum(), gap.resample(time="36h").mean()]
gap.days.right: gap.resample(time="10D", closed="right", label="right").mean()
gap.origin: [gap.resample(time="240h", origin="epoch").mean(), gap.resample(time="120h", origin="start").mean(), gap.resample(time="36h", offset="6h").mean()]
gap.unsorted: gap.isel(time=[1, 0, 2]).resample(time="D").mean()
"""
for cal in ("noleap", "all_leap", "julian", "360_day", "standard"):
    v = "c360" if cal == "360_day" else cal
    C += f"""
{cal}.fields: [x.isel(time=slice(90, 110)) for x in ({v}.time.dt.month, {v}.time.dt.dayofyear, {v}.time.dt.days_in_month, {v}.time.dt.season, {v}.time.dt.dayofweek)]
{cal}.resample: [{v}.resample(time="ME").mean(), {v}.resample(time="MS").sum(), {v}.resample(time="QS-DEC").mean(), {v}.resample(time="YE").max(), {v}.resample(time="QE").mean(), {v}.resample(time="7D").count(), {v}.resample(time="2YS").mean(), {v}.resample(time="3ME").mean()]
{cal}.groups: [{v}.groupby("time.month").mean(), {v}.groupby("time.season").sum(), {v}.groupby("time.dayofyear").mean(), {v}.groupby("time.year").count()]
{cal}.sel: [{v}.sel(time="2000"), {v}.sel(time="2000-02"), {v}.sel(time=slice("2000-02-27", "2000-03")), {v}.sel(time=slice(None, "1999-12-02"))]
{cal}.text: {v}.time.dt.strftime("%d.%m.%Y").isel(time=slice(0, 110, 10))
"""
C += """
hours.resample: [hours.resample(time="D").mean(), hours.resample(time="12h").sum(), hours.resample(time="7h").count(), hours.resample(time="90min").first()]
hours.sel: [hours.sel(time="2001-03-01"), hours.sel(time=slice("2001-03-01T10", "2001-03-02")), hours.time.dt.hour]
"""
write(C, IN, {"c360": IN["360_day"]}, sys.argv[1])
