"""Answers of xarray to chains of calls of the labelled model, for ChainsTest.java: cases are data, see chain.py.

usage: make_chains.py chains.json        (xarray, pandas, cftime, scipy)
"""
import sys
import numpy as np, pandas as pd, xarray as xr
from chain import write

nan = np.nan
rng = np.random.default_rng(11)
def t(start, periods, freq="D", calendar="standard"):
    return xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=True)
g = rng.normal(size=(2, 3, 4)).round(2); g[0, 1, 2] = nan; g[1, 0, 0] = nan
IN = {
 "a": xr.DataArray([[1., 2, nan, 4], [5, 6, 7, 8], [9, nan, 11, 12]], dims=("y", "x"), coords={"y": [30., 20, 10], "x": [10, 20, 30, 40]}, name="a"),
 "b": xr.DataArray([[1., 2, 3], [4, 5, 6]], dims=("y", "x"), coords={"y": [20., 10], "x": [20, 30, 50]}, name="b"),
 "i": xr.DataArray(np.array([3, 1, 2], "i4"), dims="x", coords={"x": [10, 20, 40]}, name="i"),
 "row": xr.DataArray([1., 2, 3, 4], dims="x", coords={"x": [10, 20, 30, 40]}, name="row"),
 "f4": xr.DataArray(np.array([1.5, nan, 3.25, 4, 2], "f4"), dims="x", coords={"x": [0, 1, 2, 3, 4]}, name="f4"),
 "i2": xr.DataArray(np.array([[1, 2, 3], [4, 5, 6]], "i2"), dims=("y", "x"), coords={"x": [1, 2, 3]}, name="i2"),
 "plain": xr.DataArray(np.arange(12.).reshape(3, 4), dims=("y", "x"), name="plain"),
 "g": xr.DataArray(g, dims=("t", "y", "x"), coords={"t": [1, 2], "y": [1, 2, 3], "x": [1, 2, 3, 4], "r": (("y", "x"), [["u", "v", "u", "v"], ["u", "v", "u", "w"], ["u", "v", "w", "w"]]), "q": ("x", ["k", "k", "m", "m"]), "area": (("y", "x"), np.arange(12.).reshape(3, 4) + 1)}, name="g"),
 "names": xr.DataArray(["Zug", "aarau", "Basel", "Bern"], dims="x", coords={"x": [10, 20, 30, 40]}, name="names"),
 "dups": xr.DataArray([1., 2, 3, 4, 5], dims="x", coords={"x": [1, 2, 2, 3, 1]}, name="dups"),
 "flag": xr.DataArray([True, False, True, False], dims="x", coords={"x": [10, 20, 30, 40]}, name="flag"),
 "gaps": xr.DataArray([nan, 1., nan, nan, 5, 4, nan, 9, nan, nan], dims="x", coords={"x": [0., 1, 2, 4, 5, 7, 8, 9, 12, 13]}, name="gaps"),
 "gaps2": xr.DataArray([[nan, 1, nan, 3, 2.5, 7, nan, 1], [4, nan, nan, 1, 0, nan, 2, 6], [1, 2, 4, 8, 16, 8, 4, 2]], dims=("y", "x"), coords={"x": [0., 1, 2.5, 4, 5, 7, 8, 9]}, name="gaps2"),
 "wave": xr.DataArray(np.sin(np.arange(8)) + np.array([0, .3, -.2, 0, .5, 0, -1, 0]), dims="x", coords={"x": [0., 1, 2.5, 4, 5, 7, 8, 9]}, name="wave"),
 "waves": xr.DataArray((np.sin(np.arange(24) * .7).reshape(3, 8) * [[1], [3], [-2]]).round(3), dims=("y", "x"), coords={"x": [9., 8, 7, 5, 4, 2.5, 1, 0], "y": [1., 2, 4]}, name="waves"),
 "days": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15T06", 70)}, name="days"),
 "sixty": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15", 70, calendar="360_day")}, name="sixty"),
 "leapless": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15", 70, calendar="noleap")}, name="leapless"),
 "holed": xr.DataArray([1., nan, nan, 4, nan, 6, nan], dims="time", coords={"time": t("2000-02-26", 7)}, name="holed"),
 "two": xr.Dataset({"p": (("y", "x"), [[1., 2, 3], [4, nan, 6]]), "n": ("x", np.array([1, 2, 3], "i4"))}, coords={"x": [1, 2, 3], "y": [10, 20], "s": 7}, attrs={"title": "two", "same": "1"}),
 "other": xr.Dataset({"p": (("y", "x"), [[1., 2], [4, 5]]), "m": ("y", [0., 1])}, coords={"x": [1, 2], "y": [10, 20], "s": 8}, attrs={"title": "other", "same": "1"}),
}
C = """
points.broadcast: a.isel(x=da([0, 3], dims="p"), y=da([2, 0, 1], dims="q"))
points.middle: g.transpose("y", "t", "x").isel(x=da([0, 3], dims="p"), y=da([2, 0], dims="p"))
points.last: [g.isel(y=da([0, 2], dims="p"), x=da([3, 1], dims="p")), g.isel(t=da([0, 1, 1], dims="p"), x=da([3, 1, 0], dims="p")), g.isel(t=[1], y=da([0, 1, 1], dims="p"), x=da([3, 1, 0], dims="p")), g.isel(t=0, y=da([0, 1, 1], dims="p"), x=da([3, 1, 0], dims="p"))]
points.own: [g.isel(y=da([0, 2, 1, 1], dims="x")), a.isel(y=da([0, 2, 1, 1], dims="x", coords={"x": [10, 20, 30, 40]})), a.isel(x=da([0, 2, 1], dims="y"))]
points.own.conflict: a.isel(y=da([0, 2, 1, 1], dims="x", coords={"x": [11, 20, 30, 40]}))
points.size: g.isel(y=da([0, 2, 1], dims="x"))
points.scalar: [a.isel(x=da(2)), a.sel(x=da(20)), a.isel(x=da(1, coords={"k": 5}))]
points.mask: [a.isel(x=da([True, False, True, True], dims="x")), a.isel(x=da([], dims="x").astype("int"))]
points.negative: [a.isel(x=da([-1, 0], dims="p")), a.isel(x=[-1, -4]), a.isel(x=-2)]
isel.out: [a.isel(x=4), a.isel(x=[0, 7]), a.isel(x=-5), a.isel(w=0), a.isel(x=[0.5])]
isel.slice: [a.isel(x=slice(None, None, -1)), a.isel(x=slice(3, 0, -2)), a.isel(x=slice(5, 9)), a.isel(x=slice(-2, None)), a.isel(x=slice(2, 1)), a.isel(x=slice(-9, 2))]
isel.drop: [a.isel(x=0, drop=True), a.sel(x=10, y=30., drop=True), two.isel(x=0, drop=True)]
isel.repeat: [a.isel(x=[0, 0, 2]), g.isel(x=[3, 1, 1], y=[2, 0]), g.isel(t=1, x=[3, 0], y=slice(1, None))]
sel.bool: flag.assign_coords(x=[True, False, True, False]).isel(x=[0, 1]).sel(x=True)
sel.float: [a.sel(y=20), a.sel(y=[30, 10]), row.sel(x=20.0), row.sel(x=[10.0, 40.0]), a.sel(y=slice(30, 10))]
sel.absent: [row.sel(x=25), row.sel(x=[10, 25]), row.sel(x="a"), names.sel(y=1), row.sel(x=slice(15, 35)), row.sel(x=slice(35, 15)), row.sel(x=slice(50, 90))]
sel.method: [row.sel(x=[11, 39], method="nearest"), row.sel(x=15, method="nearest"), row.sel(x=5, method="pad"), row.sel(x=45, method="pad"), row.sel(x=5, method="bfill"), row.sel(x=45, method="bfill"), row.sel(x=[12, 18], method="nearest", tolerance=2), a.sel(y=14., method="pad"), a.sel(y=14., method="backfill"), a.sel(y=15., method="nearest"), row.sel(x=slice(10, 20), method="nearest")]
sel.text: [names.swap_dims(x="x"), row.assign_coords(x=["d", "a", "c", "b"]).sel(x=["a", "b"]), row.assign_coords(x=["a", "b", "c", "d"]).sel(x=slice("b", "c")), row.assign_coords(x=["a", "b", "c", "d"]).sel(x=slice("aa", "cz")), row.assign_coords(x=["d", "a", "c", "b"]).sel(x=slice("a", "b")), row.assign_coords(x=["a", "b", "c", "d"]).sel(x="e")]
sel.dups: [dups.sel(x=2), dups.sel(x=1), dups.sel(x=3), dups.sel(x=[1, 2]), dups.sel(x=2, method="nearest"), dups.sortby("x").sel(x=slice(1, 2)), dups.sel(x=slice(1, 3))]
sel.plain: [plain.sel(x=2), plain.sel(x=slice(1, 3)), plain.sel(y=[0, 2]), plain.sel(x=7)]
sel.time: [days.sel(time="2000-02"), days.sel(time="2000-01-20"), days.sel(time=slice("2000-01-30", "2000-02-02")), days.sel(time=slice("2000-03", None)), sixty.sel(time="2000-02-30"), sixty.sel(time="2000-02"), leapless.sel(time=slice("2000-02-27", "2000-03-02")), days.sel(time="1999"), days.sel(time=slice("1998", "1999"))]
head: [two.head(x=2), two.head(2), g.tail(1), g.tail(x=1, y=2), a.thin(2), g.thin(x=3, y=2), two.head(0)]
reindex.order: [a.reindex(x=[40, 10, 25]), a.reindex(y=[10., 15, 30], x=[20]), i.reindex(x=[20, 10]), i.reindex(x=[]), flag.reindex(x=[10, 15]), i2.reindex(x=[2, 9]), f4.reindex(x=[4, 9]), two.reindex(x=[2, 5], y=[20, 30]), two.reindex(x=[2, 5], fill_value=-1)]
!reindex.names: names.reindex(x=[10, 11])
reindex.method: [a.reindex(y=[28., 19, 5], method="nearest"), a.reindex(y=[28., 19, 5], method="pad"), a.reindex(y=[28., 19, 5], method="backfill"), row.reindex(x=[5, 45], method="nearest", tolerance=5), row.reindex(x=[4, 46], method="nearest", tolerance=5), days.reindex_like(days.isel(time=slice(2, 5)))]
reindex.time: days.reindex(time=days.isel(time=[3, 1]).time)
reindex.none: plain.reindex(x=[0, 1])
align.joins: [xr.align(a, b, join=j)[0] for j in ("inner", "outer", "left", "right")] + [xr.align(a, b, join=j)[1] for j in ("inner", "outer", "left", "right")]
align.three: [xr.align(a, b, row, i, join="inner")[k] for k in range(4)] + [xr.align(a, b, row, i, join="outer")[k] for k in range(4)]
align.exclude: [xr.align(a, b, join="outer", exclude=["x"])[0], xr.align(a, b, join="inner", exclude=["x"])[1]]
align.fill: [xr.align(a, i, join="outer", fill_value=-1)[1], xr.align(two, other, join="outer", fill_value={"p": 0, "m": 5})[1], xr.align(two, other, join="outer")[1], xr.align(two, other.isel(x=[1]), join="right")[0]]
align.sizes: [xr.align(plain, plain.isel(x=[0, 1]))[0], xr.align(a, plain)[1], xr.align(a, plain.isel(x=[0]), join="outer")[0]]
align.exact: [xr.align(a, b, join="exact")[0], xr.align(a, row, join="exact")[1]]
align.order: [xr.align(a.isel(x=[3, 1, 0]), b, join="inner")[0], xr.align(b, a.isel(x=[3, 1, 0]), join="inner")[0], xr.align(a.isel(x=[3, 1, 0]), a, join="outer")[0], xr.align(a.isel(x=[3, 1, 0]), a, join="inner")[1], xr.align(dups, dups)[0]]
align.dups: xr.align(dups, dups.isel(x=[0, 1]), join="outer")[0]
arith: [a + b, b + a, a + row, row + a, a + plain, plain + a, i + f4.isel(x=[1]).drop_vars("x").squeeze(), a.transpose() + b, row.isel(x=[0, 1]) + row.isel(x=[2, 3]), g + g.isel(t=0), g.isel(t=0) + g.isel(t=1), i / i, i // 2, -i % 2, i ** 2, i2 + 1.5, f4 * 2, flag & flag, ~flag, row > i, row == row.isel(x=[0, 2]), row.rename("z") + row, row + 1]
arith.dups: [dups + dups, dups + 1]
arith.dups.other: dups + dups.isel(x=[0, 1])
arith.sizes: plain + plain.isel(x=[0, 1])
arith.dataset: [two + two, two + other, two - row.assign_coords(x=[1, 2, 3, 4]), two + 1, two.p * two.n, two == two]
broadcast: [xr.broadcast(row, a.isel(x=0, drop=True))[0], xr.broadcast(a, b)[1], row.broadcast_like(a), row.broadcast_like(g.t), a.broadcast_like(row), i.broadcast_like(row), xr.broadcast(a, g.t, exclude=["x"])[0]]
where: [a.where(a > 4), a.where(a > 4, 0), a.where(a > 4, drop=True), a.where(row > 2, drop=True), a.where(a > 100, drop=True), g.where(g.t == 2, drop=True), two.where(two.p > 2, drop=True), two.where(two.n > 1, drop=True), i.where(i > 1), i.where(i > 1, -1), i.where(i > 1, -1.5), i2.where(i2 > 2), f4.where(f4 > 2), flag.where(flag), days.time.where(days > 3).isel(time=slice(2, 6)), a.where(flag, row), a.where(b > 2), row.where(a > 4), names.where(flag, "no"), a.where(a.x > 20, drop=True)]
where.other: [a.where(b > 2, 0), a.where(a > 2, b), two.where(two.p > 2, two.p), two.where(two > 2), two.where(two > 2, other), two.where(two.n > 1, {"p": 1})]
where.other.dataset: [two.where(two.p > 2, two + 1)]
where.function: [xr.where(a > 4, a, 0), xr.where(a.x == 20, -1, a), xr.where(flag, i2.isel(y=0, drop=True).isel(x=0, drop=True), 0), xr.where(a > 4, "big", "small"), xr.where(two > 2, two, 0), xr.where(two.p > 2, two, 0)]
fillna: [a.fillna(0), a.fillna(row), row.fillna(a), a.fillna(b), f4.fillna(0.1), f4.fillna(1e10), f4.fillna(f4.astype("float64")), i.fillna(2), i.fillna(2.5), two.fillna(9), two.fillna({"p": 1, "n": 0}), two.fillna(two.isel(y=0, drop=True)), two.fillna({"q": 1})]
combine_first: [a.combine_first(b), b.combine_first(a), i.combine_first(row), row.combine_first(i), i.combine_first(i.assign_coords(x=[50, 60, 70])), f4.combine_first(f4.assign_coords(x=[3, 4, 5, 6, 7])), flag.combine_first(flag.assign_coords(x=[1, 2, 3, 4])), two.combine_first(other.drop_vars("s")), other.combine_first(two), a.combine_first(row), days.combine_first(days.isel(time=[0]))]
isin: [a.isin([5, 6]), a.isin([nan]), names.isin(["Bern", "Zug"]), i.isin([1.0, 2.5]), a.isin(row), flag.isin([True]), two.isin([1, 2]), a.isin([])]
null: [a.isnull(), i.notnull(), names.isnull(), days.time.isnull().isel(time=[0]), two.notnull()]
dropna: [a.dropna("x"), a.dropna("y", how="all"), a.dropna("y", thresh=4), two.dropna("x"), two.dropna("x", subset=["n"]), two.dropna("y", how="all"), a.where(a > 4).dropna("y", how="all"), i.dropna("x"), a.dropna("w"), two.dropna("x", how="all"), two.dropna("x", thresh=1)]
ffill: [a.ffill("x"), a.bfill("x"), a.ffill("y", limit=1), gaps.ffill("x", limit=1), gaps.bfill("x", limit=1), i.ffill("x"), two.ffill("x"), a.ffill("w")]
expand: [row.expand_dims("k"), row.expand_dims(k=3), row.expand_dims({"k": [1, 2], "l": 2}), row.expand_dims("k", axis=1), two.expand_dims(k=["i"]), a.expand_dims(["k", "l"]), a.expand_dims(k=2, axis=1), a.expand_dims(["k", "l"], axis=[0, 2]), a.expand_dims("k", axis=-1), a.expand_dims(["k", "l"], axis=[-1, 0]), a.isel(x=0).expand_dims("x"), a.isel(x=0).expand_dims("x", axis=1), a.isel(x=0).expand_dims(x=[7, 8]), two.isel(x=0).expand_dims("x"), two.expand_dims(k=2), row.expand_dims(k=da([5, 6], dims="k"))]
expand.wrong: [a.expand_dims("x"), a.expand_dims("k", axis=5), a.expand_dims(["k", "k"]), a.expand_dims(["k", "l"], axis=[0]), a.expand_dims(["k", "l"], axis=[1, 1])]
squeeze: [a.isel(x=[1]).squeeze(), a.isel(x=[1]).squeeze("x"), a.isel(x=[1]).squeeze(drop=True), a.squeeze("x"), a.squeeze("w"), two.isel(x=[0]).squeeze(), two.isel(x=[0]).squeeze("x", drop=True)]
transpose: [g.transpose("x", ..., "t"), g.transpose(..., "t"), g.transpose(), two.transpose("x", "y"), a.transpose("x"), a.transpose("x", "y", "w"), g.transpose("t", "x", "y"), two.transpose(..., "y"), two.transpose("y"), g.T]
stack: [a.stack(z=("y", "x")).reset_index("z"), a.stack(z=("x", "y")).unstack("z"), g.stack(z=("x", "t")).reset_index("z"), two.stack(z=("y", "x")).reset_index("z"), a.stack(z=[...]).reset_index("z"), plain.stack(z=("y", "x")).unstack(), a.stack(z=("y",)).reset_index("z"), g.stack(z=("y", "x")).unstack("z"), a.stack(z=("y", "w")), i.stack(z=("x",)).unstack("z"), a.stack(z=("y", "x")).isel(z=[0, 5, 7]).unstack("z"), a.stack(z=("y", "x")).sel(z=a.stack(z=("y", "x")).x > 20).unstack("z"), i2.stack(z=("y", "x")).isel(z=[0, 4]).unstack("z"), i2.stack(z=("y", "x")).isel(z=[0, 4]).unstack("z", fill_value=-1), g.stack(p=("y", "t"), q2=("x",)).reset_index("p")]
stack.arith: [(a.stack(z=("y", "x")) + a.stack(z=("y", "x"))).unstack(), a.stack(z=("y", "x")).mean("z"), a.stack(z=("y", "x")).sel(x=20).reset_coords(drop=True), g.stack(z=("y", "x")).mean("t").unstack("z")]
stack.levels: [a.stack(z=("y", "x")).reorder_levels(z=["x", "y"]).unstack("z"), a.stack(z=("y", "x")).rename(y="lat").unstack("z"), a.stack(z=("y", "x")).rename(z="w").unstack("w"), a.stack(z=("y", "x")).reset_index("z", drop=True)]
index: [a.assign_coords(k=("x", ["i", "j", "k", "l"])).set_index(x="k"), a.assign_coords(k=("x", ["i", "j", "k", "l"])).swap_dims(x="k").sel(k="j"), a.swap_dims(x="new"), a.reset_index("x", drop=True), row.assign_coords(k=("x", ["i", "i", "k", "k"]), l=("x", [1, 2, 1, 2])).set_index(x=["k", "l"]).unstack("x"), a.set_index(x="nothing"), a.set_index(w="x"), a.swap_dims(x="y"), a.swap_dims(w="k"), g.swap_dims(x="q"), two.swap_dims(x="n"), two.set_index(x="n")]
rename: [two.rename(x="lon", p="tas"), two.rename_vars(p="tas"), two.rename_dims(x="lon"), a.rename("other"), a.rename(None), a.rename(x="lon", y="lat"), two.rename(q="r"), two.rename(p="n"), two.rename(x="y"), two.rename_vars(x="q"), two.rename_dims(x="y"), two.rename(x="y", y="x"), g.rename(q="x2"), two.rename_vars(q="r"), two.rename_dims(q="r"), two.rename(s="t")]
coords: [a.assign_coords(k=("x", [4, 3, 2, 1]), z=9), a.assign_coords(x=[1, 2, 3, 4]), a.assign_coords(x=row), a.assign_coords(k=row * 2), a.assign_coords(k=b.isel(y=0, drop=True)), a.assign_coords(x=[1, 2]), a.assign_coords(k=("x", [1, 2])), a.assign_coords(k=("w", [1, 2])), g.drop_vars(["r", "q"]), g.drop_vars("x"), g.drop_vars("nothing"), two.set_coords("n"), two.set_coords(["n", "p"]), two.set_coords("nothing"), two.reset_coords("s"), two.reset_coords(), two.reset_coords(drop=True), a.assign_coords(z=9).reset_coords("z"), a.assign_coords(z=9).reset_coords("z", drop=True), two.reset_coords("x"), two.drop_vars("x"), two.drop_vars(["p", "s"]), g.reset_coords(drop=True)]
assign: [two.assign(q=two.p * 2), two.assign(p=two.n), two.assign(r=other.p), two.assign(v=5.0), two.assign(v=("x", [1, 2, 3])), two.assign(v=("x", [1, 2])), two.assign(v=("w", [1, 2])), two.assign(x=[7, 8, 9]), two.assign(s=1), two.assign(q=row), two.assign(q=row.assign_coords(x=[3, 2, 1, 0]))]
drop: [two.drop_dims("y"), two.drop_dims(["x"]), two.drop_dims("w"), two[["p"]], two["p"], two["x"], two["nothing"], two[["p", "s"]], a.drop_sel(x=[10, 40]), a.drop_sel(x=11), a.drop_isel(x=[0, -1]), a.drop_isel(x=1), two.drop_sel(x=2, y=10), a.drop_isel(x=9)]
convert: [two.to_dataarray(), two.to_dataarray("v", name="all"), a.to_dataset(dim="y"), a.rename("k").to_dataset(), a.to_dataset(name="v"), two.to_dataarray().to_dataset("variable"), a.rename(None).to_dataset(), g.to_dataset(dim="q"), g.isel(y=0, t=0).swap_dims(x="q").to_dataset(dim="q")]
pad: [a.pad(x=(1, 2)), a.pad(x=1, y=(0, 1)), i.pad(x=1), i2.pad(x=1), i2.pad(y=1, constant_values=0), f4.pad(x=1), names.pad(x=1, constant_values="-"), two.pad(x=1), two.pad(x=1, y=1, constant_values=0), a.pad(x=(1, 2), constant_values={"x": (5, 6)}), a.pad(x=(1, 2), constant_values=(5, 6)), a.pad(x=-1), days.pad(time=(1, 0)).isel(time=slice(0, 3))]
pad.modes: [row.pad(x=(2, 3), mode=m) for m in ("edge", "reflect", "symmetric", "wrap", "maximum", "minimum", "mean", "median", "linear_ramp")] + [i.pad(x=(1, 2), mode=m) for m in ("edge", "reflect", "symmetric", "wrap", "maximum", "minimum", "mean", "median", "linear_ramp")] + [a.pad(x=(1, 2), y=(2, 0), mode=m) for m in ("edge", "reflect", "symmetric", "wrap", "maximum", "minimum", "mean", "median", "linear_ramp")] + [f4.pad(x=(1, 2), mode=m) for m in ("edge", "reflect", "maximum", "mean", "median", "linear_ramp")] + [row.pad(x=(6, 9), mode=m) for m in ("reflect", "symmetric", "wrap")] + [two.pad(x=1, mode=m) for m in ("edge", "reflect", "wrap", "maximum", "mean")]
pad.more: [row.pad(x=(3, 2), mode="reflect", reflect_type="odd"), row.pad(x=(3, 2), mode="symmetric", reflect_type="odd"), row.pad(x=(2, 1), mode="mean", stat_length=2), row.pad(x=(2, 1), mode="maximum", stat_length=(1, 3)), row.pad(x=(2, 2), mode="linear_ramp", end_values=(9, -3)), i.pad(x=(2, 0), mode="linear_ramp", end_values=9), names.pad(x=1, mode="edge"), names.pad(x=(0, 2), mode="wrap"), flag.pad(x=2, mode="reflect")]
shift: [a.shift(x=1), a.shift(x=-1, y=1), i.shift(x=1), i.shift(x=1, fill_value=0), i.shift(x=9), flag.shift(x=1, fill_value=False), two.shift(x=1), two.shift(x=1, fill_value={"p": 0, "n": -1}), i2.shift(x=1), days.time.shift(time=1).isel(time=[0, 1]), a.shift(w=1), row.shift(x=2).fillna(0), row.shift(x=0), names.shift(x=1, fill_value="-")]
roll: [a.roll(x=1), a.roll(x=-1, roll_coords=True), a.roll(x=5, y=-1), two.roll(x=1), two.roll(x=1, roll_coords=True), names.roll(x=2), a.roll(w=1), g.roll(x=1, roll_coords=True)]
sortby: [a.sortby("y"), a.sortby(["y", "x"], ascending=False), two.sortby("n", ascending=False), row.sortby(da([3, 1, 2, 0], dims="x")), dups.sortby("x"), dups.sortby("x", ascending=False), names.sortby(names), g.sortby("q", ascending=False), g.sortby(["q", "x"]), f4.sortby(f4), f4.sortby(f4, ascending=False), row.sortby([da([1, 0, 1, 0], dims="x"), da([4, 3, 2, 1], dims="x")]), row.sortby([da([1, 0, 1, 0], dims="x"), da([4, 3, 2, 1], dims="x")], ascending=False), a.sortby("w"), a.sortby(g.area), sixty.sortby("time", ascending=False).isel(time=[0, 1]), row.sortby(da([3, 1, 2, 0, 7], dims="x")), i.sortby(row)]
"""
if __name__ == "__main__":
    write(sys.argv[1], C, IN)
