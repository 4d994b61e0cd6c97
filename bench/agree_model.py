#!/usr/bin/env python3
"""Holds the labelled model against xarray on a matrix of operations: made arrays of every dtype, and real files.

    bench/agree_model.py CASES.json [--shared FOLDER] [--only REGEX]     with a Python that has xarray, cftime, scipy
    mvn -q -o -pl dataset -am test -Dtest=ChainsTest -Damasia.chains=$PWD/CASES.json -Dsurefire.failIfNoSpecifiedTests=false

The first writes what xarray answers (or that it fails), the second runs each case in Amasia, in one chunk and in two random
chunkings. `--shared` is the folder with `data/`, whose files are opened by both; without it only made arrays are tried. Every
case is a line of Python, run here as it stands and there by the words of `ChainWords.java`.
"""

import argparse
import json
import re
import sys
from collections import Counter
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

RESOURCES = Path(__file__).resolve().parent.parent / "dataset/src/test/resources/io/amasia/dataset"
sys.path.insert(0, str(RESOURCES))
from chain import Chain, Opened, answer, given  # noqa: E402

xr.set_options(use_bottleneck=False)
nan = np.nan
INPUTS, CASES = {}, {}


# What differs on purpose, or by an accident of NumPy or pandas that is not taken over: cases that match are left out.
APART = [
    (r"unary: b\w*\.round", "rounded truths stay truths; NumPy makes them float16, or fails"),
    (r"binary: [dm] [=!]= [dm]\b", "times and spans are not compared"),
    (r"shift: [dm]\..*fill_value=1|pad: [dm]\..*constant_values=1|file eobs: eobs \+ 1", "numbers are no times"),
    (r"reduce: (i4|u1|b)\.(std|var)\(.*ddof=4", "deviations of fewer values than ddof are missing; NumPy divides by 0 or less"),
    (r"reduce: f8_inf\.quantile|weighted: f8_inf\.weighted\(b", "infinity times 0 is not taken, where NumPy gives NaN"),
    (r"dot: xr\.(cov|corr)\(.*(f4|u1)|file \w+: xr\.(cov|corr)|file (height|satellite|basin|sst|profile): .*\.(interp|differentiate|integrate|polyfit)\(", "sums and steps of float32 are taken in float64"),
    (r"weighted: b\.weighted\(b", "truths are counted; xarray asks whether any is there"),
    (r"coarsen: b\..*boundary='pad'", "truths with gaps are numbers; xarray makes objects, or texts, of them"),
    (r"(rolling|coarsen): b\..*(std|var|median|any)\(\)", "NumPy has no deviation of truths"),
    (r"times: t_\w+\.time\.dt\.(quarter|is_)|season: t_\w+\.groupby\('time\.quarter'\)", "parts of time are the same in all calendars; cftime lacks some"),
    (r"interp: ch.*method='(pchip|akima|makima)'", "curves are drawn beside gaps; SciPy refuses them"),
    (r"interp: (ch_rise\.interp\(x=\[1, 2\], y|ct\.interp)", "values at a label are these, whatever is beside; times in another unit are the same times"),
    (r"reduce: [dm]\.(min|max|sum)\(", "missing times are left out, where xarray keeps one"),
    (r"binary: b \*\* 2|dataset: ds\.fillna\(\{", "truths and whole numbers stay as wide as they are elsewhere"),
    (r"rolling: f8_empty|interp: .*x=\[\]", "of nothing comes nothing"),
    (r"sel: x_byte\..*256", "256 is no byte; xarray looks for 0"),
    (r"sel: \w+\.drop_sel|sel time: t_(nol|360|all|jul)\.sel\(time=\[|sel time: t_360\.sel\(time=('|\[).*method=|file \w+: \w+\.sel\(time='\S+', method='nearest'\)", "repeated labels are dropped, and dates as text looked up in all calendars"),
    (r"resample: h_(nol|360)\..*origin='2", "an origin may be a date of any calendar"),
    (r"shape: \w+\.reset_index\('x'\)", "a coordinate with the name of its dimension is its index"),
    (r"calculus: ct\.(differentiate|integrate)\('time'\)$", "the unit of time must be said"),
    (r"sel time: (t_360|back)\.sel\(time='|file ice: ice\.sel\(time='1852-06'\)", "a period that holds no time is an error"),
    (r"groupby: .*\.(first|last)\((\.\.\.|'\w')\)|groupby: ds\.groupby\(.*first", "the first of a group takes no dimension there"),
    (r"resample: month\.resample\(time='SMS'", "no half months"),
    (r"season: month\.resample\(time=SeasonResampler\(\['DJF', 'JJA'\]", "no seasons after the last time"),
    (r"concat: xr\.concat\(\[(d, m|s, f8|t_sta, t_360)\]", "kinds and calendars don't mix"),
    (r"pad: b\..*mode='linear_ramp'", "a ramp of truths ends at its half; NumPy's goes on"),
    (r"shape: .*unstack\('z', fill_value=-1\)", "a text is not filled with a number"),
]
# The answers of reference/operations.json were made with flox (its `groupby.bins.empty` counts a group of gaps beside an empty
# one as missing; without flox that is 0). Install flox beside xarray, or these are left out too.
WITHOUT_FLOX = [
    (r"groupby: \w+\.groupby\((\['y', 'x'\]|'[xy]')\)|file \w+: \w+\.groupby\('\w+'\)\.mean\(\)", "without flox, coordinates along groups of one stay"),
    (r"groupby: ds\.groupby\(", "without flox, what lies along no group becomes a float"),
    (r"\.groupby\(\['time\.\w+', 'time\.\w+'\]\)", "without flox, groups by several keys come last"),
    (r"(bins|resample|groupby|file \w+): .*(resample|group).*\.(count|any|all)\(", "without flox, groups of gaps beside empty ones have a count"),
]
WITH_FLOX = [
    (r"groupby: \w+\.groupby\((\['y', 'x'\]\)|'x'\)\.(first|last|\w+\(\.\.\.\)))", "coordinates along the grouped dimension go, also where each group is one position"),
    (r"groupby: i4\.groupby\('k'\)\.(sum|prod)\(min_count", "whole numbers are never missing, so least counts change nothing"),
    (r"groupby: f8_inf\.groupby\('k'\)\.(std|var|median)", "flox takes other infinities than NumPy"),
    (r"bins: i4\..*13, 100\]\)\.(first|last|prod)", "what is of an empty bin is missing"),
    (r"resample: day\..*cumsum", "running values keep the order of dimensions"),
]


def apart():
    """Why a case is left out, or nothing."""
    rules = APART + (WITH_FLOX if find_spec("flox") else WITHOUT_FLOX)
    return lambda case: next((why for pattern, why in rules if re.search(pattern, case)), None)


def each(section, *templates, **choices):
    """Every template with every combination of the choices filled in, under the name of the section."""
    for template in templates:
        for values in product(*(c.split() if isinstance(c, str) else c for c in choices.values())):
            CASES.setdefault(template.format(**dict(zip(choices, values))), section)


# ---- made arrays

FLOATS, SIGNED, UNSIGNED = ["f8", "f4", "f2"], ["i8", "i4", "i2", "i1"], ["u8", "u4", "u2", "u1"]
NUMBERS = FLOATS + SIGNED + UNSIGNED + ["b"]
GAPPED = [f"{f}_{p}" for f in FLOATS for p in ("gaps", "row", "nan", "inf")]
SMALL = [f"{d}_{p}" for d in ("f8", "i4", "b", "u1") for p in ("one", "col", "empty", "none", "zero")]
COORDS = {"y": [30.0, 20, 10], "x": [10, 20, 30, 40]}
DIGITS = np.array([[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8]])


def made():
    for dtype in NUMBERS:
        values = DIGITS > 3 if dtype == "b" else DIGITS if dtype.startswith("u") else DIGITS * [1, -1, 1, -1]
        add(dtype, values.astype(np.dtype(dtype if dtype != "b" else "?")))
    for dtype in FLOATS:
        gaps = DIGITS * [1, -1, 1.5, -0.25]
        gaps[0, 1] = gaps[1, 3] = gaps[2, 0] = gaps[2, 3] = nan
        row, inf = gaps.copy(), gaps.copy()
        row[1] = nan
        inf[0, 0], inf[1, 1], inf[1, 2] = np.inf, -np.inf, np.inf
        for name, values in (("gaps", gaps), ("row", row), ("nan", gaps * nan), ("inf", inf)):
            add(f"{dtype}_{name}", values.astype(dtype))
    times = np.array(["2001-01-05", "1999-07-01", "2000-02-29T12", "2001-01-05", "1970-01-01", "NaT",
                      "2010-12-31T23:59:59", "2000-03-01", "NaT", "2001-02-03", "1960-06-06", "2024-02-29"], "M8[us]").reshape(3, 4)
    add("d", times)
    add("m", times - np.datetime64("2000-01-01", "us"))
    add("s", np.array([["Zug", "aa", "", "Bern"], ["b", "aa", "é", "Ü"], ["10", "9", "b", "Zug"]]))
    for dtype in ("f8", "i4", "b", "u1", "s", "d"):
        whole = INPUTS[dtype]
        INPUTS[f"{dtype}_one"] = whole.isel(y=[1])
        INPUTS[f"{dtype}_col"] = whole.isel(x=[1])
        INPUTS[f"{dtype}_empty"] = whole.isel(y=[])
        INPUTS[f"{dtype}_none"] = whole.isel(x=[])
        INPUTS[f"{dtype}_zero"] = whole.isel(x=0, y=2, drop=True)
    labels()
    periods()
    INPUTS["ds"] = xr.Dataset({"p": INPUTS["f8_gaps"], "n": INPUTS["i2"].isel(y=0, drop=True), "q": INPUTS["f4_row"].drop_vars("k"), "c": 5},
                              attrs={"title": "ds"})
    INPUTS["more"] = xr.Dataset({"p": INPUTS["f8"].isel(x=[3, 2, 0]) * 2, "z": ("y", [1.0, 2, 3])}, coords={"y": [30.0, 20, 10]})


def add(name, values, **more):
    INPUTS[name] = xr.DataArray(values, dims=("y", "x"), coords={**COORDS, "k": ("x", list("baba"))}, name=name, **more)


INDEXES = {
    "int": [10, 20, 30, 40, 50], "falling": [5, 4, 2, 1, -3], "float": [0.5, 1.0, 1.75, 4, 9], "f32": np.array([0.1, 0.2, 0.3, 0.7, 0.9], "f4"),
    "mixed": [3, 1, 4, 5, 2], "twice": [1, 2, 2, 3, 3], "twice_mixed": [2, 1, 2, 3, 1], "text": ["a", "b", "d", "dd", "e"], "text_mixed": ["d", "a", "e", "b", "c"],
    "small": np.array([1, 2, 3, 5, 8], "i2"), "byte": np.array([0, 1, 100, 200, 255], "u1"), "bool": [True, False, True, True, False], "missing": [1.0, nan, 3, 4, nan], "plain": None,
}


def labels():
    for name, x in INDEXES.items():
        INPUTS["x_" + name] = xr.DataArray([1.5, 2, nan, 4, 5], dims="x", coords={} if x is None else {"x": x}, name="v")
        INPUTS["w_" + name] = xr.DataArray(np.arange(10).reshape(2, 5), dims=("y", "x"), coords={} if x is None else {"x": x}, name="w")


CALENDARS = ["standard", "noleap", "360_day", "all_leap", "julian", "proleptic_gregorian"]


def t(start, periods, freq="D", calendar="proleptic_gregorian"):
    return xr.date_range(start, periods=periods, freq=freq, calendar=calendar, use_cftime=calendar not in ("proleptic_gregorian", "standard"))


def periods():
    rng = np.random.default_rng(5)
    values = rng.normal(size=(400, 2)).round(2)
    values[rng.random(values.shape) < 0.1] = nan
    for c in CALENDARS[:5]:
        INPUTS["t_" + c[:3]] = xr.DataArray(values[:120, 0], dims="time", coords={"time": t("1999-10-17T06", 120, "5D", c)}, name="v")
        INPUTS["h_" + c[:3]] = xr.DataArray(np.arange(40), dims="time", coords={"time": t("2000-02-27T09:30", 40, "5h", c)}, name="v")
    INPUTS["day"] = xr.DataArray(values, dims=("time", "x"), coords={"time": t("1999-11-20", 400), "x": [1, 2]}, name="v")
    INPUTS["month"] = xr.DataArray(values[:40], dims=("time", "x"), coords={"time": t("2000-01-01", 40, "MS"), "x": [1, 2]}, name="v")
    INPUTS["sparse"] = xr.DataArray([1.0, 2, nan, 4, 5], dims="time", coords={"time": pd.DatetimeIndex(
        ["2000-01-03T06", "2000-01-04", "2000-01-09T18", "2000-03-01", "2000-03-02T01"])}, name="v")
    INPUTS["back"] = INPUTS["day"].isel(time=slice(20, 0, -1), x=0, drop=True)
    INPUTS["again"] = xr.DataArray(np.arange(6.0), dims="time", coords={"time": pd.DatetimeIndex(["2000-01-01"] * 2 + ["2000-01-03"] * 3 + ["2000-01-07"])}, name="v")


STATISTICS = "mean sum prod min max std var median count any all"


def elementwise():
    each("unary", "-{a}", "abs({a})", "{a}.isnull()", "{a}.notnull()", "{a}.round()", "{a}.round(1)", "{a}.round(-1)", "{a}.fillna(2)", a=NUMBERS + GAPPED + SMALL)
    each("unary", "~{a}", a=SIGNED + UNSIGNED + ["b", "b_empty", "b_zero", "f8"])
    each("unary", "{a}.isnull()", "{a}.notnull()", a="d m s d_empty s_zero")
    each("unary", "{a}.astype('{t}')", a=["f8", "f4", "i4", "u1", "b", "f8_zero", "i4_empty"], t="float64 float32 float16 int64 int32 int16 int8 uint64 uint32 uint16 uint8 bool".split())
    each("binary", "{a} {o} {c}", a=NUMBERS, o="+ - * / // % ** < ==".split(), c=NUMBERS)
    each("binary", "{a} {o} {c}", a="b i4 u1 i8 u8 f8", o="& |".split(), c="b i4 u1 i8 u8 f8")
    each("binary", "{a} {o} {c}", a=NUMBERS, o="+ - * / // % ** > !=".split(), c="2 3 2.5 True -1".split())
    each("binary", "{c} {o} {a}", a=NUMBERS, o="- /".split(), c=["2", "2.5"])
    each("binary", "{a} {o} {c}", a=GAPPED, o="+ / // % ** < != ==".split(), c=["f8_inf", "f4_gaps", "i4", "0"])
    each("binary", "{a} {o} {c}", a=SMALL + ["f8", "f4", "i2"], o="+ / >".split(), c=SMALL)
    each("binary", "{a} {o} {c}", a="d m", o="- + < == !=".split(), c="d m d.isel(x=0) m.isel(y=1)")
    each("binary", "m * 2", "m / 2", "m / m", "m // m", "m * 1.5", "-m", "abs(m)", "m % m", "s == s", "s != s.isel(x=0)", "s < s.isel(x=1)", "s == 'aa'", "s + s", "s > 'b'")
    each("clip", "{a}.clip({c})", a=["f8_gaps", "f4_inf", "f2", "i8", "i4", "i2", "u1", "b", "i4_zero", "f8_empty"], c=["0, 4", "min=2", "max=3.5", "min=-1, max=300", "1.5, 4.5", "min=i4.isel(y=0)", "max=f8_gaps", "5, 2"])
    each("isin", "{a}.isin({c})", a=NUMBERS + ["f8_gaps", "s", "f8_empty"], c=["[1, 5]", "[1.5, 4.0]", "[nan]", "[]", "i4.isel(y=0)"])
    each("isin", "s.isin(['aa', 'Zug'])", "d.isin(d.isel(y=0))")
    each("compare", "{a}.{f}({c})", f="equals identical broadcast_equals", a="f8 f4 i4 f8_gaps b s d", c=["f8", "f4", "i4", "f8_gaps", "f8_gaps.rename('z')", "f8_gaps.drop_vars('k')", "f8.transpose()", "b", "s", "d", "f8_empty"])
    each("missing", "{a}.fillna({c})", a=["f8_gaps", "f4_gaps", "f2_gaps", "i4", "b"], c=["0", "1.5", "f8", "f4", "i4", "i2.isel(y=0)", "True", "f8.isel(x=[1, 2])"])
    each("missing", "{a}.where({c})", a=NUMBERS + ["f8_gaps", "f8_empty", "d", "m"], c=["f8 > 3", "b", "b.isel(x=[1, 2])", "i4.x > 15"])
    each("missing", "{a}.where({c}, {o})", a=NUMBERS + ["f8_gaps"], c=["b"], o=["0", "1.5", "i4", "f4_gaps", "True", "nan"])
    each("missing", "{a}.where({c}, drop=True)", a=["f8_gaps", "i2", "b", "ds", "d"], c=["f8 > 5", "f8 > 100", "i4.x > 15", "b.isel(y=0, drop=True)"])
    each("missing", "xr.where({c}, {a}, {o})", a=["f8", "f4", "i2", "u1", "b", "1", "2.5"], c=["b", "f8_gaps > 1"], o=["0", "1.5", "i4", "f4_gaps", "nan", "b"])
    each("missing", "{a}.{f}('{d}'{l})", f="ffill bfill", a=GAPPED + ["i4", "f8_empty", "f8_one", "d"], d="x y", l=["", ", limit=1", ", limit=2"])
    each("missing", "{a}.dropna('{d}'{h})", a=["f8_gaps", "f8_row", "f8_nan", "i4", "f8_empty", "ds", "d"], d="x y", h=["", ", how='all'", ", thresh=2"])
    each("missing", "{a}.combine_first({c})", a=["f8_gaps", "f4_row", "i4", "f8_gaps.isel(x=[0, 1]).drop_vars('k')", "b"], c=["f8", "f4", "i4", "f8.isel(x=[1, 3]).drop_vars('k')", "b"])
    each("missing", "{a}.interpolate_na('{d}'{h})", a=["f8_gaps", "f4_gaps", "f8_row", "f8_nan", "i4", "f8_one"], d="x y",
         h=["", ", method='nearest'", ", limit=1", ", max_gap=20", ", use_coordinate=False", ", method='zero'", ", method='slinear'", ", fill_value='extrapolate'", ", method='quadratic'", ", method='cubic'", ", method='pchip'", ", method='akima'", ", method='krogh'", ", method='barycentric'", ", method='polynomial', order=2"])


def reductions():
    each("reduce", "{a}.{f}({d})", f=STATISTICS, a=NUMBERS + GAPPED + SMALL, d=["", "'x'", "'y'", "['y', 'x']"])
    each("reduce", "{a}.{f}('{d}', skipna={s})", f="mean sum prod min max std var median", a=GAPPED + ["f8", "i4", "b", "f8_empty", "f8_none"], d="x y", s="True False")
    each("reduce", "{a}.{f}({d}, min_count={n})", f="sum prod", a=GAPPED + ["i4", "b", "f8_empty"], d=["'x'", "['y', 'x']"], n=[1, 2, 3])
    each("reduce", "{a}.{f}({d}, ddof={n})", f="std var", a=["f8_gaps", "f4_gaps", "f2_row", "i4", "u1", "b", "f8_one"], d=["'x'", "'y'", "None"], n=[1, 2, 4])
    each("reduce", "{a}.{f}({d}{s})", f="argmin argmax", a=["f8", "f4_gaps", "f8_inf", "i4", "i1", "u8", "b", "f8_one", "f8_nan", "f8_empty"], d=["dim=None", "'x'", "'y'", "['y', 'x']", "..."], s=["", ", skipna=False"])
    each("reduce", "{a}.{f}('{d}'{s})", f="idxmin idxmax", a=["f8", "f4_gaps", "f8_row", "f8_nan", "f8_inf", "i4", "u1", "b", "f8_one", "f2_gaps"], d="x y", s=["", ", skipna=False", ", fill_value=-1"])
    each("reduce", "{a}.quantile({q}, {d})", a=["f8", "f8_gaps", "f4_gaps", "f2_row", "i4", "u1", "f8_nan", "f8_inf", "f8_one"], q=["0.5", "0.25", "[0, 0.1, 1]"], d=["'x'", "'y'", "['y', 'x']", "None"])
    each("reduce", "{a}.quantile({q}, 'x', method='{m}')", a=["f8_gaps", "i4", "f4"], q=["0.4", "[0.1, 0.95]"], m="linear lower higher midpoint nearest inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull median_unbiased normal_unbiased")
    each("reduce", "{a}.quantile(0.3, '{d}', skipna={s})", a="f8_gaps i4", d="x y", s="True False")
    each("reduce", "{a}.{f}({d})", f="min max count mean median", a="d m", d=["", "'x'", "'y'"])
    each("reduce", "m.{f}({d})", f="sum std var any all", d=["", "'x'"])
    each("reduce", "{a}.{f}('x')", f="min max count", a="s")
    each("reduce", "{a}.{f}({d})", f=STATISTICS, a=["ds", "ds[['p', 'q']]"], d=["", "'x'", "'y'"])
    each("reduce", "{a}.{f}('{d}')", f="idxmax argmin", a=["ds[['p', 'q']]"], d="x")
    each("scan", "{a}.{f}({d})", f="cumsum cumprod", a=NUMBERS + GAPPED + ["f8_empty", "f8_one"], d=["", "'x'", "'y'", "['x', 'y']"])
    each("scan", "{a}.{f}('x', skipna={s})", f="cumsum cumprod", a="f8_gaps f4_row i4", s="True False")
    each("scan", "{a}.diff('{d}'{h})", a=NUMBERS + ["f8_gaps", "f8_one", "f8_empty", "d", "m", "ds"], d="x y", h=["", ", n=2", ", label='lower'", ", n=3", ", n=0"])
    each("scan", "{a}.rank('{d}'{h})", a=["f8", "f8_gaps", "f4_gaps", "i4", "u1", "f8_nan", "f8_inf", "b"], d="x y", h=["", ", pct=True"])
    each("scan", "{a}.cumulative({d}{h}).{f}()", a="f8_gaps i4 f4_row", d=["'x'", "'y'", "['x', 'y']"], h=["", ", min_periods=2"], f="sum mean max std var count median prod min".split())


def shape():
    each("shift", "{a}.shift({h})", a=NUMBERS + ["f8_gaps", "d", "m", "f8_empty", "ds"], h=["x=1", "x=-2", "y=1, x=1", "x=9", "x=0", "x=1, fill_value=1"])
    each("roll", "{a}.roll({h})", a="f8 i4 s d ds f8_empty", h=["x=1", "x=-3, y=1", "x=1, roll_coords=True", "y=5, roll_coords=True", "x=0"])
    each("pad", "{a}.drop_vars('k').pad({h})", a=NUMBERS + ["d", "f8_gaps", "ds[['p', 'n']]"], h=["x=1", "x=(0, 2)", "x=1, y=(1, 0)", "x=1, constant_values=1"])
    each("pad", "{a}.drop_vars('k').pad({h}, mode='{m}')", a="f8 f8_gaps f4 i4 i2 u1 b", h=["x=1", "x=(2, 3)", "y=(0, 2), x=1"], m="edge reflect symmetric wrap maximum minimum mean median linear_ramp")
    each("pad", "{a}.drop_vars('k').pad(x=(2, 1), mode='{m}'{h})", a="f8 i4", m="maximum minimum mean median", h=[", stat_length=2", ", stat_length=(1, 3)"])
    each("pad", "{a}.drop_vars('k').pad(x=(3, 6), mode='{m}')", a="f8 i4", m="reflect symmetric wrap")
    each("pad", "{a}.drop_vars('k').pad(x=(2, 3), mode='{m}', reflect_type='odd')", a="f8 i4", m="reflect symmetric")
    each("sort", "{a}.sortby({h})", a=["f8", "i4", "s", "d", "ds"], h=["'x'", "'y'", "'k'", "['k', 'x'], ascending=False", "['y', 'x']", "'y', ascending=False", "-f8.x"])
    each("sort", "{a}_{i}.sortby('x'{h})", a="x w", i=[i for i in INDEXES if i != "plain"], h=["", ", ascending=False"])
    each("sort", "{a}.sortby({c}.isel(y=0, drop=True){h})", a="f8 i4", c="f8_gaps f8 i4 s d b u1 f4_inf", h=["", ", ascending=False"])
    each("shape", "{a}.{h}", a=["f8", "i4", "s", "ds", "f8_empty"], h=[
        "transpose()", "transpose('x', 'y')", "transpose(..., 'y')", "expand_dims('z')", "expand_dims(z=2)", "expand_dims(z=[1, 2], w=['a'])", "squeeze()", "isel(y=[0]).squeeze()", "isel(y=[0]).squeeze(drop=True)",
        "isel(y=0).expand_dims('y')", "stack(z=['y', 'x']).unstack('z')", "stack(z=['x', 'y']).unstack('z')", "stack(z=['x', 'y']).reset_index('z')", "stack(z=['y', 'x']).isel(z=[0, 3, 5]).unstack('z')", "swap_dims(x='k')", "rename(x='lon')",
        "set_index(x='k')", "reset_index('x')", "reset_coords('k', drop=True)", "drop_vars('x')", "drop_vars(['k', 'y'])", "assign_coords(z=3)", "assign_coords(x=[4, 3, 2, 1])", "head(x=2)", "tail(x=2, y=1)", "thin(x=3)",
        "drop_sel(x=20)", "drop_sel(x=[20, 40], y=10)", "drop_isel(x=[0, 2])", "broadcast_like(more)", "isel(x=[]).stack(z=['y', 'x']).reset_index('z')"])
    each("shape", "{a}.stack(z=['y', 'x']).{h}", a=["f8_gaps", "i4", "ds[['p', 'q']]"], h=["sel(x=20).reset_coords(drop=True)", "sel(z=(20.0, 30))", "mean('z')", "sel(y=30).sum()", "isel(z=slice(0, 5)).unstack('z', fill_value=-1)", "dropna('z').unstack('z')", "sortby('z').reset_index('z')"])


def indexing():
    each("isel", "{a}.isel({h})", a=["f8", "i4", "s", "d", "b", "ds", "f8_empty"], h=["x=0", "x=-1", "y=[2, 0]", "y=[2, 0], x=[1, 1, 3]", "x=slice(1, 3)", "x=slice(None, None, -2)", "x=slice(-3, -1), y=-1", "x=slice(10, 20)", "x=[True, False, True, False]",
         "x=da([0, 3, 1], dims='p')", "x=da([0, 3], dims='p'), y=da([2, 1], dims='p')", "x=da([[0, 3], [1, 1]], dims=('p', 'q'))", "x=da([0, 1], dims='p'), y=da([2, 1], dims='q')", "x=da([0, 1], dims='p', coords={'p': [7, 8]}), y=0", "x=7", "y=-4", "x=[9]", "x=[]", "x=da([1, 0], dims='x')"])
    keys = {"int": "10 50 35 0 99", "falling": "5 -3 3 9 -9", "float": "0.5 9.0 1.2 -1 20", "f32": "0.1 0.9 0.25 -1 2", "mixed": "3 2 9 0", "twice": "1 2 3 0", "twice_mixed": "2 3 1 7", "text": "'a' 'e' 'c' 'zz'", "text_mixed": "'d' 'c' 'x'",
            "small": "1 8 4 300", "byte": "0 255 150 256 -1", "bool": "True False", "missing": "1.0 4.0 nan 2.0", "plain": "0 4 7 -1"}
    for index, found in keys.items():
        ks = found.split()
        each("sel", "{a}_" + index + ".sel(x={k})", a="x w", k=ks)
        each("sel", "x_" + index + ".sel(x=[{k}])", k=ks + [", ".join(ks[:2]), ", ".join(reversed(ks[:2])), ", ".join(ks)])
        each("sel", "x_" + index + ".sel(x=slice({k}, {l}))", k=ks + ["None"], l=ks + ["None"])
        each("sel", "x_" + index + ".sel(x=slice({k}, {l}, 2))", k=ks[:1], l=ks[1:2])
        each("sel", "x_" + index + ".sel(x={k}, method='{m}'{h})", k=ks, m="nearest pad backfill", h=["", ", tolerance=1"])
        each("sel", "w_" + index + ".sel(x=[{k}], method='{m}')", k=[", ".join(ks[:2]), ", ".join(ks[2:]), ", ".join(ks)], m="nearest pad backfill")
        each("reindex", "{a}_" + index + ".reindex(x=[{k}]{h})", a="x w", k=[", ".join(ks), ", ".join(ks[:2]), ks[-1], ""], h=["", ", method='nearest'", ", method='pad'", ", method='bfill'", ", method='nearest', tolerance=0.5", ", fill_value=-1"])
        each("sel", "x_" + index + ".drop_sel(x={k})", k=[ks[0], "[" + ", ".join(ks[:2]) + "]", ks[-1]])
        each("sel", "w_" + index + ".sel(x=da([{k}], dims='p'), y=da([0, 1], dims='p'))", k=[", ".join(ks[:2])])
    pairs = [("int", "int"), ("int", "small"), ("int", "mixed"), ("mixed", "small"), ("mixed", "mixed"), ("float", "mixed"), ("f32", "float"), ("f32", "f32"), ("twice", "mixed"), ("twice", "twice"), ("text", "text_mixed"), ("text_mixed", "text"), ("falling", "mixed"), ("falling", "small"), ("falling", "falling"), ("byte", "small"), ("missing", "mixed"), ("bool", "mixed"), ("int", "plain"), ("plain", "mixed")]
    for a, c in pairs:
        each("align", "xr.align({a}, {c}, join='{j}')[{i}]", a=["x_" + a, "w_" + a, "x_" + a + ".isel(x=[3, 1, 0])"], c=["x_" + c], j="inner outer left right exact override", i="0 1")
        each("align", "{a} {o} {c}", a=["x_" + a, "w_" + a], o="+ >".split(), c=["x_" + c, "x_" + c + ".isel(x=[1, 3, 4])"])
        each("align", "x_" + a + ".reindex_like(x_" + c + ")", "x_" + a + ".combine_first(x_" + c + ")", "xr.concat([x_" + a + ", x_" + c + "], 'n')", "xr.concat([x_" + a + ", x_" + c + "], 'x')", "x_" + a + ".where(x_" + c + " > 2)", "x_" + a + ".fillna(x_" + c + ")", "x_" + a + ".isel(x=[0, 2]).broadcast_like(x_" + c + ")",
             "xr.merge([x_" + a + ".rename('p'), x_" + c + ".rename('q')], join='{j}')", j="outer inner left right exact".split())
    each("sel time", "{a}.sel(time={k})", a="t_sta t_nol t_360 t_all t_jul", k=["'2000'", "'2000-02'", "'2000-02-14'", "'2000-02-14T06'", "'1999-10-17T06'", "'1999-10-17'", "'2010'", "slice('2000-01', '2000-03')", "slice('2000-05-03', None)", "slice(None, '1999-12-31')", "slice('2000-03', '2000-01')", "slice('2005', '2006')", "['1999-10-17T06', '1999-10-27T06']", "'2000-02-30'", "slice('2000-01-01T12', '2000-01-20T07')", "'2000-13'"])
    each("sel time", "{a}.sel(time={k}, method='{m}')", a="t_sta t_360", k=["'2000-02-14'", "'1990-01-01'", "'2030-01-01'", "['2000-01-01', '2000-02-29']"], m="nearest pad bfill")
    each("sel time", "{a}.sel(time={k})", a="back again sparse month", k=["'2000-01'", "'1999-11'", "'2000-01-03'", "'2000'", "slice('1999-12-05', '1999-12-01')", "slice('1999-12-01', '1999-12-05')", "slice('2000-01-03', '2000-01-09')", "'2000-01-01'", "['2000-01-01']"])


def groups():
    every = STATISTICS + " first last"
    each("groupby", "{a}.groupby('{g}').{f}()", a=NUMBERS + ["f8_gaps", "f4_row", "f8_nan", "f8_inf", "f8_one"], g=["k"], f=every)
    each("groupby", "{a}.groupby('{g}').{f}({d})", a=["f8_gaps", "i4"], g=["k", "x", "y"], f=every, d=["", "...", "'x'", "'y'"])
    each("groupby", "{a}.groupby({g}).{f}()", a=["f8_gaps", "i2", "ds"], g=["f8_gaps.isel(y=1, drop=True)", "i4.isel(y=2, drop=True)", "b.isel(y=0, drop=True)", "s.isel(y=0, drop=True)", "u1.isel(y=0, drop=True)", "f4.isel(y=0, drop=True)", "d.isel(y=0, drop=True)"], f="mean sum count max first std".split())
    each("groupby", "{a}.groupby({g}).{f}()", a=["f8_gaps", "i4"], g=["i4", "b", "s", "f8_gaps"], f="mean sum count min".split())
    each("groupby", "{a}.groupby(['k', 'y']).{f}()", "{a}.groupby(['y', 'x']).{f}()", a=["f8_gaps", "i4", "b"], f=every)
    each("groupby", "{a}.groupby('k').{f}(skipna={s})", a=["f8_gaps", "f8_row", "i4"], f="mean sum prod min max std var median first last", s="True False")
    each("groupby", "{a}.groupby('k').{f}(min_count={n})", a=["f8_gaps", "i4"], f="sum prod", n="1 3 7")
    each("groupby", "{a}.groupby('k').{f}(ddof=1)", a=["f8_gaps", "i4", "f4_row"], f="std var")
    each("groupby", "{a}.groupby('{g}').quantile({q})", a=["f8_gaps", "i4", "f4_row"], g="k x y", q=["0.5", "[0.1, 0.8]", "0.3, method='lower'", "0.4, skipna=False"])
    each("groupby", "{a}.groupby('k') {o} {a}.groupby('k').mean('x')", a=["f8_gaps", "i4", "f4", "ds"], o="+ - * /".split())
    each("groupby", "{a}.groupby('k') {o} {a}.groupby('k').mean(...)", a=["f8_gaps", "i4"], o=["-"])
    each("groupby", "f8.isel(x=[0, 2]).groupby('k') - f8.groupby('k').mean('x')", "f8.groupby('k') - f8.isel(x=[0, 2]).groupby('k').mean('x')")
    each("groupby", "{a}.groupby('k').{f}('x')", a=["f8_gaps", "i4", "b", "f4_row"], f="cumsum cumprod")
    each("bins", "{a}.groupby_bins('{g}', {e}).{f}()", a=["f8_gaps", "i4"], g=["x", "y"], e=["[5, 20, 45]", "[10, 25, 40]", "[10, 25, 40], right=False", "[10, 30], include_lowest=True", "2", "3", "[0, 12, 13, 100]", "[5, 20, 45], labels=['lo', 'hi']"], f="mean sum count max min std median first last prod any".split())
    each("bins", "{a}.groupby_bins({a}, {e}).{f}()", a=["f8_gaps", "i4", "f4_row"], e=["[-5, 0, 3, 10]", "2"], f="mean count sum".split())
    each("bins", "f8_gaps.groupby(x=BinGrouper([5, 20, 45]), y=UniqueGrouper()).{f}()", f="mean sum count max".split())
    each("season", "{a}.groupby('time.{g}').{f}()", a="t_sta t_nol t_360 t_all t_jul day month", g="season month year dayofyear day quarter", f="mean count".split())
    each("season", "{a}.groupby('time.{g}').{f}()", a="day", g="month season year", f=every)
    each("season", "{a}.groupby('time.{g}').{f}()", a="h_sta h_360", g="hour day minute dayofweek", f="sum first".split())
    each("season", "{a}.groupby('time.{g}') - {a}.groupby('time.{g}').mean('time')", a="t_sta t_360 day", g="month season dayofyear")
    each("season", "{a}.groupby(['time.season', 'time.year']).{f}()", a="t_sta t_360 day", f="mean sum count".split())
    each("season", "{a}.groupby(time=SeasonGrouper({s})).{f}()", a="t_sta t_nol day", s=["['DJF', 'MAM', 'JJA', 'SON']", "['NDJFM', 'AMJJASO']", "['JJAS']"], f="mean sum count max".split())
    each("season", "{a}.resample(time=SeasonResampler({s})).{f}()", a="t_sta t_nol day month", s=["['DJF', 'MAM', 'JJA', 'SON']", "['NDJFM', 'AMJJASO'], drop_incomplete=False", "['DJF', 'JJA']"], f="mean sum count".split())


def resampling():
    freqs = "YE YS QE QS QS-DEC QE-NOV ME MS 2MS 3ME YS-JUL YE-JUN 2YS D 10D 30D".split()
    each("resample", "{a}.resample(time='{p}').{f}()", a="t_sta t_nol t_360 t_all t_jul", p=freqs, f="mean sum count first".split())
    each("resample", "{a}.resample(time='{p}', closed='{c}', label='{l}').{f}()", a="t_sta t_360 t_nol", p="YE YS QE-NOV QS-DEC ME MS 2MS 2ME 10D D 7D".split(), c="left right", l="left right", f=["mean", "count"])
    each("resample", "{a}.resample(time='{p}', {h}).sum()", a="h_sta h_nol h_360", p="7h 12h D 36h 50min 2D 3D".split(), h=["origin='start'", "origin='start_day'", "origin='epoch'", "origin='end'", "origin='end_day'", "offset='3h'", "offset='-45min'", "closed='right'", "label='right'", "closed='right', label='right'", "origin='start', offset='2h'", "origin='end', closed='left'", "origin='epoch', closed='right', label='left'", "origin='2000-02-27T01:15'"])
    each("resample", "day.resample(time='{p}').{f}()", p="W W-WED 2W MS QS-DEC 400D".split(), f=STATISTICS + " first last")
    each("resample", "sparse.resample(time='{p}').{f}()", p="D 2D 12h MS W YE".split(), f=STATISTICS + " first last")
    each("resample", "sparse.resample(time='{p}').{f}()", p="D 12h 2D h 7D".split(), f="asfreq ffill bfill nearest pad")
    each("resample", "month.resample(time='{p}').{f}()", p="D 10D SMS W".split(), f="asfreq ffill nearest")
    each("resample", "{a}.resample(time='D').{f}", a=["t_360.isel(time=slice(0, 6))", "t_nol.isel(time=slice(0, 6))", "t_sta.isel(time=slice(0, 6))", "month.isel(time=slice(0, 3))"], f=["asfreq()", "ffill()", "bfill()", "nearest()", "interpolate('linear')", "ffill(tolerance='2D')", "nearest(tolerance='1D')"])
    each("resample", "day.resample(time='{p}').quantile({q})", p="MS QS-DEC YE", q=["0.5", "[0.1, 0.9]"])
    each("resample", "day.resample(time='{p}').{f}(skipna={s})", p="MS QE", f="mean sum min std median first last", s="True False")
    each("resample", "day.resample(time='{p}').{f}({h})", p="MS 40D", f="sum prod", h=["min_count=1", "min_count=29"])
    each("resample", "day.resample(time='MS').{f}(ddof=1)", f="std var")
    each("resample", "{a}.resample(time='{p}').mean()", a="back again", p="D MS 2D W")
    each("resample", "day.resample(time='{p}').{f}('time')", p="MS YS", f="cumsum cumprod")


def windows():
    each("rolling", "{a}.rolling({w}).{f}()", a=["f8_gaps", "f8_row", "f4_gaps", "i4", "b", "f8_inf", "f8_empty", "f8_one", "u1", "f2"], w=["x=2", "x=3, center=True", "x=3, min_periods=1", "x=2, center=True, min_periods=1", "y=2", "x=4", "x=5, min_periods=1", "x=1"], f=STATISTICS)
    each("rolling", "{a}.rolling({w}).{f}()", a=["f8_gaps", "i4", "f4_row"], w=["x=2, y=2", "x=2, y=2, min_periods=1", "x=3, y=2, center=True, min_periods=2"], f=STATISTICS)
    each("rolling", "{a}.rolling(x=3, min_periods=2).{f}(ddof=1)", a="f8_gaps i4", f="std var")
    each("rolling", "{a}.rolling(x={n}{c}).construct('w'{h})", a="f8_gaps i4 f4 b u1", n="2 3 4", c=["", ", center=True"], h=["", ", stride=2", ", fill_value=0"])
    each("rolling", "{a}.rolling(time={n}{h}).mean()", a="day t_360 month", n="3 12", h=["", ", center=True", ", min_periods=1"])
    each("coarsen", "{a}.drop_vars('k').coarsen({w}).{f}()", a=["f8_gaps", "i4", "f4_row", "b", "u1", "f8_nan"], w=["x=2", "x=4, y=3", "x=3, boundary='trim'", "x=3, boundary='pad'", "x=3, boundary='pad', side='right'", "x=3, boundary='trim', side='right'", "y=2, x=2, boundary='pad'"], f=STATISTICS)
    each("coarsen", "f8_gaps.drop_vars('k').coarsen(x=2, coord_func='{k}').mean()", k="mean min max median sum")
    each("coarsen", "{a}.coarsen(time=5, boundary='trim').{f}()", a="day t_360 month h_nol", f="mean max")
    each("weighted", "{a}.weighted({w}).{f}({d})", a=["f8_gaps", "f4_row", "i4", "b", "f8_nan", "f8_inf", "f2_gaps"], w=["f8.isel(y=0, drop=True).rename('w')**2", "abs(f8)", "abs(f4)"], f="mean sum std var sum_of_weights sum_of_squares".split(), d=["", "'x'", "'y'", "['x', 'y']"])
    each("weighted", "{a}.weighted({w}).{f}({d}).astype('float64')", a=["f8_gaps", "i4", "b", "f8_nan", "f8_inf"], w=["i4.isel(y=1, drop=True)", "u1.isel(x=0, drop=True)", "b.isel(y=0, drop=True)"], f="mean sum std var sum_of_weights sum_of_squares".split(), d=["", "'x'", "'y'", "['x', 'y']"])
    each("weighted", "{a}.weighted({w}).{f}('x')", a=["f8_gaps", "ds[['p', 'q']]"], w=["abs(f8).isel(x=[1, 2])", "f8.isel(y=0, drop=True) * 0", "f8_gaps"], f="mean sum sum_of_weights".split())
    each("weighted", "{a}.weighted({w}).quantile({q}, dim={d})", a=["f8_gaps", "f4_row", "i4"], w=["abs(f8)", "u1.isel(y=0, drop=True)"], q=["0.5", "[0.1, 0.9]"], d=["'x'", "'y'", "None"])
    each("weighted", "{a}.weighted(abs(f8)).{f}('x', skipna={s})", a="f8_gaps i4", f="mean sum std var", s="True False")


LINES = {"rise": [0.0, 1, 2.5, 4, 5, 7], "fall": [7.0, 5, 4, 2.5, 1, 0], "jumble": [2.5, 0, 7, 4, 1, 5], "whole": [0, 1, 3, 4, 5, 7]}


def calculus():
    y = np.array([0.5, 2, -1, 3, 3.5, 0]) + np.arange(2)[:, None] * [0, 1, 4, 9, 16, 25]
    holes = y.copy(); holes[0, 2] = holes[1, 0] = nan
    for name, x in LINES.items():
        for kind, values in (("c", y), ("cf", y.astype("f4")), ("ci", y.round().astype("i4")), ("ch", holes), ("cl", y[:, :3])):
            INPUTS[f"{kind}_{name}"] = xr.DataArray(values, dims=("y", "x"), coords={"x": x[:values.shape[1]], "y": [1.0, 2]}, name="v")
    INPUTS["ct"] = xr.DataArray(y, dims=("y", "time"), coords={"time": pd.DatetimeIndex(["2000-01-01", "2000-01-02", "2000-01-05", "2000-01-06", "2000-01-07T12", "2000-02-01"])}, name="v")
    kinds = [f"{k}_{n}" for k in ("c", "cf", "ci", "ch") for n in LINES]
    methods = "linear nearest zero slinear quadratic cubic pchip akima makima barycentric krogh"
    each("interp", "{a}.interp(x={k}, method='{m}')", a=kinds, k=["[0.3, 2.5, 6, 7, 9, -1]", "3", "[5.5, 0.5]"], m=methods)
    each("interp", "{a}.interp(x=[-1, 0.5, 8], method='{m}', kwargs={{'fill_value': 'extrapolate'}})", a="c_rise cf_fall ch_rise c_jumble", m="linear nearest zero slinear quadratic cubic")
    each("interp", "{a}.interp({k})", a="c_rise c_fall ch_rise ci_whole cf_jumble", k=["x=[1, 2], y=[1.5, 1]", "x=1.2, y=1.7", "x=da([1, 2.2], dims='p'), y=da([1.5, 1], dims='p')", "x=da([1, 2.2], dims='p')", "x=da([[1, 2.2], [3, 9]], dims=('p', 'q'))", "y=1.5", "x=[]", "x=[nan, 1]", "x=c_whole.x"])
    each("interp", "{a}.interp(x=[1, 2], y=[1.5, 1], method='{m}')", a="c_rise cf_fall", m="nearest cubic slinear linear")
    each("interp", "ct.interp(time={k}, method='{m}')", k=["np.array(['2000-01-03', '2000-01-20'], 'M8[ns]')", "da(np.array(['2000-01-03', '2000-03-20'], 'M8[ns]'), dims='time')"], m="linear nearest")
    each("interp", "cl_{n}.interp(x=[0.3, 2], method='{m}')", n=LINES, m=methods)
    each("calculus", "{a}.{f}('x')", a=kinds + ["c_rise.isel(x=[0, 1])", "c_rise.isel(x=[0])"], f="differentiate integrate cumulative_integrate")
    each("calculus", "ct.{f}('time', datetime_unit='{u}')", f="differentiate integrate cumulative_integrate", u="D h s")
    each("calculus", "ct.{f}('time')", f="differentiate integrate")
    each("calculus", "{a}.integrate(['x', 'y'])", a="c_rise c_fall")
    each("polyfit", "{a}.polyfit('x', {d})", a=kinds + ["c_rise.isel(x=[0, 1])", "cl_rise", "cl_jumble"], d="0 1 2 3 5")
    each("polyfit", "{a}.polyfit('x', {d}, {h})", a="c_rise ch_fall cf_jumble", d="1 2", h=["full=True", "cov=True", "cov='unscaled'", "skipna=False", "w=c_whole.x.drop_vars('x') + 1.0"])
    each("polyfit", "xr.polyval({c}, {a}.polyfit('x', {d}).polyfit_coefficients)", a="c_rise ch_fall", c=["c_rise.x", "ci_whole", "c_fall.isel(x=0)"], d="0 2")
    arrays = ["f8", "f8_gaps", "f4_row", "i4", "b", "u1", "f8.isel(y=0, drop=True)", "f4.isel(x=[0, 2])", "f8_nan", "i2"]
    each("dot", "xr.dot({a}, {c}{d})", a=arrays, c=arrays, d=["", ", dim='x'", ", dim=['x', 'y']"])
    each("dot", "xr.{f}({a}, {c}{d})", f="cov corr", a=arrays, c=["f8", "f8_gaps", "i4", "f4_row", "f8.isel(y=0, drop=True)"], d=["", ", dim='x'", ", dim='y'"])
    each("dot", "xr.cov({a}, f8_gaps, ddof={n})", a="f8 f4_row i4", n="0 1 12")
    each("dot", "xr.{f}({a}, f8_gaps, dim='x', weights=abs(f8).isel(y=0, drop=True))", f="cov corr", a="f8 f4_row")


def combining():
    parts = ["f8", "f4", "i4", "b", "f8.isel(x=[0, 1])", "f8.isel(x=[3, 1])", "i2.drop_vars('k')", "f8.transpose()", "f8.isel(y=0)", "u1.isel(y=[])"]
    each("concat", "xr.concat([{a}.rename('v'), {c}.rename('v')], '{d}'{j})", a=parts[:6], c=parts, d="x y n", j=["", ", join='inner'", ", join='left'"])
    each("concat", "xr.concat([{a}, {c}], '{d}', join='exact')", a=parts[:2], c=parts[1:5], d="x y n")
    each("concat", "xr.concat([s, s.isel(x=[0])], 'x')", "xr.concat([d, d], 'n')", "xr.concat([d, m], 'n')", "xr.concat([s, f8], 'n')", "xr.concat([f8, f8.assign_coords(z=1)], 'y')", "xr.concat([f8.assign_coords(z=0), f8.assign_coords(z=1)], 'z')", "xr.concat([f8.assign_coords(z=0), f8.assign_coords(z=1)], 'n')", "xr.concat([f8], 'n')", "xr.concat([t_sta.isel(time=slice(0, 3)), t_sta.isel(time=slice(5, 7))], 'time')", "xr.concat([t_360, t_360], 'n')", "xr.concat([t_sta, t_360], 'time')")
    sets = ["ds", "more", "ds[['p']]", "ds.isel(x=[0, 1])", "ds[['n']]", "more[['z']]", "ds.drop_vars('c')"]
    each("merge", "xr.merge([{a}, {c}], compat='{k}', join='{j}')", a=sets, c=sets, k="no_conflicts override equals broadcast_equals identical", j="outer inner left exact".split())
    each("concat", "xr.concat([{a}, {c}], '{d}', data_vars='{v}')", a=["ds", "ds[['p', 'n']]"], c=["ds", "ds[['p', 'n']] * 2", "ds.isel(x=[1, 0])"], d="x n", v="all minimal different")
    each("combine", "xr.combine_by_coords([{a}])", a=["ds[['p']].isel(x=[2, 3]), ds[['p']].isel(x=[0, 1])", "ds[['p']].isel(y=[1, 2]), ds[['p']].isel(y=[0])", "ds[['p']].isel(x=[0, 1], y=[0]), ds[['p']].isel(x=[2, 3], y=[0]), ds[['p']].isel(x=[0, 1], y=[1, 2]), ds[['p']].isel(x=[2, 3], y=[1, 2])", "ds[['p']], ds[['q']]", "ds[['p']].isel(x=[0, 1]), ds[['p']].isel(x=[1, 2])", "ds[['p']].isel(x=[0, 2]), ds[['p']].isel(x=[1, 3])", "ds[['p']].isel(x=[3, 2]), ds[['p']].isel(x=[1, 0])", "t_sta.isel(time=slice(5, 9)).to_dataset(), t_sta.isel(time=slice(0, 5)).to_dataset()", "t_360.isel(time=slice(5, 9)).to_dataset(), t_360.isel(time=slice(0, 5)).to_dataset()"])
    each("combine", "xr.combine_nested([{a}], concat_dim={d})", a=["ds[['p']], ds[['p']] * 2", "[ds[['p']].isel(x=[0, 1]), ds[['p']].isel(x=[2, 3])], [ds[['p']].isel(x=[0, 1]), ds[['p']].isel(x=[2, 3])]"], d=["'n'", "'x'", "['n', 'x']", "['y', 'x']"])
    each("dataset", "ds {o} {c}", o="+ - * / // % ** > ==".split(), c=["1", "ds", "more", "f8", "ds[['p']]", "2.5", "ds.p"])
    each("dataset", "ds.{h}", h=["isel(x=0)", "sel(x=slice(20, 30))", "isnull()", "fillna(0)", "fillna({'p': 1, 'n': 2})", "where(ds.p > 1)", "where(ds > 1)", "astype('float32')", "round(1)", "clip(0, 3)", "shift(x=1)", "to_dataarray()", "transpose()", "rename(p='r', x='lon')", "drop_vars('p')", "assign(r=ds.p * 2)", "cumsum('x')", "diff('x')", "ffill('x')", "bfill('y')", "interp(x=[15, 25])", "interp(x=15, y=15)", "reindex(x=[10, 15])", "differentiate('x')", "integrate('x')", "polyfit('x', 1)", "rank('x')", "quantile(0.5, 'x')", "quantile([0.2, 0.7])", "rolling(x=2).mean()", "drop_vars('k').coarsen(x=2).mean()", "weighted(abs(f8)).mean('x')", "interpolate_na('x')", "dropna('x', subset=['p'])", "combine_first(more)", "broadcast_like(more)", "sortby('n')", "pad(x=1)", "roll(x=1)", "stack(z=['y', 'x']).unstack('z')", "expand_dims('e')", "squeeze()", "set_coords('n')", "reset_coords('k')"])


def times():
    parts = "year month day hour minute second dayofweek weekday dayofyear quarter days_in_month season is_month_start is_month_end is_quarter_start is_quarter_end is_year_start is_year_end is_leap_year"
    each("times", "{a}.time.dt.{p}", a="t_sta t_nol t_360 t_all t_jul h_sta month", p=parts + " decimal_year days_in_year")
    each("times", "d.dt.{p}", p=parts)
    each("times", "{a}.time.dt.{f}('{p}')", a="t_sta h_sta h_360 h_nol", f="floor ceil round", p="D h 6h 30min")
    each("times", "{a}.time.dt.strftime('{p}')", a="t_sta h_360 t_nol", p=["%Y-%m-%d", "%j %H:%M", "%d.%m.%y", "%Y%m"])
    each("times", "{a}.dt.isocalendar()", a="day.time d")
    each("times", "m.dt.{p}", p="days seconds total_seconds()")
    each("calendar", "{a}.convert_calendar('{c}'{h})", a="t_sta t_nol t_360 t_all t_jul", c=CALENDARS, h=[", use_cftime=True", ", align_on='date', use_cftime=True", ", align_on='year', use_cftime=True"])
    each("calendar", "{a}.convert_calendar('{c}', align_on='date', missing=nan, use_cftime=True)", "{a}.convert_calendar('{c}', align_on='year', missing=nan, use_cftime=True)", a=["t_sta.isel(time=slice(0, 40))", "day.isel(time=slice(0, 200))"], c="noleap 360_day all_leap")
    each("text", "s.str.{f}", f=["upper()", "lower()", "len()", "strip()", "contains('a')", "startswith('B')", "endswith('g')", "replace('a', 'o')", "contains('[ab]')", "capitalize()", "slice(1)", "slice(0, 2)", "slice(-2, None)"])


# ---- real files: folder/file, variable, what is taken of it

FILES = {
    "e1": ("scenario/E1_north_america.nc", "air_temperature", {"time": (0, 60, 3), "latitude": (5, 12, 2), "longitude": (3, 30, 7)}),
    "packed": ("era/eraint_uvz.nc", "z", {"month": (0, 2, 1), "level": (0, 3, 1), "latitude": (0, 241, 31), "longitude": (0, 480, 67)}),
    "member": ("ensemble/tasmax_day_MPI-ESM1-2-LR_dcppA-hindcast_s1980-r2i1p1f1_gn_19801101-19901231.nc", "tasmax", {"time": (0, 800, 3), "lat": (0, 9, 3), "lon": (0, 9, 4)}),
    "soil": ("hadgem/mrsos_day_HadGEM2-ES_rcp45_r1i1p1_20051201-20151130.nc", "mrsos", {"time": (0, 900, 4), "lat": (0, 9, 2), "lon": (0, 9, 3)}),
    "rotated": ("grids/rotated_pole.nc", None, {}),
    "height": ("grids/hybrid_height.nc", "air_potential_temperature", {"model_level_number": (0, 10, 4), "grid_latitude": (0, 60, 17), "grid_longitude": (0, 60, 13)}),
    "icon": ("grids/tas_Amon_ICON-ESM-LR_historical_r1i1p1f1_gn_185001.nc", "tas", {"i": (0, 4000, 97), "ncells": (0, 4000, 97), "cell": (0, 4000, 97)}),
    "names": ("grids/vlstr_type.nc", None, {}),
    "satellite": ("grids/toa_brightness_stereographic.nc", "data", {"y": (0, 300, 41), "x": (0, 300, 37)}),
    "sea": ("nemo/nemo_1m_20150101-20150201_grid-T.nc", None, {"y": (0, 300, 23), "x": (0, 300, 19), "deptht": (0, 3, 1)}),
    "ice": ("cmip6/siconc_SImon_IPSL-CM6A-LR_historical_r1i1p1f1_gn_185001-201412.nc", "siconc", {"time": (0, 60, 2), "y": (0, 400, 3), "x": (0, 400, 3)}),
    "cloud": ("cmip6/cl_Amon_CESM2_amip_r1i1p1f1_gn_195001-201412.nc", "cl", {"time": (0, 30, 1), "lev": (0, 40, 9), "lat": (0, 9, 3), "lon": (0, 9, 3)}),
    "daily": ("cmip6/tas_day_CESM2-WACCM_historical_r1i1p1f1_gn_20000101-20091231.nc", "tas", {"time": (0, 1200, 5), "lat": (0, 9, 2), "lon": (0, 9, 3)}),
    "flux": ("cmip6/rlds_Amon_INM-CM5-0_historical_r1i1p1f1_gr1_185001-194912.nc", "rlds", {"time": (0, 72, 1), "lat": (0, 9, 2), "lon": (0, 9, 3)}),
    "pressure": ("era/psl_ERA5_mon_194001-202212.nc", "psl", {"time": (0, 60, 1), "lat": (0, 20, 5), "lon": (0, 20, 5)}),
    "basin": ("era/basin_mask.nc", "basin", {"Z": (0, 33, 8), "Y": (0, 180, 17), "X": (0, 360, 31)}),
    "sst": ("grids/ostia_monthly.nc", "surface_temperature", {"time": (0, 54, 2), "latitude": (0, 18, 5), "longitude": (0, 432, 71)}),
    "profile": ("grids/atlantic_profiles.nc", "salinity", {}),
    "tropics": ("classic/sstdata_netcdf.nc", "sst", {"time": (0, 60, 2), "latitude": (0, 100, 29), "longitude": (0, 200, 41)}),
    "europe": ("classic/tas_rotated_grid_EUR11.nc", "tas", {"rlat": (0, 400, 57), "rlon": (0, 400, 61)}),
    "geopotential": ("classic/hgt.nc", "HGT", {"time": (0, 60, 5), "lat": (0, 80, 17), "lon": (0, 150, 31)}),
    "eobs": ("other/t_E-OBS_mon_195001.nc", None, {"lat": (0, 200, 27), "lon": (0, 500, 57), "latitude": (0, 200, 27), "longitude": (0, 500, 57)}),
    "wind": ("cordex/sfcWind_ANT-44_ECMWF-ERAINT_evaluation_r1i1p1_KNMI-RACMO21P_v1_day_19860101-19901231.nc", "sfcWind", {"time": (0, 600, 2), "rlat": (0, 20, 4), "rlon": (0, 20, 4)}),
}


def files(shared):
    for name, (path, variable, taken) in FILES.items():
        if not (shared / "data" / path).exists():
            print("absent:", path)
            continue
        given = Opened(shared, "data/" + path, variable, taken)
        try:
            given.load()
        except ValueError as e:  # times that xarray can't decode
            print("not opened:", path, str(e)[:80])
            continue
        INPUTS[name] = given
        if given.lone() is not None and variable is None:
            given.variable = given.lone()
        everything(name, given.load())


def everything(name, x):
    """Each kind of operation on one file, by the dimensions that it has."""
    if isinstance(x, xr.Dataset):
        each("file " + name, "{a}.mean()", "{a}.isnull()", "{a}.count()", "{a}.max()", "{a} + 1", a=[name])
        return
    dims = [d for d in x.dims if x.sizes[d] > 1]
    labelled = [d for d in dims if d in x.indexes]
    s = "file " + name
    each(s, name + "{h}", h=["", ".mean()", ".isnull()", " * 2 + 1", " - 273.15", " > 280", ".astype('float64')", ".round(1)", ".count()", ".std()", ".median()", ".quantile(0.3).reset_coords(drop=True)", ".fillna(0)", ".squeeze()", ".transpose()", ".max() - " + name, ".clip(0, 280)", ".isel({'%s': 0})" % x.dims[0]])
    for d in dims:
        each(s, name + "." + "{f}('" + d + "')", f=STATISTICS + " cumsum cumprod diff rank ffill bfill dropna")
        each(s, name + ".{f}('" + d + "', skipna=False)", f="mean std min sum")
        each(s, name + "{h}", h=[f".quantile([0.1, 0.9], '{d}').reset_coords(drop=True)", f".isel({d}=[0, -1])", f".isel({d}=slice(None, None, -1))", f".shift({d}=1)", f".roll({d}=1, roll_coords=True)", f".pad({d}=1)", f".rolling({d}=3, min_periods=1).mean()", f".rolling({d}=2, center=True).max()", f".rolling({d}=3).std()", f".coarsen({d}=2, boundary='trim').mean()" if len(x.coords) == len(x.indexes) else ".count()", f".weighted(abs({name}).isel({d}=slice(1, None)).fillna(0)).mean('{d}')", f".std('{d}', ddof=1)", f".where({name} > {name}.mean('{d}'))", f".idxmax('{d}')" if d in x.indexes else ".max()", f".cumulative('{d}').sum()", f".head({d}=2)", f".thin({d}=2)", f".mean('{d}') - {name}"])
        each(s, "xr.{f}(" + name + ", " + name + f".shift({d}=1), dim='{d}')", f="cov corr")
        each(s, "xr.dot(" + name + ", " + name + f", dim='{d}')", f"xr.concat([{name}.isel({d}=[0]), {name}.isel({d}=[1])], '{d}')", f"xr.concat([{name}, {name} * 2], 'member')")
    for d in labelled:
        labels = x[d].values
        if labels.dtype.kind in "fiu":
            a, b = float(labels[0]), float(labels[-1])
            mid = (float(labels[0]) + float(labels[1])) / 2 + 0.01
            each(s, name + "{h}", h=[f".sel({d}={a})", f".sel({d}=slice({a}, {mid}))", f".sel({d}=slice({mid}, {a}))", f".sel({d}={mid}, method='nearest')", f".sel({d}={mid}, method='pad')", f".sel({d}=[{b}, {a}])", f".reindex({d}=[{a}, {mid}])", f".reindex({d}=[{mid}, {b}], method='nearest')", f".interp({d}={mid})", f".interp({d}=[{mid}, {b}])", f".interp({d}=[{mid}], method='nearest')", f".interp({d}=[{mid}], method='cubic')" if len(labels) > 3 else ".min()", f".differentiate('{d}')", f".integrate('{d}')", f".sortby('{d}')", f".sortby('{d}', ascending=False)", f".interpolate_na('{d}')" if (np.diff(labels) > 0).all() else ".sum()", f".polyfit('{d}', 1)", f".groupby('{d}').mean()", f".groupby_bins('{d}', 3).mean()", f".groupby_bins('{d}', [{min(a, b)}, {mid}, {max(a, b)}]).sum()"])
            each(s, f"xr.align({name}, {name}.isel({d}=[0, 1]), join='{{j}}')[1]", j="inner outer left right")
        elif labels.dtype.kind in "MO" and d == "time":
            each(s, name + ".groupby('time.{g}').{f}()", g="month season year dayofyear", f="mean max count std sum".split())
            each(s, name + ".groupby('time.{g}') - " + name + ".groupby('time.{g}').mean('time').reset_coords(drop=True)", g="month season")
            each(s, name + ".resample(time='{p}').{f}()", p="YS QS-DEC MS ME YE 90D".split(), f="mean max sum count".split())
            each(s, name + ".time.dt.{p}", p="year month day dayofyear season hour days_in_month")
            year = int(x.time.dt.year[x.sizes["time"] // 2])
            each(s, name + "{h}", h=[f".sel(time='{year}')", f".sel(time='{year}-06')", f".sel(time=slice('{year}-02', '{year}-09'))", f".sel(time='{year}-06-15', method='nearest')", f".sel(time=slice(None, '{year}'))", ".differentiate('time', datetime_unit='D')", ".integrate('time', datetime_unit='D')", ".sortby('time', ascending=False)", ".polyfit('time', 1)", ".isel(time=slice(0, 4)).resample(time='5D').nearest()", ".groupby(['time.year', 'time.season']).mean()", ".groupby('time.month').quantile(0.5).reset_coords(drop=True)", ".convert_calendar('noleap', align_on='date', use_cftime=True)", ".convert_calendar('360_day', align_on='date', use_cftime=True)"])
    if len(dims) > 1:
        two = str(dims[-2:])
        each(s, name + "{h}", h=[f".{f}({two})" for f in STATISTICS.split()] + [f".stack(z={two}).unstack('z')", f".stack(z={two}).mean('z')", f".stack(z={two}).isel(z=3).reset_coords(drop=True)", f".quantile(0.5, {two}).reset_coords(drop=True)", f".weighted(abs({name}).isel({dims[-1]}=0, drop=True).fillna(1)).mean({two})", f".max({two})", f".argmax({two})" if not x.isnull().any() else ".max()", f".isel({dims[-1]}=da([0, 1], dims='p'), {dims[-2]}=da([1, 0], dims='p'))", f".rolling({dims[-1]}=2, {dims[-2]}=2, min_periods=1).mean()"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--only", default="", help="sections whose name this matches")
    options = parser.parse_args()
    made()
    for part in (elementwise, reductions, shape, indexing, groups, resampling, windows, calculus, combining, times):
        part()
    if options.shared and re.search(options.only, "file"):
        files(options.shared.resolve())
    values = {k: v.load() if isinstance(v, Opened) else v for k, v in INPUTS.items()}
    names = {k: Chain([{"on": k}]) for k in INPUTS} | {"xr": Chain([{"on": "xr"}]), "nan": nan, "np": np, "pd": pd, "da": xr.DataArray}
    for grouper in ("BinGrouper", "SeasonGrouper", "SeasonResampler", "UniqueGrouper"):
        names[grouper] = getattr(Chain([{"on": "xr"}]).groupers, grouper)
    found, left, why = [], Counter(), apart()
    for code, section in CASES.items():
        if re.search(options.only, section):
            if reason := why(f"{section}: {code}"):
                left[reason] += 1
                continue
            case = answer(f"{section}: {code}", eval(code, names), values) | {"code": code}
            if len(json.dumps(case.get("result", ""))) < 400_000:
                found.append(case)
    json.dump({"inputs": {k: given(v) for k, v in INPUTS.items()}, "cases": found}, options.cases.open("w"), separators=(",", ":"))
    print(len(found), "cases,", sum("error" in c for c in found), "of them errors;", left.total(), "left out:")
    for reason, count in left.most_common():
        print(f"{count:5} {reason}")


if __name__ == "__main__":
    main()
