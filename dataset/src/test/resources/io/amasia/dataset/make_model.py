"""Answers of xarray for ModelCases.java: groups of several dimensions, alignment, merging, stacking, calendars, text.

usage: make_model.py model.json        (xarray, flox, pandas, cftime)
"""
import sys
import numpy as np, pandas as pd, xarray as xr
from reference_json import write

nan = np.nan
rng = np.random.default_rng(5)
def t(start, periods, freq="D", calendar="standard"):
    return xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=True)
g = rng.normal(size=(2, 3, 4)).round(2); g[0, 1, 2] = nan; g[1, 0, 0] = nan
IN = {
 "a": xr.DataArray([[1., 2, nan, 4], [5, 6, 7, 8], [9, nan, 11, 12]], dims=("y", "x"), coords={"y": [30., 20, 10], "x": [10, 20, 30, 40]}, name="a"),
 "b": xr.DataArray([[1., 2, 3], [4, 5, 6]], dims=("y", "x"), coords={"y": [20., 10], "x": [20, 30, 50]}, name="b"),
 "i": xr.DataArray(np.array([3, 1, 2], "i4"), dims="x", coords={"x": [10, 20, 40]}, name="i"),
 "row": xr.DataArray([1., 2, 3, 4], dims="x", coords={"x": [10, 20, 30, 40]}, name="row"),
 "f4": xr.DataArray(np.array([1.5, nan, 3.25, 4, 2], "f4"), dims="x", coords={"x": [0, 1, 2, 3, 4]}, name="f4"),
 "g": xr.DataArray(g, dims=("t", "y", "x"), coords={"t": [1, 2], "y": [1, 2, 3], "x": [1, 2, 3, 4], "r": (("y", "x"), [["u", "v", "u", "v"], ["u", "v", "u", "w"], ["u", "v", "w", "w"]]), "q": ("x", ["k", "k", "m", "m"]), "area": (("y", "x"), np.arange(12.).reshape(3, 4) + 1)}, name="g"),
 "names": xr.DataArray(["Zug", "aarau", "Basel", "Bern"], dims="x", coords={"x": [10, 20, 30, 40]}, name="names"),
 "dups": xr.DataArray([1., 2, 3, 4, 5], dims="x", coords={"x": [1, 2, 2, 3, 1]}, name="dups"),
 "flag": xr.DataArray([True, False, True, False], dims="x", coords={"x": [10, 20, 30, 40]}, name="flag"),
 "days": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15T06", 70)}, name="days"),
 "sixty": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15", 70, calendar="360_day")}, name="sixty"),
 "leapless": xr.DataArray(np.arange(70.), dims="time", coords={"time": t("2000-01-15", 70, calendar="noleap")}, name="leapless"),
 "month": xr.DataArray(np.arange(26.), dims="time", coords={"time": t("1999-11-01", 26, "MS")}, name="month"),
 "hours": xr.DataArray(np.arange(9.), dims="time", coords={"time": t("2000-02-28T20:17:31", 9, "97min")}, name="hours"),
 "two": xr.Dataset({"p": (("y", "x"), [[1., 2, 3], [4, nan, 6]]), "n": ("x", np.array([1, 2, 3], "i4"))}, coords={"x": [1, 2, 3], "y": [10, 20], "s": 7}, attrs={"title": "two", "same": "1"}),
 "other": xr.Dataset({"p": (("y", "x"), [[1., 2], [4, 5]]), "m": ("y", [0., 1])}, coords={"x": [1, 2], "y": [10, 20], "s": 8}, attrs={"title": "other", "same": "1"}),
}
TWO = {
 "nan": nan, "P": lambda o: o.assign_coords(time=o.indexes["time"].to_datetimeindex(time_unit="us")),
 "stacked": IN["a"].stack(z=("y", "x")),
}
C = """
groups.nd: g.groupby("r").mean()
groups.nd.all: g.groupby("r").sum(...)
groups.nd.first: g.groupby("r").first()
groups.nd.anomaly: g.drop_vars("q").groupby("r") - g.groupby("r").mean()
groups.nd.median: g.groupby("r").median()
groups.keys: g.groupby(["q", "y"]).mean()
groups.keys.same: g.groupby(["q", "x"]).mean()
groups.keys.time: month.groupby(["time.season", "time.year"]).sum()
groups.map: [g.groupby("q").map(lambda o: o - o.mean()), g.groupby("q").map(lambda o: o.mean("x")), g.groupby("r").map(lambda o: o.mean())]
groups.map.transform: g.isel(x=[2, 0, 3, 1]).groupby("q").map(lambda o: o - o.mean("x"))
groups.fillna: g.groupby("q").fillna(g.groupby("q").mean(...))
groups.quantile: [g.groupby("r").quantile(0.3), g.groupby("q").quantile([0.1, 0.9])]
groups.last: [g.groupby("q").last(), month.groupby("time.year").last(), month.groupby("time.year").first()]
groups.var: [g.groupby("q").var(ddof=1), g.groupby("q").std(("x", "y"))]
groups.dims: a.groupby("y").mean(...)
groups.dataset: g.to_dataset(name="v").assign(n=("x", [1, 2, 3, 4])).groupby("r").mean()
bins: [row.groupby_bins("x", [5, 20, 40]).sum(), row.groupby_bins("x", [15.5, 20, 40]).mean()]
bins.none: row.groupby_bins("x", [100, 200]).sum()
where.text: [names.where(flag, "none"), names.where(names.isin(["Bern", "Zug"]), "-")]
where.both: [xr.where(a > 4, a, 0), xr.where(flag, 1, 2), xr.where(flag, a, row), xr.where(flag, names, "none")]
where.inner: a.where(b > 2)
where.exact: a.where(b > 2, 0)
isel.pointwise: [a.isel(x=xr.DataArray([0, 3, 1], dims="p"), y=xr.DataArray([2, 0, 0], dims="p")), a.isel(x=xr.DataArray([0, 3], dims="p"))]
isel.points2d: a.isel(x=xr.DataArray([[0, 3], [1, 1]], dims=("p", "q")), y=xr.DataArray([[2, 0], [0, 2]], dims=("p", "q")))
isel.points_broadcast: a.isel(x=xr.DataArray([0, 3], dims="p"), y=xr.DataArray([2, 0, 1], dims="q"))
isel.points_labelled: g.isel(x=xr.DataArray([0, 3, 1], dims="p", coords={"p": ["i", "j", "k"]}), y=xr.DataArray([2, 0, 0], dims="p"))
isel.points_middle: g.transpose("y", "t", "x").isel(x=xr.DataArray([0, 3], dims="p"), y=xr.DataArray([2, 0], dims="p"))
isel.along_itself: a.isel(x=xr.DataArray([3, 0], dims="x"))
isel.boolean: [a.isel(x=flag.values), a.isel(y=[False, True, True])]
sel.points: a.sel(x=xr.DataArray([[10, 40]], dims=("p", "q")), y=xr.DataArray([[30., 10.]], dims=("p", "q")))
sel.drop: [a.drop_sel(x=[10, 30]), a.drop_isel(x=[0, -1]), a.drop_sel(x=20)]
sel.drop_missing: a.drop_sel(x=[11])
reindex: [a.reindex(x=[20, 25, 10]), i.reindex(x=[10, 30, 40]), a.reindex(x=[10, 99], y=[10., 15.])]
reindex.fill: [i.reindex(x=[10, 30, 40], fill_value=-1), a.reindex(x=[10, 30, 99], fill_value=0.5), two.reindex(x=[0, 1, 3], fill_value={"p": -9, "n": 0})]
reindex.method: [row.reindex(x=[5, 15, 20, 49], method="pad"), row.reindex(x=[5, 15, 20, 49], method="backfill"), row.reindex(x=[5, 15, 20, 49], method="nearest"), row.reindex(x=[12, 17], method="nearest", tolerance=2)]
reindex.like: [a.reindex_like(b), b.reindex_like(a), i.reindex_like(row)]
reindex.bool: flag.reindex(x=[10, 11, 20], fill_value=False)
reindex.duplicates: dups.reindex(x=[1, 2])
reindex.text: names.reindex(x=[20, 10])
align: [list(xr.align(a, b, join="inner")), list(xr.align(a, b, join="outer")), list(xr.align(a, b, join="left")), list(xr.align(a, b, join="right"))]
align.override: list(xr.align(a.isel(x=slice(0, 3)), b.isel(y=[0, 1, 1]), join="override"))
align.override.size: list(xr.align(a, b, join="override"))
align.exact: list(xr.align(a, b, join="exact"))
align.fill: list(xr.align(row, i, join="outer", fill_value=-5))
align.exclude: list(xr.align(a, b, join="inner", exclude=["y"]))
broadcast: list(xr.broadcast(row, a.isel(x=0, drop=True)))
broadcast.like: [row.broadcast_like(a), i.broadcast_like(a)]
merge: xr.merge([row.rename("p"), i.rename("n")])
merge.compat: [xr.merge([two, other.drop_vars("s")], compat="no_conflicts"), xr.merge([row.rename("p"), row.rename("p")], compat="equals"), xr.merge([two, other], compat="override")]
merge.broadcast: xr.merge([row.rename("p"), row.rename("p").expand_dims(k=2)], compat="broadcast_equals")
merge.fill: xr.merge([two, other.drop_vars("s")], compat="no_conflicts", fill_value=0)
merge.join: [xr.merge([row.rename("p"), i.rename("n")], join="inner"), xr.merge([row.rename("p"), i.rename("n")], join="left")]
merge.conflict: xr.merge([row.rename("p"), (row + 1).rename("p")], compat="no_conflicts")
merge.conflict.equals: xr.merge([row.rename("p"), (row + 1).rename("p")], compat="equals")
merge.conflict.identical: xr.merge([row.rename("p"), row.rename("p").assign_attrs(u="1")], compat="identical")
merge.scalar: xr.merge([two, other], compat="no_conflicts")
merge.minimal: xr.merge([two, other], compat="minimal")
combine.first: [a.combine_first(b), b.combine_first(a), two.drop_vars("n").combine_first(other.drop_vars("s"))]
combine.coords: xr.combine_by_coords([row.isel(x=[2, 3]).to_dataset(), row.isel(x=[0, 1]).to_dataset()])
combine.coords.grid: xr.combine_by_coords([a.isel(x=xs, y=ys).to_dataset() for xs in ([2, 3], [0, 1]) for ys in ([2], [0, 1])])
combine.coords.vars: xr.combine_by_coords([row.isel(x=[2, 3]).to_dataset(), row.isel(x=[0, 1]).to_dataset(), row.rename("q").isel(x=[0, 1]).to_dataset(), row.rename("q").isel(x=[2, 3]).to_dataset()])
combine.coords.overlap: xr.combine_by_coords([row.isel(x=[0, 1]).to_dataset(), row.isel(x=[1, 2]).to_dataset()])
combine.coords.unordered: xr.combine_by_coords([row.isel(x=[0, 2]).to_dataset(), row.isel(x=[1, 3]).to_dataset()])
combine.nested: xr.combine_nested([[a.isel(y=[0], x=[0, 1]).to_dataset(), a.isel(y=[0], x=[2, 3]).to_dataset()], [a.isel(y=[1, 2], x=[0, 1]).to_dataset(), a.isel(y=[1, 2], x=[2, 3]).to_dataset()]], concat_dim=["y", "x"])
combine.nested.new: xr.combine_nested([row.to_dataset(), (row + 1).to_dataset()], concat_dim="m")
concat.join: [xr.concat([row, i], "m"), xr.concat([row, i], "m", join="inner"), xr.concat([a, b], "y", join="outer")]
concat.exact: xr.concat([row, i], "m", join="exact")
concat.named: xr.concat([row, row + 1], pd.Index([5, 6], name="m"))
concat.static: [xr.concat([two.drop_vars("s"), two.drop_vars("s")], "y", data_vars="minimal"), xr.concat([two.drop_vars("s"), two.drop_vars("s")], "y", data_vars="all")]
concat.scalar: xr.concat([two, two.assign_coords(s=9)], "y", data_vars="minimal")
stack: [a.stack(z=("y", "x")), g.stack(z=("x", "t")), two.stack(z=("y", "x"))]
stack.all: a.stack(z=[...])
stack.unstack: [stacked.unstack("z"), stacked.isel(z=[0, 1, 5, 11]).unstack("z"), stacked.dropna("z").unstack("z"), stacked.isel(z=[7, 2, 4]).unstack()]
stack.sel: [stacked.sel(y=20.), stacked.sel(x=30, y=10.).drop_vars("z")]
stack.fill: [stacked.isel(z=[0, 5]).unstack("z", fill_value=-1), i.expand_dims(y=[1, 2]).stack(z=("y", "x")).isel(z=[0, 4]).unstack("z")]
stack.reset: stacked.reset_index("z")
stack.add: stacked.isel(z=[0, 1, 2]) + stacked.isel(z=[0, 1, 2])
index.set: a.assign_coords(k=("x", ["i", "j", "k", "l"])).set_index(x="k")
index.multi: row.assign_coords(k=("x", ["i", "i", "k", "k"]), l=("x", [1, 2, 1, 2])).set_index(x=["k", "l"]).unstack("x")
index.reset: [a.reset_index("x"), a.reset_index("x", drop=True)]
swap: [a.assign_coords(k=("x", ["i", "j", "k", "l"])).swap_dims(x="k"), a.swap_dims(x="new")]
pad.constant: [a.pad(x=(1, 2)), a.pad(x=(1, 0), y=(0, 1), constant_values=-1), i.pad(x=1), i.pad(x=(0, 2), constant_values=0), f4.pad(x=1)]
pad.edge: [a.pad(x=(2, 1), mode="edge"), i.pad(x=2, mode="edge")]
pad.reflect: [row.pad(x=(3, 2), mode="reflect"), row.pad(x=(3, 2), mode="symmetric"), row.pad(x=(2, 3), mode="wrap"), row.pad(x=(6, 7), mode="reflect"), row.pad(x=(6, 7), mode="symmetric"), row.pad(x=(6, 9), mode="wrap")]
pad.reflect_odd: [row.pad(x=(3, 2), mode="reflect", reflect_type="odd"), row.pad(x=(3, 2), mode="symmetric", reflect_type="odd")]
pad.stat: [row.pad(x=2, mode="maximum"), row.pad(x=(0, 2), mode="minimum"), row.pad(x=(1, 2), mode="mean"), row.pad(x=(1, 2), mode="median"), row.pad(x=(2, 1), mode="mean", stat_length=2), row.pad(x=(2, 1), mode="maximum", stat_length=(1, 3)), i.pad(x=1, mode="mean"), a.fillna(0).pad(x=1, y=1, mode="mean")]
pad.ramp: [row.pad(x=(2, 3), mode="linear_ramp"), row.pad(x=(2, 2), mode="linear_ramp", end_values=(9, -3)), i.pad(x=(2, 0), mode="linear_ramp", end_values=9)]
pad.dataset: two.pad(x=1)
shift: [a.shift(x=1), a.shift(x=-1, y=1), i.shift(x=1), i.shift(x=1, fill_value=0), names.isel(x=[0, 1]).shift(x=0), flag.shift(x=1, fill_value=False)]
roll: [a.roll(x=1), a.roll(x=-1, roll_coords=True), a.roll(x=5, y=-1), two.roll(x=1)]
sortby: [a.sortby("y"), a.sortby(["y", "x"], ascending=False), two.sortby("p") if False else two.sortby("n", ascending=False), row.sortby(xr.DataArray([3, 1, 2, 0], dims="x"))]
isin: [row.isin([2, 3, nan]), a.isin([nan, 5]), names.isin(["Bern"]), row.isin(i)]
dropna: [a.dropna("x"), a.dropna("y", how="all"), a.dropna("y", thresh=4), a.dropna("x", thresh=3), two.dropna("x"), two.dropna("x", subset=["n"]), two.dropna("y", how="all"), g.dropna("t", how="all")]
drop_duplicates: [dups.drop_duplicates("x"), dups.drop_duplicates("x", keep="last"), dups.drop_duplicates("x", keep=False)]
like: [xr.full_like(a, 3.0), xr.zeros_like(i), xr.ones_like(f4), xr.full_like(i, 2.7, dtype=float), xr.zeros_like(two), xr.ones_like(flag), xr.full_like(i, 2.7)]
dot: [xr.dot(a.fillna(0), row), xr.dot(a.fillna(0), row, dim="x"), xr.dot(a, row, dim="x"), xr.dot(a.fillna(0), b, dim=["x", "y"]), row.dot(i), xr.dot(row, a.fillna(0), row, dim="x"), xr.dot(i, i), xr.dot(a.fillna(0), dim="x")]
cov: [xr.cov(a, row, dim="x"), xr.cov(a, a * 2 + 1), xr.cov(g.isel(t=0), g.isel(t=1)), xr.cov(g.isel(t=0), g.isel(t=1), dim="x", ddof=0), xr.cov(g.isel(t=0), g.isel(t=1), weights=g.area), xr.cov(g.isel(t=0), g.isel(t=1), dim="y", weights=g.area.isel(x=0))]
corr: [xr.corr(a, row, dim="x"), xr.corr(g.isel(t=0), g.isel(t=1)), xr.corr(g.isel(t=0), g.isel(t=1), dim="y"), xr.corr(g.isel(t=0), g.isel(t=1), weights=g.area), xr.corr(a, b)]
clip: [a.clip(2, 9), a.clip(min=3), a.clip(max=6.5), i.clip(2, 2), f4.clip(2.0, 3.0), row.clip(max=i.reindex_like(row))]
round: [(row * 1.25).round(1), (row * 125).round(-1), (a / 2).round(), (row / 4).round(2), i.round()]
ufuncs: [np.exp(row), np.log(row), np.sqrt(i), np.sin(f4), np.arctan2(row, a), np.hypot(row, row), np.sign(a - 5), np.floor(a / 2), np.maximum(a, 4), np.fmin(a, row), np.deg2rad(row), np.isfinite(a), np.square(i), np.cbrt(row), np.log10(row), np.log1p(f4), np.expm1(row), np.power(row, 2), np.mod(row, 3), np.logical_not(flag), np.minimum(a, row), np.tanh(row), np.ceil(a / 2), np.trunc(a / 2)]
coords: [a.assign_coords(k=("x", [4, 3, 2, 1]), z=9), g.drop_vars(["r", "q"]), two.set_coords("n"), two.reset_coords("s"), two.reset_coords(), a.assign_coords(z=9).reset_coords("z"), a.assign_coords(z=9).reset_coords("z", drop=True)]
coords.index: two.reset_coords("x")
assign: [two.assign(q=two.p * 2), two.assign(p=two.n), two.assign(r=other.p), two.assign(v=5.0)]
rename: [two.rename(x="lon", p="tas"), two.rename_vars(p="tas"), two.rename_dims(x="lon"), a.rename("other"), a.rename(x="lon", y="lat")]
drop: [two.drop_vars("n"), two.drop_dims("y"), two[["p"]], two.drop_vars(["p", "s"])]
drop.missing: two.drop_vars("nothing")
convert: [two.to_dataarray(), two.to_dataarray("v", name="all"), a.to_dataset(dim="y"), a.rename("k").to_dataset(), a.to_dataset(name="v"), two.to_dataarray().to_dataset("variable")]
equals: [a.equals(a + 0), a.identical(a.assign_attrs(k=1)), a.broadcast_equals(a.transpose()), row.broadcast_equals(row.expand_dims(k=2)), a.equals(b), two.equals(two.copy()), two.equals(other), two.identical(two.assign_attrs(title="x")), i.equals(i.astype("f8")), a.equals(a.rename("z")), a.identical(a.rename("z"))]
fillna: [a.fillna(row), a.fillna(b), f4.fillna(0), a.fillna(row.isel(x=[0, 1])), two.drop_vars("n").fillna({"p": -1}), two.drop_vars("n").fillna(other[["p"]].drop_vars("s")), two.fillna(0)]
assign.at: [xr.where(a.x == 20, -1.0, a), xr.where((a.y == 10) & (a.x > 20), row, a)]
squeeze: [a.isel(x=[1]).squeeze(), a.isel(x=[1]).squeeze(drop=True), a.isel(x=[1], y=[0]).squeeze("x")]
expand: [row.expand_dims("k"), row.expand_dims(k=3), row.expand_dims({"k": [1, 2], "l": 2}), row.expand_dims("k", axis=1), two.expand_dims(k=["i"])]
transpose: [g.transpose("x", ..., "t"), g.transpose(..., "t"), two.transpose("x", "y"), a.T]
weighted: [g.weighted(g.area).sum_of_squares(("y", "x")), g.weighted(g.area).std(("y", "x")), two.weighted(two.n).mean("x")]
argmin: [a.argmin("x"), row.argmax(), i.argmax("x")]
idx: [a.idxmax("y"), a.idxmin("x"), a.isel(x=[2]).idxmin("x")]
dt: [P(days).time.dt.quarter, days.time.dt.dayofweek, days.time.dt.days_in_month, days.time.dt.season, hours.time.dt.minute, hours.time.dt.second, days.time.dt.days_in_year, days.time.dt.decimal_year, hours.time.dt.decimal_year, sixty.time.dt.decimal_year]
dt.flags: [P(days).time.dt.is_month_start, P(days).time.dt.is_month_end, P(days).time.dt.is_leap_year, P(days).time.dt.is_quarter_start, P(days).time.dt.is_year_start, P(month).time.dt.is_year_end]
dt.round: [hours.time.dt.floor("h"), hours.time.dt.ceil("h"), hours.time.dt.round("h"), hours.time.dt.floor("D"), hours.time.dt.round("15min")]
dt.text: [hours.time.dt.strftime("%Y-%m-%d %H:%M:%S"), sixty.time.dt.strftime("%d %b %y %j")]
dt.difference: [(days.time - days.time[0]).dt.days, (hours.time - hours.time[0]).dt.seconds, (hours.time - hours.time[0]).dt.total_seconds()]
date_range: [xr.date_range("2000-01-31", periods=4, freq="ME", calendar=c, use_cftime=True).to_series().reset_index(drop=True).rename("v").to_xarray() if False else xr.DataArray(xr.date_range("2000-01-15", periods=5, freq=f, calendar=c, use_cftime=True), dims="time") for f in ("ME", "MS", "QS-DEC", "YE", "YS", "7D", "6h", "2MS", "QE", "30min", "2YS-JUL", "QE-NOV") for c in ("standard", "noleap", "360_day")]
date_range.end: [xr.DataArray(xr.date_range("2000-01-15", "2001-02-03", freq=f, calendar=c, use_cftime=True), dims="time") for f in ("ME", "QS-DEC", "45D", "MS") for c in ("standard", "noleap", "360_day")]
infer_freq: [xr.infer_freq(x.time) for x in (days, sixty, leapless, month, hours)]
infer_freq.more: [xr.infer_freq(xr.DataArray(xr.date_range("2000-01-15", periods=9, freq=f, calendar=c, use_cftime=True), dims="time")) for f in ("ME", "QS-DEC", "YE", "YS", "8D", "6h", "2MS", "QE", "2YS-JUL", "QE-NOV", "5D", "YE-MAR") for c in ("standard", "noleap", "360_day")]
calendar.drop: [days.convert_calendar("noleap"), leapless.convert_calendar("standard", use_cftime=True), days.convert_calendar("julian")]
calendar.missing: [leapless.convert_calendar("proleptic_gregorian", missing=nan), days.convert_calendar("noleap", missing=nan)]
calendar.date: [days.convert_calendar("360_day", align_on="date"), sixty.convert_calendar("standard", use_cftime=True, align_on="date"), sixty.convert_calendar("noleap", align_on="date")]
calendar.year: [days.convert_calendar("360_day", align_on="year"), sixty.convert_calendar("standard", use_cftime=True, align_on="year"), sixty.convert_calendar("noleap", align_on="year")]
calendar.unsaid: sixty.convert_calendar("standard", use_cftime=True)
str: [names.str.contains("er"), names.str.startswith("B"), names.str.endswith("n"), names.str.upper(), names.str.lower(), names.str.len(), names.str.slice(1, 3), names.str.slice(-2), names.str.replace("a", "o"), names.str.strip(), names.str.contains("^B.*n$"), names.str.capitalize(), names.str.title()]
resample.days: [days.resample(time="MS").mean(), days.resample(time="10D").sum()]
dataset.arith: [two + 1, two * two, two + other, two.p + two.n, two - two.p, two > 2]
dataset.reduce: [two.sum(), two.mean("y"), two.max("x"), two.count(), two.std("x")]
dataset.where: [two.where(two.p > 2), two.where(two.n > 1, 0) if False else two.where(two.x > 1), two.where(two.x > 1, drop=True)]
dataset.sel: [two.isel(x=0), two.sel(x=[3, 1], y=20), two.head(x=1), two.tail(y=1), two.thin(x=2)]
interp.shift: [row.shift(x=2).fillna(0), row.diff("x")]
"""
write(C, IN, TWO, sys.argv[1])
