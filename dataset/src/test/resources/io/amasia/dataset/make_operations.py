"""Answers of xarray to chains of calls beyond the labelled model and groups, for ChainsTest.java: products, calendars,
stacked variables, arithmetic with groups, bins of times, exponential windows. Cases are data, see chain.py.

usage: make_operations.py operations.json        (xarray, pandas, cftime, scipy)
"""
import importlib.machinery, sys, types
import numpy as np, pandas as pd, xarray as xr
import xarray.computation.rolling_exp
from chain import write

nan = np.nan

def moving(kind):
    """numbagg's move_exp_nan*, which xarray calls, by their definition; without a least weight they are pandas' ewm."""
    def line(a, alpha, least):
        out = np.full(len(a), nan)
        for i in range(len(a)):
            there = ~np.isnan(a[:i + 1])
            w = (1 - alpha) ** np.arange(i, -1, -1) * there
            if not there.any() or alpha * w.sum() < least: continue
            x = np.where(there, a[:i + 1], 0).astype("f8")
            mean = (w * x).sum() / w.sum()
            bias = 1 - (w ** 2).sum() / w.sum() ** 2
            var = (w * (x - mean) ** 2 * there).sum() / w.sum() / bias if there.sum() > 1 else nan
            out[i] = {"mean": mean, "sum": (w * x).sum(), "var": var, "std": np.sqrt(var)}[kind]
        if least == 0 and kind != "sum" and alpha < 1:
            ewm = getattr(pd.Series(a.astype("f8")).ewm(alpha=alpha), kind)()
            np.testing.assert_allclose(out, ewm, rtol=1e-6, atol=1e-8)
        return out
    return lambda a, alpha, axis, min_weight=0: np.apply_along_axis(line, axis, a, alpha, min_weight).astype(a.dtype)

xr.set_options(use_numbagg=False)
xr.computation.rolling_exp.module_available = lambda name, minversion=None: True
sys.modules["numbagg"] = types.SimpleNamespace(__spec__=importlib.machinery.ModuleSpec("numbagg", None), __version__="0", **{"move_exp_nan" + kind: moving(kind) for kind in ("mean", "sum", "var", "std")})
rng = np.random.default_rng(23)
def t(start, periods, freq="D", calendar="standard"):
    return xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=True)
g = rng.normal(size=(2, 3, 8)).round(2); g[0, 1, 2] = nan; g[1, 0, 0] = nan; g[1, 2, :3] = nan
labels = np.array(["b", "a", "b", "c", "a", "c", "c", "b"])
IN = {
 "g": xr.DataArray(g, dims=("t", "y", "x"), coords={"t": [1, 2], "y": [1, 2, 3], "x": np.arange(8) * 10, "l": ("x", labels), "n": ("x", [1., nan, 2, 1, 2, 2, nan, 1])}, name="g"),
 "f4": xr.DataArray(np.array([1.5, nan, 3.25, 4, 2, 8, -1, nan], "f4"), dims="x", coords={"x": np.arange(8) * 10, "l": ("x", labels)}, name="f4"),
 "i4": xr.DataArray(rng.integers(-9, 9, (2, 8)).astype("i4"), dims=("t", "x"), coords={"t": [1, 2], "x": np.arange(8) * 10, "l": ("x", labels)}, name="i4"),
 "flag": xr.DataArray(np.array([1, 0, 1, 1, 0, 1, 0, 0], bool), dims="x", coords={"x": np.arange(8) * 10}, name="flag"),
 "cl": xr.DataArray([10., 20, 30], dims="l", coords={"l": ["a", "b", "c"]}, name="cl"),
 "some": xr.DataArray([True, False], dims="l", coords={"l": ["a", "b"]}, name="some"),
 "all3": xr.DataArray([True, False, True], dims="l", coords={"l": ["a", "b", "c"]}, name="all3"),
 "u": xr.DataArray([[1., 2, 3], [4, 5, nan]], dims=("t", "c"), coords={"t": [1, 2], "c": ["x", "y", "z"]}, name="u"),
 "v": xr.DataArray([[4., 5, 6], [1, 2, 3]], dims=("t", "c"), coords={"t": [1, 2], "c": ["x", "y", "z"]}, name="v"),
 "w": xr.DataArray(np.array([2, -1], "i4"), dims="c", coords={"c": ["x", "z"]}, name="w"),
 "p3": xr.DataArray(np.array([1, 2, 3], "i2"), dims="c", name="p3"),
 "p2": xr.DataArray(np.array([4, 5], "i4"), dims="c", name="p2"),
 "p1": xr.DataArray(np.array([4], "i4"), dims="c", name="p1"),
 "days": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15", 70)}, name="days"),
 "leapless": xr.DataArray(np.arange(730.) % 97, dims="time", coords={"time": t("2000-01-01", 730, calendar="noleap")}, name="leapless"),
 "sixty": xr.DataArray(np.arange(70), dims="time", coords={"time": t("2000-01-15", 70, calendar="360_day")}, name="sixty"),
 "months": xr.DataArray(np.arange(14.), dims="time", coords={"time": t("1999-12-01", 14, "MS", "noleap")}, name="months"),
 "pdays": xr.DataArray(np.arange(70.), dims="time", coords={"time": pd.date_range("2000-01-15", periods=70)}, name="pdays"),
 "line": xr.DataArray([1., 1, nan, 2, nan, nan, 2, 5, -3, 0], dims="x", coords={"x": np.arange(10)}, name="line"),
 "lines": xr.DataArray(rng.normal(20, 1, (3, 12)).round(3), dims=("y", "x"), coords={"y": [1, 2, 3]}, name="lines"),
 "ints": xr.DataArray(np.array([3, 1, 4, 1, 5], "i4"), dims="x", name="ints"),
 "lines4": xr.DataArray(np.array([[nan, 2, 3, 4], [nan, nan, nan, nan]], "f4"), dims=("y", "x"), name="lines4"),
 "two": xr.Dataset({"p": (("x", "y"), [[1., 2, 3], [4, nan, 6]]), "n": ("x", np.array([1, 2], "i4"))}, coords={"x": [1, 2], "y": [10, 20, 30], "s": 7}),
 "same": xr.Dataset({"p": (("x", "y"), [[1., 2, 3], [4, nan, 6]]), "q": (("x", "y"), np.arange(6.).reshape(2, 3))}, coords={"x": [1, 2], "y": ["a", "b", "c"]}),
 "flat": xr.Dataset({"p": ("x", [1., 2]), "n": ("x", np.array([3, 4], "i4"))}),
 "text": xr.Dataset({"p": (("x", "y"), [[1., 2], [4, 5]]), "n": ("x", [1., 2])}, coords={"y": ["a", "b"]}),
}
C = """
cross: [xr.cross(u, v, dim="c"), xr.cross(v, u, dim="c"), xr.cross(u, v.isel(t=0, drop=True), dim="c"), xr.cross(p3, p3 * 2, dim="c"), xr.cross(p2, p2 + 1, dim="c"), xr.cross(p3, p2, dim="c"), xr.cross(p2, p3, dim="c"), xr.cross(v, w, dim="c"), xr.cross(w, v, dim="c"), xr.cross(u.isel(c=[0, 1]), v.isel(c=[0, 1]), dim="c"), xr.cross(u.isel(c=[0, 1]), v.isel(c=[2]), dim="c")]
cross.refused: [xr.cross(p1, p3, dim="c"), xr.cross(p1, p1, dim="c"), xr.cross(u, g, dim="c"), xr.cross(u, v.isel(t=[0]), dim="c"), xr.cross(u.isel(c=[0, 1]), v.isel(c=[1, 2]), dim="c")]
calendar.interp: [leapless.interp_calendar(days.time).isel(time=[0, 30, 45, 69]), days.interp_calendar(sixty.time), sixty.interp_calendar(days.time), months.interp_calendar(days.time).isel(time=[0, 20, 40])]
stacked: [two.to_stacked_array("z", sample_dims=["x"]).reset_index("z", drop=True), same.to_stacked_array("z", ["x"]), same.to_stacked_array("z", ["y"], variable_dim="name"), flat.to_stacked_array("z", ["x"]), same.to_stacked_array("z", [])]
stacked.back: [two.to_stacked_array("z", ["x"]).to_unstacked_dataset("z").assign_coords(y=[10., 20, 30]), same.to_stacked_array("z", ["x"]).to_unstacked_dataset(dim="z"), flat.to_stacked_array("z", ["x"]).to_unstacked_dataset("z"), same.stack(k=["x", "y"]).to_dataarray().stack(z=["variable", "k"]) if False else same.to_stacked_array("z", ["y"], variable_dim="name").to_unstacked_dataset("z", level="name")]
stacked.refused: [two.to_stacked_array("z", ["x", "y"]), g.to_unstacked_dataset("x")]
!stacked.text: text.to_stacked_array("z", ["x"])
groups.left: [cl - g.groupby("l"), cl / i4.groupby("l"), g.groupby("l").mean() - g.groupby("l"), cl.isel(l=[0, 1]) - f4.groupby("l"), g.groupby("n").mean() * g.groupby("n"), cl > f4.groupby("l")]
groups.operators: [g.groupby("l") > cl, g.groupby("l") <= cl, f4.groupby("l") // cl, f4.groupby("l") % cl, f4.groupby("l") ** cl, f4.groupby("l") == cl, i4.groupby("l") != cl]
groups.scalar: [g.groupby("l") - g.groupby("l").quantile(0.5), f4.groupby("l") - cl.assign_coords(s=3)]
groups.where: [g.groupby("l").where(all3), f4.groupby("l").where(flag), i4.groupby("l").where(all3), i4.groupby("l").where(all3, -1), f4.groupby("l").where(all3, 9), f4.groupby("l").where(all3, cl), g.groupby("l").where(g > 0)]
groups.fillna: [g.groupby("l").fillna(0), f4.groupby("l").fillna(cl), g.groupby("n").fillna(-1)]
groups.running: [g.groupby("l").cumsum(), g.groupby("l").cumsum("x", skipna=False), i4.groupby("l").cumsum(), i4.groupby("l").cumprod(), f4.groupby("l").cumsum(), f4.groupby("l").cumprod(), g.groupby("y").cumsum()]
groups.quantiles: [g.groupby("l").quantile([0.1, 0.5, 0.9]), g.groupby("n").quantile([0.25, 0.75]), f4.groupby("l").quantile([0.3, 1]), i4.groupby("l").quantile([0, 0.4], method="lower"), g.groupby("l").quantile([0.2, 0.8], skipna=False), g.groupby("l").quantile([0.2, 0.8], dim=...), g.groupby("l").quantile([0.2], dim=["x", "y"])]
quantiles: [g.quantile([0.1, 0.5, 0.9], "x"), f4.quantile([0.25, 0.75]), i4.quantile([0, 0.4], ["t", "x"], method="higher"), g.quantile([0.3, 0.6], ["t", "x"], skipna=False), two.drop_vars("s").quantile([0.5, 1], "x"), g.quantile([0.5], "t")]
bins.time: [pdays.groupby_bins("time", edges).sum(), pdays.groupby_bins("time", edges, right=False).count(), pdays.groupby_bins("time", edges, include_lowest=True).mean(), pdays.groupby_bins("time", edges, labels=["one", "two"]).mean(), pdays.groupby_bins("time", 3).count(), pdays.groupby_bins("time", 4, right=False).max()]
"""
E = "\n".join("exp.%s: [%s]" % (f, ", ".join("%s.rolling_exp(x=%s%s).%s()" % (a, n, ", window_type=%r" % w if w != "span" else "", f)
    for a in ("line", "lines", "lines4", "ints.astype('float64')") for n, w in ((2, "span"), (3.5, "com"), (1.5, "halflife"), (0.3, "alpha"), (1, "span"))))
    for f in ("mean", "sum", "std", "var"))
W = "exp.refused: [line.rolling_exp(x=0.5).mean(), line.rolling_exp(q=2).mean(), line.rolling_exp(x=2, window_type='alpha').mean()]"
if __name__ == "__main__":
    write(sys.argv[1], C + "\n".join((E, W)), IN, {"edges": pd.DatetimeIndex(["2000-01-20", "2000-02-10", "2000-03-05"])})
