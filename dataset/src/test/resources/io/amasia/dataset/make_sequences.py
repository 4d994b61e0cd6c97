"""Answers of xarray for SequencesTable.java: values in their order along a dimension.

usage: make_sequences.py sequences.json        (xarray, pandas, cftime, scipy, bottleneck or numbagg)
The form of the file is that of the shared reference/operations.json.
"""
import sys
import numpy as np, pandas as pd, xarray as xr
from reference_json import write

nan = np.nan
rng = np.random.default_rng(23)
def holes(shape, part, dtype="f8"):
    v = rng.normal(size=shape).round(2).astype(dtype)
    v[rng.random(shape) < part] = nan
    return v
t = pd.date_range("2001-02-20", periods=12)
IN = {
 "c": xr.DataArray(holes((12, 4, 5), .2), dims=("time", "y", "x"), coords={"time": t, "y": [10., 20, 40, 50], "x": [0, 3, 4, 8, 9]}, name="c", attrs={"units": "K"}),
 "f": xr.DataArray(holes((12, 4, 5), 0), dims=("time", "y", "x"), coords={"time": t, "y": [50., 40, 20, 10], "x": [0, 3, 4, 8, 9], "depth": ("x", [1., 2, 2.5, 4, 8]), "name": ("x", list("abcde"))}, name="f"),
 "g": xr.DataArray(holes((20,), .5, "f4"), dims="x", coords={"x": np.arange(20) ** 1.5}, name="g"),
 "h": xr.DataArray(holes((30,), .15), dims="x", coords={"x": np.arange(30.)}, name="h"),
 "i": xr.DataArray(np.array([3, 1, 4, 1, 5, 9, 2, 6], "i4"), dims="x", coords={"x": [1, 2, 3, 4, 5, 6, 7, 8]}, name="i"),
 "u": xr.DataArray([5., 1, 3, 2], dims="x", coords={"x": [4., 1, 3, 2]}, name="u"),
 "b": xr.DataArray([True, False, True, True, False], dims="x", coords={"x": [0, 1, 2, 3, 4]}, name="b"),
 "n": xr.DataArray(holes((7,), 0), dims="time", coords={"time": xr.date_range("2000-02-26", periods=7, freq="D", calendar="noleap", use_cftime=True)}, name="n"),
 "d": xr.DataArray(holes((9,), .2), dims="time", coords={"time": pd.to_datetime(["2000-01-01", "2000-01-02T12", "2000-01-04", "2000-01-05", "2000-01-09", "2000-01-10", "2000-01-11", "2000-01-15", "2000-01-16"], format="ISO8601")}, name="d"),
 "long": xr.DataArray(rng.normal(size=40).round(3), dims="x", coords={"x": np.sort(rng.random(40) * 100).round(3)}, name="long"),
}
C = """
cumsum: [c.cumsum("time"), c.cumsum(), c.cumsum("y", skipna=False), i.cumsum("x"), b.cumsum("x"), g.cumsum("x")]
cumprod: [c.cumprod("x"), i.cumprod("x"), c.cumprod("time", skipna=False)]
ffill: [c.ffill("time"), c.ffill("y", limit=1), g.ffill("x", limit=2), i.ffill("x")]
bfill: [c.bfill("time"), c.bfill("x", limit=1), g.bfill("x")]
gaps: [c.interpolate_na("time"), g.interpolate_na("x"), g.interpolate_na("x", limit=1), g.interpolate_na("x", use_coordinate=False), g.interpolate_na("x", max_gap=8.0), c.interpolate_na("y", max_gap=20.0)]
gaps.nearest: h.interpolate_na("x", method="nearest")
diff: [c.diff("time"), c.diff("x", n=2), c.diff("y", label="lower"), i.diff("x", n=3)]
rank: [c.rank("time"), c.rank("x", pct=True), i.rank("x"), g.rank("x")]
rolling.mean: [c.rolling(time=3).mean(), c.rolling(time=3, min_periods=1).mean(), c.rolling(x=4, center=True, min_periods=1).mean(), g.rolling(x=5, min_periods=2).mean(), i.rolling(x=3).mean(), c.rolling(time=20).mean(), c.rolling(time=20, min_periods=1).mean(), b.rolling(x=2).mean()]
rolling.others: [h.rolling(x=7, min_periods=3).sum(), h.rolling(x=7, min_periods=3).min(), h.rolling(x=7, min_periods=3).max(), h.rolling(x=7, min_periods=3).std(), h.rolling(x=7, min_periods=3).var(), h.rolling(x=7, min_periods=3).median(), h.rolling(x=7, min_periods=3).count(), h.rolling(x=7, min_periods=3).prod(), h.rolling(x=2, center=True).sum()]
rolling.ddof: [h.rolling(x=5, min_periods=2).std(ddof=1), h.rolling(x=5, min_periods=1).var(ddof=1)]
rolling.ints: [i.rolling(x=3).sum(), i.rolling(x=3).max(), i.rolling(x=4, center=True).std(), i.rolling(x=3).median(), i.rolling(x=3).count(), b.rolling(x=2).sum()]
rolling.several: [c.rolling(time=2, x=3, min_periods=1).mean(), c.rolling(y=2, x=3, min_periods=2).sum(), c.rolling(time=2, y=2, x=2, center=True, min_periods=1).max(), c.rolling(y=2, x=2, min_periods=1).std(), f.rolling(y=2, x=2).mean(), c.rolling(y=2, x=2, min_periods=1).median(), c.rolling(y=2, x=2, min_periods=1).count()]
rolling.construct: [c.rolling(time=3).construct("w"), c.rolling(time=4, center=True).construct("w", stride=2), c.rolling(y=2, x=3).construct(y="a", x="b"), i.rolling(x=2).construct("w", fill_value=0.0)]
cumulative: [c.cumulative("time").sum(), c.cumulative("time").mean(), h.cumulative("x").max()]
coarsen: [c.coarsen(time=3).mean(), c.coarsen(time=5, boundary="trim").max(), c.coarsen(time=5, boundary="trim", side="right").sum(), c.coarsen(time=5, boundary="pad").mean(), c.coarsen(time=5, boundary="pad", side="right").mean(), c.coarsen(y=2, x=2, boundary="trim").mean(), c.coarsen(time=4, y=2).std(), c.coarsen(time=4, y=2).median(), c.coarsen(time=4, y=2).count(), c.coarsen(time=4).min()]
coarsen.ints: [i.coarsen(x=2).sum(), i.coarsen(x=3, boundary="trim").mean(), i.coarsen(x=4).max(), i.coarsen(x=2).std(), b.coarsen(x=2, boundary="trim").any()]
coarsen.coords: [i.coarsen(x=2, coord_func="min").sum(), i.coarsen(x=4, coord_func="max").mean()]
interp.linear: [c.interp(x=[1.5, 3, 8.5]), c.interp(time=np.array("2001-02-22T18", c.time.dtype)), f.interp(y=[45., 12, 60]), u.interp(x=[1.5, 2.25, 4]), g.interp(x=[0.5, 3.0]), i.interp(x=2.5), f.interp(x=2.0, y=30.0)]
interp.nearest: [c.interp(x=[1.5, 6, 8.4], method="nearest"), u.interp(x=[1.5, 2.6, 4], method="nearest"), f.interp(y=[45., 30, 11], method="nearest"), g.interp(x=[0.6, 5.0], method="nearest")]
interp.cubic: [f.interp(x=[1.0, 3.5, 8.5], method="cubic"), f.interp(y=[45., 20, 11], method="cubic"), long.interp(x=[10.0, 33.3, 50.0, 77.7], method="cubic"), u.interp(x=[1.5, 2.6, 4], method="cubic")]
interp.points: [f.interp(y=xr.DataArray([15., 45, 20], dims="p"), x=xr.DataArray([1., 8, 9], dims="p")), f.interp(x=xr.DataArray([[1., 2], [3, 9.5]], dims=("k", "l"))), f.interp(x=xr.DataArray(np.linspace(0, 9, 12), dims="time"))]
interp.time: [n.interp(time=n.time[:-1].values + pd.Timedelta("6h")), c.interp(time=np.array(["2001-02-21T12", "2001-03-01T06"], c.time.dtype))]
interp.like: u.interp_like(i, method="linear")
differentiate: [f.differentiate("x"), f.differentiate("y"), f.differentiate("time", datetime_unit="h"), g.differentiate("x"), i.differentiate("x"), h.differentiate("x"), f.differentiate("depth")]
integrate: [f.integrate("x"), f.integrate("y"), f.integrate("time", datetime_unit="D"), c.integrate("x"), i.integrate("x")]
cumulative_integrate: [f.cumulative_integrate("x"), f.cumulative_integrate("time", datetime_unit="h"), c.cumulative_integrate("x")]
polyfit: [c.polyfit("x", 2).polyfit_coefficients, f.polyfit("y", 3).polyfit_coefficients, i.polyfit("x", 0).polyfit_coefficients, h.polyfit("x", 4).polyfit_coefficients]
upsample: [d.resample(time="12h").asfreq(), d.resample(time="12h").ffill(), d.resample(time="12h").bfill(), d.resample(time="12h").nearest(), d.resample(time="D").ffill(tolerance="1D"), d.dropna("time").resample(time="6h").interpolate("linear"), d.dropna("time").resample(time="D").interpolate("nearest"), d.resample(time="36h", offset="6h").ffill(), n.resample(time="12h").interpolate("linear"), d.resample(time="W").ffill()]
"""
write(C, IN, {}, sys.argv[1])
