"""Answers of xarray to arguments that few give: cases that a comparison of some ten thousand found different here once.

usage: make_rarer.py rarer.json        (xarray, flox, pandas, cftime, scipy)
"""
import sys
import numpy as np, pandas as pd, xarray as xr
from chain import write

nan = np.nan
rng = np.random.default_rng(11)
v = rng.integers(-20, 20, (3, 4, 5)) / 4.0
v[rng.random(v.shape) < 0.2] = nan
v[1, 2] = nan
labels = {"t": [3, 1, 2], "y": [30.0, 20, 15, 0], "x": list("abcde"), "lat": (("y", "x"), np.arange(20.).reshape(4, 5) % 7), "h": 2.5, "k": ("x", [1, 2, 1, 2, 1]), "n": ("y", [1.0, nan, 1, 2]), "q": ("t", ["u", "v", "u"])}
line = np.array([0.5, 2, -1, 3, 3.5, 0]) + np.arange(2)[:, None] * [0, 1, 4, 9, 16, 25]
times = pd.DatetimeIndex(["2000-01-01", "2000-01-02T12", "2000-01-05", "2000-02-28", "2000-02-29", "2000-03-01", "2000-12-31T23:59:59", "2001-01-01", "2001-07-04T01:02:03", "2004-02-29"])
g = xr.DataArray(v, dims=("t", "y", "x"), coords=labels, name="g")
IN = {
 "g": g,
 "i": g.fillna(0).astype("i2").rename("i"),
 "u": abs(g.fillna(0)).astype("u1").rename("u"),
 "ds": xr.Dataset({"a": g, "b": g.isel(t=0, drop=True).fillna(0).astype("i2"), "c": ("t", [1.0, nan, 3])}),
 "w": xr.DataArray([1.0, 2, 0, 0.5, 3], dims="x", coords={"x": list("abcde")}, name="w"),
 "p": xr.DataArray([[1.0, 2, nan], [4, 5, 6]], dims=("y", "x")),
 "dup": xr.DataArray([1.0, 2, 3, 4, 5], dims="x", coords={"x": [1, 1, 2, 3, 3]}, name="dup"),
 "lags": xr.DataArray(np.arange(12.0), dims="lag", coords={"lag": pd.timedelta_range("0h", periods=12, freq="5h")}, name="lags"),
 "tt": xr.DataArray(np.arange(10.0), dims="time", coords={"time": times}, name="tt"),
 "c": xr.DataArray(line, dims=("y", "x"), coords={"x": [0.0, 1, 2.5, 4, 5, 7], "y": [1.0, 2], "u": ("x", np.arange(6) ** 2)}, name="c"),
 "h": xr.DataArray(np.where(line == 2, nan, line), dims=("y", "x"), coords={"x": [0.0, 1, 2.5, 4, 5, 7]}, name="h"),
 "s": xr.DataArray(list("pqp"), dims="x", name="s"),
}
C = """
isel.places: [g.isel(t=da([1, 0], dims="p"), x=da([2, 3], dims="r")), ds.isel(t=da([1, 0], dims="p"), x=da([2, 3], dims="r"))]
isel.refused: [g.isel(y=da([1, 0], dims="y", coords={"y": [7.0, 8]})), g.isel(x=da([True, False, True, False, True], dims="y")), g.isel(x=np.array([[0, 2]])), g.head(x=-1), g.tail(x=-2), g.thin(x=0)]
sel.back: [g.sel(y=slice(None, None, -1)), g.sel(y=slice(0, 30, -1)), g.sel(x=slice("d", "b", -1)), g.sel(x=slice("d", None, -2)), g.sel(x=slice("b", "d", -1)), dup.sel(x=slice(3, 1, -1)), tt.sel(time=slice("2000-03", "2000-01", -1))]
sel.coordinate: [g.sel(k=1), g.sel(q="v"), ds.sel(q="v"), g.sel(n=2, k=2), g.sel(y=[True, False, True, False]), g.isel(y=0).sel(k=2)]
sel.coordinate.refused: [g.sel(lat=3), g.sel(h=2.5), g.sel(k=1, x="a"), p.sel(x=1, method="nearest"), g.sel(k=9)]
sel.spans: [lags.sel(lag="5h"), lags.sel(lag=["0h", "25h"]), lags.sel(lag=slice("5h", "20h")), lags.sel(lag=slice("1h", "1D")), lags.sel(lag="7h", method="nearest"), lags.sel(lag=slice(None, "30min")), lags.sel(lag="1D")]
stack: [g.stack(z=["t", ...]).unstack("z"), g.stack(z=["t", "y"]).sel(z={"t": 1}), ds[["a", "c"]].stack(z=["t", "x"]).sel(z={"t": 1})]
stack.refused: [g.stack(t=["t", "y"]), g.stack(z=["t", "t"])]
diff: [g.diff("x", n=2, label="lower"), tt.diff("time", n=3, label="lower"), g.diff("y", label="lower")]
coords: [g + g.transpose(), g.isel(t=0) * g.transpose(), g + g.assign_coords(h=("y", [2.5, 2.5, 2.5, 2.5])), g.to_dataset(dim="t"), g.to_dataset(dim="y"), g.squeeze(drop=True), g.isel(t=[0]).squeeze("t", drop=True)]
coords.refused: [ds.rename(a="lat"), ds.rename(a="b"), g.reindex(y=w), xr.full_like(u, -1), xr.full_like(u, 300), tt.drop_duplicates("x")]
missing: [xr.full_like(tt.time, nan), g.where(g > 3, 0, drop=True), i.where(w > 1, 9, drop=True), g.reindex_like(g, method="nearest"), w.reindex_like(g, method="pad", tolerance=1)]
interp: [c.interp(x=[-1, 8], kwargs={"fill_value": 0}), c.interp(x=[-1, 3, 8], kwargs={"fill_value": (-5, 5)}), c.interp(x=[-1, 3, nan, 8], y=[0, 1.5], kwargs={"fill_value": 9}), c.interp(x=da([-1, 3, 8], dims="p"), y=da([1, 1.5, 1], dims="p"), kwargs={"fill_value": 9}), c.drop_vars("u").interp(x=c.drop_vars("u").x + 0.5), c.interp(x=["a"])]
polyfit: [c.polyfit("u", 1), c.polyfit("u", 1, full=True), h.polyfit("x", 1, skipna=False), h.polyfit("x", 2, skipna=False, full=True), c.polyfit("x", 1, w=np.arange(1.0, 7)), xr.polyval(i.t, da([1, 2], dims="degree", coords={"degree": [0, 1]})), xr.polyval(c.y, da([1, 2], dims="degree", coords={"degree": [0, 1]}))]
differentiate: [c.differentiate("x", edge_order=2), h.differentiate("x", edge_order=2), c.differentiate("y"), c.differentiate("y", edge_order=2), c.differentiate("u")]
coarsen: [g.drop_vars(["x", "q"]).coarsen(y=2, x=2, boundary={"y": "exact", "x": "pad"}).mean(), g.drop_vars(["x", "q"]).coarsen(y=3, x=2, boundary="pad", side={"y": "right", "x": "left"}).max(), g.drop_vars(["x", "q"]).coarsen(y=3, x=2, boundary={"y": "trim", "x": "pad"}, side={"y": "right", "x": "right"}).sum(), g.coarsen(y=3, x=5, boundary={"x": "trim"}).mean()]
upsample: [tt.assign_coords(l=("time", np.arange(10)), s=3).isel(time=slice(0, 3)).resample(time="D").interpolate("linear")]
concat.variables: [xr.concat([ds, ds.isel(t=[0])], "t", data_vars="minimal"), xr.concat([ds, ds.assign(b=ds.b * 2)], "t", data_vars="different"), xr.concat([ds, ds * 1], "t", data_vars="different"), xr.concat([ds, ds], "m", data_vars="minimal"), xr.concat([ds, ds.assign(b=ds.b * 2)], "m", data_vars="different"), xr.concat([ds, ds], "m", data_vars=["b"]), xr.concat([ds, ds], "t", data_vars=["b"]), xr.concat([ds, ds.drop_vars("b")], "t", data_vars="minimal")]
concat.coords: [xr.concat([g, g.assign_coords(h=4)], "m", coords="minimal", compat="override"), xr.concat([g, g.assign_coords(lat=g.lat + 1)], "t", coords="minimal", compat="override"), xr.concat([g, g], "m", coords="all"), xr.concat([g, g.assign_coords(h=4)], "t", coords="all"), xr.concat([g, g], "m", coords=["h"]), xr.concat([g, g], "t", coords=["lat"]), xr.concat([g, g.isel(t=0)], "t"), xr.concat([g.isel(t=0), g.isel(t=[2])], "t")]
concat.filled: [xr.concat([g, g.isel(x=[3, 1])], "t", fill_value=-1), xr.concat([i, i.isel(y=[0, 1])], "t", fill_value=0), xr.concat([ds, ds.drop_vars("c")], "t", fill_value={"c": -9, "a": 0}), xr.concat([ds, ds.isel(x=[0])], "t", fill_value={"a": -1, "b": 7})]
concat.refused: [xr.concat([g, g], "n"), xr.concat([ds, ds.assign(b=ds.b * 2)], "t", data_vars="minimal"), xr.concat([g, g.assign_coords(h=4)], "m", coords="minimal"), xr.concat([ds, ds], "m", data_vars="minimal", coords="minimal", compat="override"), xr.concat([g, g], "m", compat="override"), xr.concat([g, g.assign_coords(k=("x", [9] * 5))], "t", coords=["h"])]
dot: [xr.dot(g.fillna(0), w, dim=...), xr.dot(g.fillna(0), dim=...), xr.dot(i, w, dim="y")]
duplicates: [dup.drop_duplicates("x"), dup.drop_duplicates("x", keep="last"), dup.drop_duplicates("x", keep=False)]
weighted.dtype: [g.astype("float32").weighted(w > 0).std("x"), g.astype("float32").weighted(w > 0).mean("x"), g.astype("float32").weighted(w > 0).sum("x"), i.weighted(u).mean("x"), i.weighted(i.isel(t=0, drop=True) * 0 + 1).var("y"), g.weighted(w.astype("float32")).sum_of_weights("x")]
positions: [p.differentiate("x"), p.fillna(0).integrate("x"), p.fillna(0).cumulative_integrate("y"), p.sortby("x", ascending=False), p.sortby(["y", "x"], ascending=False), p.fillna(0).interp(x=1.5), p.groupby_bins("x", [0, 1, 3]).sum()]
integrate.dtype: [g.astype("float32").assign_coords(y=np.array([1, 2, 5, 9], "int16")).drop_vars("q").integrate("y"), c.astype("float32").assign_coords(x=c.x.astype("float32")).integrate("x"), h.isel(x=[2]).integrate("x")]
isin.exact: [u.isin([0, -1, 256]), i.isin([-1, 0.5, 65535]), w.astype("float32").isin([0.1, 0.5]), u.isin(i), i.isin(u), p.rename("p").isin([1e30, 2.0])]
construct.stride: [p.rolling(x=3, center=True).construct(x="w", stride=2, fill_value=0), p.rolling(x=2, y=2).construct(x="w", y="v", stride={"x": 2, "y": 1})]
groups.empty: [tt.where(tt > 2).resample(time="36h").any(), tt.where(tt > 2).resample(time="36h").all()]
"""
if __name__ == "__main__":
    write(sys.argv[1], C, IN)
