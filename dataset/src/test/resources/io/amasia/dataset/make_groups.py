"""Answers of xarray on reductions, groups, periods, windows and weights, for the dtypes, calendars and gaps there are.

usage: make_groups.py groups.json        (xarray, pandas, cftime, bottleneck, flox)
"""
import json, sys
from itertools import product
import numpy as np, pandas as pd, xarray as xr
from chain import Chain, answer
from reference_json import to_json

nan = np.nan
rng = np.random.default_rng(11)

def t(start, periods, freq="D", calendar="standard"):
    return xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=calendar != "standard")

field = rng.normal(size=(4, 3, 5)).round(2)
field[rng.random(field.shape) < 0.25] = nan
field[1, 2] = nan
whole = rng.integers(-20, 20, size=(4, 3, 5))
XYZ = dict(dims=("z", "y", "x"), coords={"x": [10, 20, 30, 40, 50], "y": [3., 1., 2.], "k": ("x", [1., 2., nan, 1., 2.]), "l": ("x", ["b", "a", "b", "c", "a"])})
times = np.array(["2001-01-05", "NaT", "1999-07-01", "2001-01-05", "2000-02-29T12"], "M8[us]")

def array(values, name, **more):
    return xr.DataArray(values, name=name, **{**XYZ, **more})

IN = {
 "f8": array(field, "f8"), "f4": array(field.astype("f4"), "f4"), "f2": array(field.astype("f2"), "f2"),
 "i8": array(whole, "i8"), "i4": array(whole.astype("i4"), "i4"), "i2": array(whole.astype("i2"), "i2"),
 "u1": array(np.abs(whole).astype("u1"), "u1"), "b": array(whole > 3, "b"),
 "none": array(np.full((2, 3, 5), nan), "none"), "one": array(field[:1, :1], "one", coords={"x": [10, 20, 30, 40, 50]}),
 "inf": xr.DataArray([[np.inf, 1., nan], [-np.inf, np.inf, 2]], dims=("y", "x"), coords={"x": [1, 2, 3]}, name="inf"),
 "moment": xr.DataArray(times, dims="x", coords={"x": [1, 2, 3, 4, 5], "l": ("x", list("abaca"))}, name="moment"),
 "span": xr.DataArray((times - times[0]), dims="x", coords={"x": [1, 2, 3, 4, 5], "l": ("x", list("abaca"))}, name="span"),
 "s": xr.DataArray([3., nan, 0.5, 6, 1, nan, 2, 8], dims="x", coords={"x": [0., 1, 2, 4, 5, 7, 8, 9]}, name="s"),
 "w": xr.DataArray([1., 0, 2.5, 0.5, 3], dims="x", coords={"x": [10, 20, 30, 40, 50]}, name="w"),
 "wy": xr.DataArray([[1, 2, 3]], dims=("z1", "y"), name="wy").isel(z1=0),
 "zero": xr.DataArray([0., 0, 0, 0, 0], dims="x", name="zero"),
 "days": xr.DataArray(np.where(np.arange(430) % 7 == 3, nan, np.arange(430) % 50).astype("f4"), dims="time", coords={"time": t("1999-11-17", 430)}, name="days"),
 "hours": xr.DataArray(np.arange(30), dims="time", coords={"time": t("2000-02-28T09:30", 30, "5h")}, name="hours"),
 "sparse": xr.DataArray([1., 2, nan, 4, 5], dims="time", coords={"time": pd.DatetimeIndex(["2000-01-03T06", "2000-01-04", "2000-01-09T18", "2000-03-01", "2000-03-02T01"])}, name="sparse"),
}
for c in ("noleap", "360_day", "all_leap", "julian"):
    IN["d" + c[:3]] = xr.DataArray(np.arange(130.)[::-1], dims="time", coords={"time": t("2000-01-20T12", 130, "3D", c)}, name="d")
IN["ds"] = xr.Dataset({"p": IN["f8"], "n": IN["i4"].isel(z=0, drop=True), "v": IN["s"].rename(x="r").drop_vars("r")})

C, R = [], []
def each(*templates, **choices):
    """Every template with every combination of the choices filled in."""
    for template in templates:
        for values in product(*choices.values()):
            C.append(template.format(**dict(zip(choices, values))))

each("{a}.{f}({d})", a=["f8", "f4", "i4", "u1", "b"], f="mean sum prod min max std var median count any all".split(), d=["", "'x'", "['z', 'x']"])
each("{a}.{f}({d}, skipna=False)", a=["f8", "i2"], f="mean sum prod min max std var median".split(), d=["None", "'y'"])
each("{a}.{f}('x')", a=["f2", "i8", "none", "one", "inf"], f="mean sum prod min max std var median count any all".split())
each("{a}.{f}('z')", a=["one"], f="mean sum std median".split())
each("{a}.{f}('x', ddof={n})", a=["f8", "f4"], f=["std", "var"], n=[1, 5])
each("i4.{f}(['z', 'y'], ddof={n})", f=["std", "var"], n=[1, 5])
each("{a}.{f}({d}, min_count={n})", a=["f8", "f4", "i4"], f=["sum", "prod"], d=["'x'", "['z', 'y']"], n=[1, 4])
each("{a}.{f}('x', skipna={n})", a=["moment", "span"], f=["min", "max"], n=["True", "False"])
each("{a}.{f}('x')", a=["moment", "span"], f=["mean", "count"])
each("span.sum('x', skipna=True)")
each("{a}.quantile({q}, 'x')", a=["f8", "f4", "i4"], q=["0.3", "[0, 0.25, 1]"])
each("{a}.quantile({q}, ['z', 'x'], method={m!r})", a=["f8", "i4"], q=["0.37", "[0, 0.5, 0.81, 1]"], m="linear lower higher midpoint nearest inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull median_unbiased normal_unbiased".split())
each("f8.quantile(0.4, skipna=False)", "f8.quantile(0.4, 'y', skipna=False, method='hazen')")
each("{a}.{f}({d})", a=["f8.fillna(0)", "i4"], f=["argmin", "argmax"], d=["'x'", "['z', 'x']", "..."])
each("i4.argmin()", "f8.argmax()", "i4.argmax(skipna=False)", "f8.argmin('z', skipna=False)")
each("{a}.{f}('x')", a=["f8", "i4", "b", "none", "inf"], f=["idxmin", "idxmax"])
each("f8.idxmin('x', fill_value=-1)", "f8.idxmax('y', skipna=False)", "f8.idxmin('y')")
each("{a}.{f}({d})", a=["f8", "f4", "i4", "u1", "b"], f=["cumsum", "cumprod"], d=["'x'", "['z', 'x']"])
each("f8.cumsum('x', skipna=False)", "f8.rank('x')", "i4.rank('z', pct=True)", "f8.rank('y', pct=True)")
each("ds.{f}({d})", f="mean sum min std median count cumsum".split(), d=["'x'"])
each("ds.{f}()", f="mean max count any".split())

each("{a}.groupby('{g}').{f}()", a=["f8", "f4", "i4", "u1", "b"], g=["l", "k"], f="mean sum prod min max std var median count any all first last".split())
each("{a}.groupby('{g}').{f}(...)", a=["f8", "i4"], g=["l"], f="mean sum min std median count any".split())
each("{a}.groupby('l').{f}(skipna=False)", a=["f8", "i2"], f="mean sum prod min max std median first last".split())
each("{a}.groupby('l').{f}()", a=["none", "span", "inf.assign_coords(l=('x', ['a', 'b', 'a']))"], f="mean min max first last".split())
each("{a}.groupby('l').sum()", a=["none", "inf.assign_coords(l=('x', ['a', 'b', 'a']))"])
each("{a}.groupby('l').count()", "{a}.groupby('l').first()", a=["f8", "none"])
each("moment.groupby('l').{f}()", f="mean min max first last".split())
each("f8.groupby('l').{f}(['x', 'z'])", f="mean sum prod max var median count".split())
each("f8.groupby('l').{f}(min_count=2)", f=["sum", "prod"])
each("f8.groupby('l').{f}(ddof=1)", f=["std", "var"])
each("f8.groupby('l').quantile({q})", q=["0.3", "[0.1, 0.9]", "0.4, method='higher'"])
each("{a}.groupby('l').{f}()", a=["f8", "i4"], f=["cumsum", "cumprod"])
each("f8.groupby('l').cumsum('x')", "f8.groupby('l').cumsum('x', skipna=False)")
each("f8.groupby('l') {o} f8.groupby('l').mean()", o="+-*/")
each("f8.groupby('k') - f8.groupby('k').mean('x')", "f8.groupby('y') - f8.groupby('y').mean('y')", "f8.groupby('l') - f8.groupby('l').mean(...)", "f8.groupby('l').fillna(f8.groupby('l').mean())")
each("ds.drop_vars('v').groupby('l').{f}()", f="mean sum count median".split())
each("f8.groupby(['l', 'y']).{f}()", "f8.groupby(['l', 'k']).{f}()", f="mean sum count max first std".split())
each("s.groupby_bins('x', {e}).{f}()", e=["[0, 2, 5, 9]", "[-1, 3.5, 4.25, 20], right=False", "[0, 4, 9], include_lowest=True", "[0, 4, 9], labels=['low', 'high']", "3", "4, right=False", "[0, 1.23456, 8], precision=2", "[0, 1, 1.5, 20]"], f="mean sum count first std".split())
each("f8.groupby(x=BinGrouper([5, 20, 45])).{f}()", "f8.groupby(x=BinGrouper([5, 20, 45]), y=UniqueGrouper()).{f}()", f="mean sum count max".split())
each("f8.groupby(l=UniqueGrouper(labels=['c', 'q', 'a'])).{f}()", f="mean sum max".split())

CAL = ["days", "dnol", "d360", "dall", "djul"]
each("{a}.groupby('time.{p}').mean()", a=CAL, p="month season year dayofyear".split())
each("days.groupby('time.{p}').sum()", p="day dayofweek weekday day_of_week day_of_year days_in_month is_month_start is_leap_year".split())
each("hours.groupby('time.{p}').max()", p=["hour", "minute"])
each("{a}.groupby(time=SeasonGrouper({s})).{f}()", a=["days", "d360"], s=["['DJF', 'MAM', 'JJA', 'SON']", "['NDJFM', 'AMJ', 'JASO']", "['MAM', 'JJAS']", "['DJFM', 'MAMJ', 'JJAS', 'SOND']", "['JF', 'MAMJJASOND']", "['D', 'JF']"], f=["mean", "sum", "count"])
each("{a}.resample(time=SeasonResampler({s})).{f}()", a=["days", "dnol"], s=["['DJF', 'MAM', 'JJA', 'SON']", "['NDJFM', 'AMJ', 'JASO']", "['DJF', 'MAM', 'JJA', 'SON'], drop_incomplete=False", "['NDJFM', 'AMJJASO'], drop_incomplete=False", "['SON', 'DJF', 'MAM', 'JJA']", "['DJF', 'MAM', 'JJAS'], drop_incomplete=False"], f=["mean", "sum"])
each("{a}.resample(time='{p}').{f}()", a=CAL, p="YE YS QE QS-DEC ME MS 2MS 2ME YS-JUL QE-FEB 10D".split(), f=["mean", "count"])
each("days.resample(time='{p}').{f}()", p=["W", "W-WED", "36h", "2W", "400D"], f=["sum", "max"])
each("days.resample(time='MS').{f}()", f="median std var min prod first last any".split())
each("days.resample(time='MS').{f}(skipna=False)", f="mean sum first last".split())
each("days.resample(time='QS').quantile({q})", q=["0.2", "[0.2, 0.8]"])
each("{a}.resample(time='{p}', closed={c!r}, label={l!r}).mean()", a=["days", "dnol"], p=["MS", "ME", "20D", "QS-DEC"], c=["left", "right"], l=["left", "right"])
each("hours.resample(time='{p}', origin={o!r}).sum()", p=["7h", "24h", "50min"], o=["start", "start_day", "epoch", "end", "end_day"])
each("hours.resample(time='{p}', offset='{o}').sum()", p=["7h", "48h"], o=["3h", "-90min"])
each("sparse.resample(time='{p}').{f}()", p=["D", "3D", "MS", "YE"], f="mean sum count max first std".split())
each("sparse.resample(time='{p}').{f}()", p=["12h", "D"], f="asfreq ffill bfill nearest pad".split())
each("sparse.resample(time='D').{f}(tolerance='{o}')", f="ffill bfill nearest".split(), o=["12h", "2D"])
each("sparse.resample(time='D').interpolate({k!r})", "sparse.fillna(3.).resample(time='12h').interpolate({k!r})", k=["linear", "nearest"])
each("d360.isel(time=[0, 1, 2]).resample(time='D').{f}()", f="asfreq ffill bfill nearest".split())
each("hours.resample(time='D').{f}()", f=["cumsum", "cumprod"])

each("f8.weighted(w).{f}({d})", f="mean sum std var sum_of_weights sum_of_squares".split(), d=["", "'x'", "['z', 'x']", "'z'"])
each("{a}.weighted(w).mean('x')", a=["f4", "i4", "b", "none"])
each("f8.weighted(zero).{f}('x')", f="mean sum std sum_of_weights".split())
each("f8.weighted(wy).{f}()", "f8.weighted(w * wy).{f}(['x', 'y'])", f="mean sum var".split())
each("f8.weighted(w).{f}('x', skipna=False)", f="mean sum std".split())
each("{a}.weighted(w).quantile({q}, dim={d})", a=["f8", "f4", "i4", "none"], q=["0.3", "[0, 0.5, 1]"], d=["'x'", "['z', 'x']"])
each("f8.weighted(w).quantile(0.6)", "f8.weighted(w).quantile(0.6, dim='x', skipna=False)", "f8.weighted(zero).quantile(0.5, dim='x')", "i4.weighted(w).quantile(0.6, dim='x', skipna=False)", "ds.weighted(w).mean('x')", "ds.weighted(w).quantile(0.5, dim='x')")

each("{a}.rolling(x=3{o}).{f}()", a=["f8", "f4", "i4"], o=["", ", min_periods=1", ", center=True, min_periods=2"], f="mean sum prod min max std var median count".split())
each("{a}.rolling(x=3, min_periods=1).{f}()", a=["none", "inf", "f2", "u1"], f="mean sum max std count".split())
each("f8.rolling(x={n}, center={c}).mean()", n=[1, 2, 4, 5, 7], c=[False, True])
each("f8.rolling(x=2, y=3, min_periods=1{o}).{f}()", o=["", ", center=True", ", center={'x': True, 'y': False}"], f="mean sum min std median count".split())
each("f8.rolling(x=3, min_periods=2).{f}(ddof=1)", f=["std", "var"])
each("f8.rolling(x={n}).construct('w'{o})", n=[2, 3], o=["", ", stride=2", ", fill_value=0.0", ", stride=3, fill_value=-1.0"])
each("{a}.rolling(x=3, center=True).construct('w')", a=["f4", "i4", "i2"])
each("f8.rolling(x=2, y=2).construct(x='a', y='c'{o})", o=["", ", stride={'x': 2, 'y': 1}", ", stride=2"])
each("i4.rolling(x=2).construct('w', fill_value=0)", "f8.rolling(x=3).construct('w').mean('w')", "ds.rolling(x=2).mean()", "ds.rolling(x=2).construct('w')")
each("f8.cumulative({d}).{f}()", d=["'x'", "['x', 'y']"], f="sum mean max std count".split())
each("f8.cumulative('x', min_periods=3).sum()", "days.isel(time=[0, 1, 2, 3, 4]).rolling(time=2).mean()")

each("b.rolling(x=3{o}).{f}()", o=["", ", min_periods=1"], f=["mean", "sum", "count"])
each("b.drop_vars('l').coarsen(x=2, boundary='trim').{f}()", f="mean sum max std any all".split())
each("{a}.drop_vars('l').coarsen(x=2, boundary='{o}').{f}()", a=["f8", "i4"], o=["trim", "pad"], f="mean sum prod min max std var median count any all".split())
each("f8.drop_vars('l').coarsen(x=2, boundary='{o}', side='right').{f}()", o=["trim", "pad"], f=["mean", "sum"])
each("f8.drop_vars('l').coarsen(x=2, y=3, boundary='trim', coord_func={k}).mean()", k=["'mean'", "'min'", "{'x': 'max', 'y': 'sum'}"])
each("f8.drop_vars('l').coarsen(z=2, x=5).{f}()", "ds.drop_vars('l').coarsen(x=5).{f}()", f="mean sum median".split())
each("days.isel(time=[0, 1, 2, 3]).coarsen(time=2).{f}()", f=["mean", "max"])
each("{a}.drop_vars('l').coarsen(x=2, boundary='{o}').construct(x=['i', 'j'])", a=["f8", "i4"], o=["trim", "pad"])
each("f8.drop_vars('l').coarsen(x=5, z=2).construct(x=['i', 'j'], z=['m', 'n'])", "f8.drop_vars('l').coarsen(z=2).construct(z=['m', 'n'])", "days.isel(time=[0, 1, 2, 3]).coarsen(time=2).construct(time=['i', 'j'])", "f8.drop_vars('l').coarsen(x=2, boundary='pad', side='right').construct(x=['i', 'j'])")

each("{a}.drop_vars('l').coarsen(x=2, boundary='pad').{f}()", a=["u1", "i2"], f="sum max median count".split())

PARTS = "year month day hour minute second microsecond dayofweek day_of_week dayofyear day_of_year days_in_month daysinmonth season".split()
FLAGS = "is_month_start is_month_end is_quarter_start is_quarter_end is_year_start is_year_end is_leap_year decimal_year days_in_year".split()
each("{a}.dt.{p}", a=["moment", "hours.time", "d360.time"], p=PARTS)
each("hours.time.dt.{p}", p=FLAGS + ["quarter", "weekday", "nanosecond"])
each("moment.dt.{p}", p=FLAGS[:7] + ["quarter", "weekday", "nanosecond"])
each("{a}.dt.{p}", a=["dnol.time", "djul.time", "dall.time"], p=["dayofyear", "dayofweek", "days_in_month", "days_in_year", "is_leap_year", "season", "decimal_year"])
each("{a}.dt.isocalendar()", a=["days.time", "hours.time", "moment"])
each("{a}.dt.{f}('{p}')", a=["hours.time", "d360.time", "moment"], f="floor ceil round".split(), p=["D", "6h", "90min"])
each("{a}.dt.strftime('%Y-%m-%d %H:%M, %j')", a=["hours.time", "d360.time"])
each("span.dt.{p}", p=["days", "seconds"])
each("span.dt.total_seconds()")
each("days.groupby('time.{p}').mean()", p=["decimal_year"])
each("hours.groupby('time.{p}').sum()", p=["is_month_end", "quarter", "season"])

R += ["none.argmin('x')", "f8.drop_vars('l').coarsen(x=2).mean()", "f8.groupby('nothing').mean()", "f8.rolling(x=0).mean()", "f8.rolling(q=2).mean()",
      "s.groupby_bins('x', [100, 200]).mean()", "f8.weighted(f8.isel(z=0)).mean()", "days.resample(time='5Q').mean()",
      "days.isel(time=[3, 1, 2]).resample(time='D').mean()", "days.groupby(time=SeasonGrouper(['XYZ'])).mean()",
      "days.resample(time=SeasonResampler(['DJF', 'FMA'])).mean()", "days.resample(time=SeasonResampler(['MAM', 'DJF', 'JJA'])).mean()",
      "f8.quantile(1.5)", "f8.quantile(0.5, method='odd')", "f8.mean('q')",
      "f8.groupby_bins('x', [30, 20, 10]).mean()", "f8.idxmin()", "f8.drop_vars('l').coarsen(x=5).construct(z=['i', 'j'])"]
NAMES = {k: Chain([{"on": k}]) for k in IN} | {"nan": nan}
for grouper in ("BinGrouper", "SeasonGrouper", "SeasonResampler", "UniqueGrouper"):
    NAMES[grouper] = getattr(Chain([{"on": "xr"}]).groupers, grouper)
cases = []
for code in dict.fromkeys(C + R):
    case = answer(code, eval(code, NAMES), IN)
    if ("error" in case) == (code in R): cases.append(case | {"code": code})
    else: print("left out:", code, "->", case.get("error", "has an answer"))
json.dump({"versions": {m.__name__: m.__version__ for m in (xr, np, pd)},
           "inputs": {k: to_json(v) for k, v in IN.items()}, "cases": cases}, open(sys.argv[1], "w"), separators=(",", ":"))
print(len(cases), "cases")
