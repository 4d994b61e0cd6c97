#!/usr/bin/env python3
"""As agree_model.py, with arguments that few give: 3-D arrays with coordinates of several dimensions, values at the ends of
their types, irregular and old times, refusals. About twelve thousand cases.

    bench/agree_rarer.py SECTION CASES.json      SECTION as reduce, sel, concat, resample: a pattern

The cases are run as those of agree_model.py, or by `ChainDifferences`, which prints what differs. Not all that differs is wrong:
xarray answers some by an accident, or fails where there is an answer.
"""
import json
import re
import sys

import agree_model as M
from agree_model import *
from chain import Chain, answer, given
import datetime as dtm

def base():
    M.made()
    I = M.INPUTS
    rng = np.random.default_rng(11)
    v = rng.integers(-20, 20, (3, 4, 5)) / 4.0
    v[rng.random(v.shape) < 0.2] = nan
    v[1, 2] = nan
    co = {"t": [3, 1, 2], "y": [30.0, 20, 15, 0], "x": ["a", "b", "c", "d", "e"], "lat": (("y", "x"), np.arange(20.).reshape(4, 5) % 7), "lon": (("y", "x"), (np.arange(20).reshape(4, 5) * 3) % 11), "h": 2.5, "k": ("x", [1, 2, 1, 2, 1]), "n": ("y", [1.0, nan, 1, 2]), "q": ("t", ["u", "v", "u"])}
    I["g3"] = xr.DataArray(v, dims=("t", "y", "x"), coords=co, name="g3", attrs={"units": "K"})
    I["g4"] = I["g3"].astype("f4").rename("g4")
    I["gi"] = I["g3"].fillna(0).astype("i2").rename("gi")
    I["gb"] = (I["g3"] > 0).rename("gb")
    I["gu"] = abs(I["gi"]).astype("u1").rename("gu")
    I["big"] = xr.DataArray(np.array([[2**62, 2**62, 5], [-2**62, 2**53 + 1, -7]], "i8"), dims=("y", "x"), name="big")
    I["ubig"] = xr.DataArray(np.array([[2**63, 2**63 + 3, 5], [2**64 - 1, 2**53 + 1, 0]], "u8"), dims=("y", "x"), name="ubig")
    I["i1x"] = xr.DataArray(np.array([[127, -128, 5], [100, 100, -7]], "i1"), dims=("y", "x"), name="i1x")
    I["u1x"] = xr.DataArray(np.array([[255, 0, 5], [200, 100, 7]], "u1"), dims=("y", "x"), name="u1x")
    I["zz"] = xr.DataArray(np.array([[-0.0, 0.0, 1e308, 5e-324], [nan, -np.inf, np.inf, -1e308]]), dims=("y", "x"), coords={"x": [1, 2, 4, 8]}, name="zz")
    I["zz4"] = xr.DataArray(np.array([[-0.0, 0.0, 3e38, 1e-45], [nan, -np.inf, np.inf, -3e38]], "f4"), dims=("y", "x"), coords={"x": [1, 2, 4, 8]}, name="zz4")
    I["nocoord"] = xr.DataArray(np.array([[1., 2, nan], [4, 5, 6]]), dims=("y", "x"))
    I["one"] = xr.DataArray(np.array([[7.5]]), dims=("y", "x"), coords={"x": [3], "y": [1.5]}, name="one")
    I["sc"] = xr.DataArray(3.5, coords={"h": 1}, name="sc")
    I["sci"] = xr.DataArray(np.int16(3), name="sci")
    I["scn"] = xr.DataArray(nan, name="scn")
    I["scb"] = xr.DataArray(True)
    I["emp"] = xr.DataArray(np.zeros((0, 3), "f4"), dims=("y", "x"), coords={"x": [1, 2, 3], "y": np.zeros(0)}, name="emp")
    I["ser"] = xr.DataArray([3., nan, 1, 4, nan, nan, 9, 2, 6, nan], dims="x", coords={"x": [0, 1, 2, 4, 5, 7, 8, 11, 12, 13.]}, name="ser")
    I["dup"] = xr.DataArray([1., 2, 3, 4, 5], dims="x", coords={"x": [1, 1, 2, 3, 3]}, name="dup")
    I["deltas"] = xr.DataArray([1., 2, nan, 4], dims="lag", coords={"lag": np.array([0, 6, 12, 30], "m8[h]").astype("m8[ns]")}, name="v")
    I["words"] = xr.DataArray([[1., 2, 3], [nan, 5, 6]], dims=("y", "w"), coords={"w": ["abc", "b", "zürich"]}, name="v")
    ti = pd.DatetimeIndex(["2000-01-01", "2000-01-02T12", "2000-01-05", "2000-02-28", "2000-02-29", "2000-03-01", "2000-12-31T23:59:59", "2001-01-01", "2001-07-04T01:02:03.000004", "2004-02-29"])
    I["tir"] = xr.DataArray(rng.integers(-20, 20, (10, 2)) / 2.0, dims=("time", "x"), coords={"time": ti, "x": [1, 2], "lab": ("time", list("aabbccabca"))}, name="tir")
    I["tir"][3, 0] = nan; I["tir"][7, 1] = nan
    I["tiri"] = I["tir"].fillna(0).astype("i4")
    for c in M.CALENDARS:
        n = 800
        I["d_" + c[:3]] = xr.DataArray(np.where(np.arange(n) % 11 == 3, nan, np.arange(n) % 13), dims="time", coords={"time": M.t("1999-11-17", n, "D", c)}, name="v")
    I["hist"] = xr.DataArray(np.arange(8.), dims="time", coords={"time": xr.date_range("1582-10-02", periods=8, calendar="standard", use_cftime=True)}, name="v")
    I["old"] = xr.DataArray(np.arange(30.), dims="time", coords={"time": xr.date_range("0850-01-01", periods=30, freq="YS", calendar="noleap", use_cftime=True)}, name="v")
    I["hours"] = xr.DataArray(np.arange(50.) % 7, dims="time", coords={"time": pd.date_range("2001-03-25T22:15", periods=50, freq="97min")}, name="v")
    I["lags"] = xr.DataArray(np.arange(12.), dims="lag", coords={"lag": pd.timedelta_range("0h", periods=12, freq="5h")}, name="v")
    I["dd"] = xr.Dataset({"a": I["g3"], "b": I["gi"].isel(t=0, drop=True), "c": ("t", [1., nan, 3]), "s": ("x", list("pqrst")), "k0": 4}, attrs={"title": "x"})
    I["w1"] = xr.DataArray([1., 2, 0, 0.5, 3], dims="x", coords={"x": list("abcde")}, name="w1")
    I["wy"] = xr.DataArray([1., 0, 2, 1], dims="y", coords={"y": [30.0, 20, 15, 0]}, name="wy")

def reduce():
    G = ["g3", "g4", "gi", "gb", "gu"]
    each("reduce", "{a}.{f}({d}{h})", a=G, f=STATISTICS, d=["['t', 'x']", "['y', 't']", "'y'", "..."], h=[""])
    each("reduce", "{a}.{f}({d}, skipna=False)", a=["g3", "g4"], f="mean sum prod min max std var median argmin argmax".split(), d=["['t', 'x']", "'y'"])
    each("reduce", "{a}.{f}({d}, skipna=True, min_count={n})", a=["g3", "gi", "gb", "scn", "sc", "emp"], f="sum prod", d=["None", "..."], n=[1, 2, 60])
    each("reduce", "{a}.{f}({d}, skipna=False, min_count={n})", a=["g3", "gi"], f="sum prod", d=["'y'"], n=[1, 4])
    each("reduce", "{a}.{f}('q')", a=["g3"], f="mean sum".split())
    each("reduce", "{a}.{f}()", a=["big", "ubig", "i1x", "u1x", "zz", "zz4", "nocoord", "one", "sc", "sci", "scn", "scb", "emp"], f=STATISTICS + " argmin argmax cumsum cumprod")
    each("reduce", "{a}.{f}({d})", a=["big", "ubig", "i1x", "u1x", "zz", "zz4", "one", "emp", "nocoord"], f=STATISTICS + " argmin argmax idxmin idxmax cumsum cumprod", d=["'x'", "'y'"])
    each("reduce", "{a}.{f}({d}, ddof={n})", a=["g3", "gi", "one", "sc"], f="std var", d=["'x'", "...", "None"], n=[1, 2])
    each("reduce", "g3.{f}('y', ddof=1, skipna=False)", f="std var")
    each("reduce", "{a}.quantile({q}, {d}{h})", a=["g3", "gi", "gb", "gu", "one", "sc", "emp", "nocoord", "zz", "big"], q=["0.5", "[0.2, 0.7]", "1.5"], d=["'x'", "['y', 'x']", "..."], h=["", ", skipna=False", ", method='hazen'", ", keep_attrs=True"])
    each("reduce", "g3.{f}(['y', 'x'])", f="argmin argmax".split())
    each("reduce", "g3.fillna(-9).{f}({d})", f="argmin argmax".split(), d=["['t', 'x']", "['x', 't', 'y']", "...", ""])
    each("reduce", "g3.{f}('{d}'{h})", f="idxmin idxmax", d="t y x lat", h=["", ", fill_value=0", ", skipna=False"])
    each("reduce", "dd.{f}({h})", f=STATISTICS + " cumsum argmin argmax", h=["", "'x'", "'y'", "['t', 'y']", "'none'"])
    each("reduce", "dd[['a', 'b', 'c']].{f}({h})", f=STATISTICS + " cumsum cumprod idxmax argmax".replace("idxmax", ""), h=["'x'", "'t'", "['t', 'y']", "...", "'y', skipna=False" ])
    each("reduce", "dd[['a']].{f}({h})", f="idxmax idxmin argmin", h=["'x'", "'t'"])
    each("reduce", "dd[['a', 'b']].quantile({q}, {d})", q=["0.3", "[0.3, 0.4]"], d=["'x'", "'t'", "['t', 'y']", "None"])
    each("reduce", "{a}.rank('{d}'{h})", a=["g3", "gi", "gb", "zz", "words", "emp", "one", "d", "s"], d="x y t w", h=["", ", pct=True"])
    each("reduce", "{a}.{f}('{d}'{h})", a=["g3", "g4", "gi", "zz", "emp"], f="cumsum cumprod", d="t y", h=["", ", skipna=False"])
    each("reduce", "{a}.diff('{d}'{h})", a=["g3", "gb", "u1x", "i1x", "words", "tir.time", "deltas.lag", "emp", "ubig"], d="x y t w time lag", h=["", ", n=2, label='lower'"])
    each("reduce", "{a}.cumulative({d}, min_periods={n}).{f}()", a=["g3", "gi"], d=["'y'", "['t', 'x']"], n=[1, 3], f="sum mean max std".split())

def index():
    for a in ("g3", "dd"):
        each("isel", a + ".isel({h})", h=["t=[2, 0, 2], y=slice(3, None, -1)", "x=slice(4, 0, -3)", "x=slice(-1, -9, -2)", "t=-3", "t=3", "x=da([0, 1], dims='z'), y=da([1, 3], dims='z'), t=da([0, 2], dims='z')", "x=da([0, 1], dims='z'), y=da([1, 3], dims='z'), t=[0, 2]", "x=da([0, 1], dims='t')", "x=da([0, 1, 2], dims='t')", "x=da([[0, 1], [2, 3]], dims=('y', 'z'))", "x=da(2)", "x=da([True, False, True, False, True], dims='x')", "x=da([True, False, True, False, True], dims='y')", "x=[True, False]", "x=[-1, -5]", "x=[-6]", "y=1.5", "none=0", "none=0, missing_dims='ignore'", "x=np.array([0, 2])", "x=np.array([[0, 2]])", "x=da([1, 0], dims='p', coords={'p': [5, 6], 'k': ('p', [8, 9])})", "x=da([1, 0], dims='p', coords={'x': ('p', ['P', 'Q'])})", "y=da([1, 0], dims='y', coords={'y': [7., 8]})", "x=0, drop=True", "x=slice(2, 2)", "x=slice(None, None, 7)", "x=slice(-100, 2)", "y=slice(1, -1)", "x=da([0, 1], dims='p'), y=da([[1], [0]], dims=('r', 'p'))", "y=da([1, 0], dims='p'), x=slice(1, 3)", "t=da([1, 0], dims='p'), x=da([2, 3], dims='r')"])
        each("isel", a + "{h}", h=[".head(2)", ".tail(1)", ".thin(2)", ".head(y=0)", ".tail(t=9)", ".thin(y=3, x=2)", ".squeeze()", ".isel(t=[0]).squeeze('t', drop=True)", ".squeeze('x')", ".isel(t=0).squeeze()", ".drop_isel(y=[0, -1])", ".drop_isel(y=0, x=[1])", ".drop_isel(y=9)", ".drop_sel(x='c')", ".drop_sel(x=['c', 'q'])", ".drop_sel(y=[20., 0])", ".head(x=-1)", ".tail(x=-2)", ".thin(x=0)"])
        each("sel", a + ".sel({h})", h=["x='c', y=15", "x=['e', 'a']", "x=slice('b', 'd')", "x=slice('bb', 'z')", "x=slice('d', 'b')", "y=slice(25, 5)", "y=slice(30, 0, 2)", "y=slice(None, 15)", "y=slice(15, None)", "t=slice(3, 1)", "t=slice(1, 2)", "t=slice(3, 4)", "t=slice(1, 3)", "t=1.0", "y=20", "y=[20, 15]", "y=21, method='nearest'", "y=17.5, method='nearest'", "y=17.5, method='pad'", "y=17.5, method='backfill'", "y=31, method='pad'", "y=-1, method='bfill'", "y=-1, method='ffill'", "y=[29, 1], method='nearest', tolerance=1", "y=[29, 1.5], method='nearest', tolerance=1", "t=1.4, method='nearest'", "x='bb', method='pad'", "x='bb', method='nearest'", "y=da([30., 0], dims='p'), x=da(['a', 'e'], dims='p')", "y=da([30., 0], dims='p'), x=da(['a', 'e'], dims='r')", "y=da([[30., 0], [20, 15]], dims=('p', 'r'))", "y=da([29., 1], dims='p'), method='nearest'", "y=da([30., 1], dims='p')", "h=2.5", "lat=3", "none=1", "k=1", "y=slice(20, 15), x=['a']", "x='a', drop=True", "y=[]", "y=nan", "y=True", "x=0", "y='20'", "x=slice('b', 'd', 2)", "x=slice('d', 'b', -1)", "y=slice(0, 30, -1)", "y=slice(None, None, -1)", "y=slice(None, None)", "y=[True, False, True, False]", "y=da([True, False, True, False], dims='y')", "y=(20, 15)", "x=da('c')", "x=da('c').assign_coords(z=4)", "t=[1, 1]"])
    each("sel", "dup.sel(x={k})", k=["1", "[1]", "[1, 2]", "slice(1, 2)", "slice(1, 3)", "slice(2, 3)", "slice(0, 9)", "slice(1, 1)", "2", "4", "2.5, method='nearest'", "da([1, 2], dims='p')", "slice(3, None)", "slice(None, 1)", "slice(None, None, 2)"])
    each("sel", "ser.sel(x={k})", k=["5", "5.5", "slice(1, 8)", "slice(1.5, 7.5)", "slice(1.5, 7.5, 3)", "3, method='nearest'", "6, method='nearest'", "6, method='nearest', tolerance=1", "6, method='nearest', tolerance=0.9", "[3, 6, 9.6], method='nearest'", "[3, 6, 9.6], method='pad'", "[3, 6, 9.6], method='backfill'", "[3, 6, 9.6], method='pad', tolerance=1", "[3, 6, 9.6], method='backfill', tolerance=2", "da([[3, 6]], dims=('p', 'q')), method='pad'", "nan, method='nearest'", "np.inf, method='nearest'", "slice(-5, 99)", "slice(99, 100)", "slice(nan, 5)", "slice(5, nan)", "slice('a', 'b')", "[0.0, 13]"])
    each("sel", "words.sel(w={k})", k=["'abc'", "'zürich'", "['b', 'abc']", "slice('b', None)", "slice('abd', 'z')", "slice('abd', 'zz')", "'c'", "slice('c', 'a')"])
    each("sel", "{a}.sel(lag={k})", a="deltas lags", k=["'6h'", "'6 hours'", "slice('6h', '30h')", "np.timedelta64(6, 'h')", "np.timedelta64(30, 'h')", "'7h', method='nearest'", "['0h', '30h']", "slice(np.timedelta64(6, 'h'), None)", "'1D'", "slice('1h', '1D')"])
    each("sel", "one.sel(x={k})", k=["3", "[3]", "slice(0, 2)", "slice(3, 3)", "99, method='nearest'", "2, method='pad'"])
    each("sel", "emp.sel({k})", k=["y=1", "y=slice(0, 1)", "y=[]", "x=2", "y=1, method='nearest'"])
    each("sel", "nocoord.sel({k})", k=["x=1", "x=-1", "x=[0, 2]", "x=slice(0, 1)", "x=slice(0, 2)", "x=3", "x=1, method='nearest'", "x=da([0, 1], dims='p'), y=da([1, 0], dims='p')", "x=1.0", "x='a'"])
    each("sel time", "tir.sel(time={k})", k=["'2000'", "'2000-01'", "'2000-02-28'", "'2000-02'", "'2001'", "'2004-02-29'", "'2003'", "'2000-01-02'", "'2000-01-02T12'", "'2000-01-02T12:00'", "'2000-01-02 12:00:00'", "'20000102'", "'2000-1-2'", "'2000/01/02'", "'2000-12-31T23:59:59'", "'2001-07-04T01:02:03'", "'2001-07-04T01:02:03.000004'", "'2001-07-04T01:02'", "slice('2000-01-02', '2000-02-28')", "slice('2000-01', '2000-02')", "slice('2000-01-02T13', '2000-03')", "slice('2000-02-29', '2000-02-29')", "slice('2000', '2000')", "slice('2001', None)", "slice(None, '2000-02')", "slice('2002', '2003')", "slice('2001', '2000')", "slice('2000', '2004', 2)", "['2000-01-01', '2004-02-29']", "['2000-01-02']", "['2000-01-02T12', '2000-01-05']", "'2000-01-03', method='nearest'", "'2000-01-03', method='pad'", "'2000-01-03', method='bfill'", "'2005', method='pad'", "'1999', method='pad'", "['2000-01-03', '2000-06-01'], method='nearest'", "np.datetime64('2000-01-05')", "np.datetime64('2000-01-06')", "np.datetime64('2000-01-06'), method='nearest'", "pd.Timestamp('2000-02-29')", "dtm.datetime(2000, 2, 29)", "slice(dtm.datetime(2000, 1, 2), dtm.datetime(2000, 2, 29))", "slice(np.datetime64('2000-01-02'), None)", "da(np.array(['2000-01-01', '2001-01-01'], 'M8[ns]'), dims='p')", "'2000-01-03', method='nearest', tolerance=np.timedelta64(12, 'h')", "'2000-01-03', method='nearest', tolerance=np.timedelta64(11, 'h')", "'2000Q1'", "'Jan 2000'", "'2000-13'", "'abc'", "2000", "[]", "tir.time[2]", "tir.time.isel(time=[1, 3])", "tir.time > np.datetime64('2000-02-28')"])
    for c in ("d_sta", "d_nol", "d_360", "d_all", "d_jul", "d_pro", "hist", "old"):
        each("sel time", c + ".sel(time={k})", k=["'2000'", "'2000-02'", "'2000-02-28'", "'2000-02-29'", "'2000-02-30'", "'2001-02-29'", "'2001-02-30'", "slice('2000-02-27', '2000-03-02')", "slice('2000-02', '2000-03')", "slice('2000-02-29', '2000-03-01')", "slice('2000-02-30', '2000-03-01')", "'2000-02-28T12'", "slice('2000-02-28T12', '2000-03-01T12')", "'1999'", "slice(None, '1999')", "slice('2002', None)", "'1582'", "'1582-10'", "'1582-10-10'", "slice('1582-10-03', '1582-10-16')", "slice('1582-10-10', None)", "'0860'", "'860'", "slice('0855', '0858')", "slice('2000-03', '2000-01')", "['2000-02-28', '2000-03-01']", "'2000-02-28T00:00:00', method='nearest'"])

def mindex():
    S = ["g3.stack(z=['t', 'y'])", "gi.stack(z=['x', 't'])", "dd[['a', 'c']].stack(z=['t', 'x'])"]
    each("stack", "{a}.{h}", a=S, h=["unstack()", "unstack('z')", "isel(z=[0, 5, 2]).unstack('z')", "isel(z=slice(3, 7)).unstack()", "isel(z=[0, 5, 2]).unstack('z', fill_value=-1)", "isel(z=0)", "isel(z=[1, 0])", "sel(t=1)", "sel(t=[1, 3])", "sel(z=(3, 30.0))", "sel(z=[(3, 30.0), (1, 0.0)])", "sel(z={'t': 1})", "sel(z={'t': 1, 'y': 20.0})", "sel(t=1, y=20.0)", "sel(t=slice(1, 2))", "sel(y=99.)", "mean('z')", "sum()", "max('z', skipna=False)", "count('z')", "cumsum('z').unstack('z')", "reset_index('z')", "reset_index('t')", "reset_index(['t'])", "drop_vars(['z', 't', 'y'])", "rename(t='tt').unstack('z')", "rename(z='zz').unstack()", "reorder_levels(z=['y', 't']).unstack('z')", "sortby('z').unstack('z')", "dropna('z').unstack('z')", "dropna('z').mean('z')", "groupby('t').mean()", "groupby('y').sum()", "groupby('z').mean()", "diff('z').reset_index('z')", "shift(z=1).unstack('z')", "roll(z=1, roll_coords=True).reset_index('z')", "transpose()", "t", "z.t", "where({c} > 1)".replace("{c}", "g3.t"), "isel(z=slice(None, None, -1)).unstack('z')", "quantile(0.5, 'z')", "idxmax('z')", "argmax('z')", "expand_dims('e').unstack('z')", "drop_sel(z=(3, 30.0))", "squeeze()", "reset_coords(drop=True)", "fillna(0).unstack('z')", "dropna('z', how='all').unstack('z').sortby('t')"])
    each("stack", "g3.stack({h})", h=["z=['t', 'y'], w=['x']", "z=['x']", "z=['t', 'y', 'x']", "z=['t', ...]", "z=[...]", "z=['none']", "t=['t', 'y']", "z=['y'], w=['t']", "x=['y', 't']", "z=['t', 't']"])
    each("stack", "g3.stack({h}).unstack({u})", h=["z=['t', 'y'], w=['x']", "z=['x']", "z=['t', 'y', 'x']", "z=[...]"], u=["", "'z'", "['z']"])
    each("stack", "nocoord.stack(z=['y', 'x']){h}", h=["", ".unstack()", ".isel(z=[0, 2, 4]).unstack()", ".dropna('z')", ".dropna('z').unstack('z')", ".reset_index('z')"])
    each("stack", "g3.set_index({h})", h=["x=['k', 'q']", "x='k'", "y='n'", "x=['k']", "t=['q']", "t='none'"])
    each("stack", "g3.isel(t=0, drop=True).assign_coords(m=('x', list('uvuvu'))).set_index(x=['k', 'm'])", "g3.assign_coords(m=('x', [1, 1, 2, 2, 3])).set_index(x=['k', 'm']){h}" .replace("{h}", ".unstack('x')"), "g3.assign_coords(m=('x', [1, 1, 2, 2, 2])).set_index(x=['k', 'm']).unstack('x')", "g3.assign_coords(m=('x', [1, 1, 2, 2, 3])).set_index(x=['k', 'm']).sel(k=1)", "g3.assign_coords(m=('x', [1, 1, 2, 2, 3])).set_index(x=['k', 'm']).reset_index('k')", "g3.assign_coords(m=('x', [1, 1, 2, 2, 3])).set_index(x=['k', 'm']).reset_index('x')", "g3.assign_coords(m=('x', [1, 1, 2, 2, 3])).set_index(x=['k', 'm']).reset_index('x', drop=True)")
    each("stack", "{a}.to_stacked_array('z', ['x']){h}", a=["dd[['a', 'b']]", "dd[['a', 'b', 's']]"], h=["", ".to_unstacked_dataset('z')"])
    two = ["g3.stack(z=['t', 'y'])", "g3.stack(z=['t', 'y']).isel(z=[0, 3, 7])", "g3.stack(z=['t', 'y']).isel(z=[7, 3, 0, 2])"]
    each("stack", "{a} + {b}", a=two, b=two)
    each("stack", "xr.concat([{a}, {b}], 'z').unstack('z')", a=two[1:2], b=["g3.stack(z=['t', 'y']).isel(z=[1, 2])"])
    each("stack", "xr.align({a}, {b}, join='{j}')[0]", a=two, b=two[1:], j="inner outer left right exact")
    each("stack", "{a}.equals({b})", "{a}.identical({b})", a=two, b=two)
    each("stack", "{a}.combine_first({b}).unstack('z')", a=two[1:], b=two)

def coordops():
    each("coords", "{a}.{h}", a=["g3", "dd"], h=["swap_dims(x='k')", "swap_dims(y='n')", "swap_dims(x='y')", "swap_dims(x='new')", "rename(x='lon2')", "rename(lat='latitude')", "rename(x='k')", "rename(x='y')", "rename(x='y', y='x')", "rename(none='b')", "rename_dims(x='xx')" , "assign_coords(x=[5, 4, 3, 2, 1])", "assign_coords(x=('x', [1., 2, 3, 4, 5]))", "assign_coords(z=('y', [1, 2, 3, 4]))", "assign_coords(x=[1, 2])", "assign_coords(w=g3.t * 2)", "assign_coords(h=9)", "assign_coords(lat=g3.lat * 2)", "reset_coords('lat', drop=True)", "reset_coords(drop=True)", "reset_coords(['lat', 'h'], drop=True)", "drop_vars('x')", "drop_vars(['lat', 'k'])", "drop_vars('none')", "drop_vars('x').sel(x=1)", "expand_dims('e')", "expand_dims(e=3)", "expand_dims(e=[1, 2], axis=1)", "expand_dims(['e', 'f'])", "expand_dims(h=[2.5])", "expand_dims('h')", "expand_dims('x')", "expand_dims(e=[1, 2], axis=-1)", "expand_dims(e=0)", "transpose('x', 't', 'y')", "transpose('x', ...)", "transpose(..., 't')", "transpose('t', 'x')", "transpose('y', ..., 'x')", "transpose()", "isel(x=0).expand_dims('x')", "broadcast_like(w1)", "set_index(x='k')", "sortby('k')", "sortby(['k', 'x'], ascending=False)", "sortby('n')", "sortby('lat')", "sortby('t')", "sortby('t', ascending=False)", "sortby('q')", "sortby(['q', 't'])", "sortby(-g3.y)", "sortby(w1)", "sortby('none')", "sortby(w1.isel(x=[0, 1, 2]))"])
    each("coords", "{a}.expand_dims({h})", a="sc sci scn one nocoord words tir", h=["'n'", "n=[1, 2]", "n=2", "n=['a'], m=[1.5]", "n=[np.datetime64('2000-01-01', 'ns')]", "'x'"])
    each("coords", "g3.reset_coords({h})", h=["", "'lat'", "['h', 'k']", "'x'", "'none'"])
    each("coords", "dd.{h}", h=["set_coords('c')", "set_coords(['c', 'b'])", "set_coords('none')", "reset_coords()", "reset_coords('lat')", "reset_coords('x')", "drop_dims('t')", "drop_dims(['x', 'y'])", "drop_dims('none')", "to_dataarray()" , "drop_vars('s').to_dataarray('v')", "drop_vars('s').to_dataarray(name='w')", "assign(z=dd.a + 1)", "assign(z=3)", "assign(z=('x', [1, 2, 3, 4, 5]))", "assign(a=g3.isel(x=[0, 1]))", "assign(z=w1.isel(x=[4, 3, 2, 1]))", "assign(h=5)", "rename(a='aa', x='xx')", "rename(a='b')", "rename(a='lat')", "rename_vars(a='aa')", "rename_dims(x='xx')", "swap_dims(x='s')", "drop_vars('a')", "transpose('x', ...)", "sortby('c')", "sortby('s', ascending=False)", "set_index(x='s')", "isel(x=0)", "broadcast_like(g3)", "filter_by_attrs(units='K')"])
    each("coords", "g3.to_dataset({h})", h=["", "name='zzz'", "dim='t'", "dim='q'", "name='lat'", "dim='x'", "dim='y'"])
    each("coords", "xr.broadcast({a})[{i}]", a=["g3, w1", "w1, wy", "w1, g3.isel(x=[0, 1])", "wy, nocoord", "sc, w1"], i=[0, 1])
    each("coords", "xr.broadcast({a}, exclude=['x'])[{i}]", a=["g3, w1", "w1, wy", "w1, g3.isel(x=[0, 1])"], i=[0, 1])
    each("coords", "{a}.drop_duplicates({h})", a=["dup", "x_twice_mixed", "again", "x_missing"], h=["'x'", "'x', keep='last'", "'x', keep=False", "'time'", "..."])
    each("coords", "{a}.{f}({b})", a=["g3", "dd", "sc", "one", "dup"], f="equals identical broadcast_equals", b=["g3", "g3.transpose()", "g3.rename('z')", "g3.drop_vars('lat')", "g4", "dd", "dd.drop_vars('a')", "sc", "one", "dup", "g3 * 1"])

def missing():
    each("where", "{a}.where({c})", a=["g3", "gi", "gb", "gu", "dd", "sc", "words"], c=["g3 > 0", "g3.isnull()", "g3.x == 'b'", "g3.lat > 3", "w1 > 1", "w1.isel(x=[0, 3]) > 0", "scb", "gb.isel(t=0, drop=True)", "gb.isel(y=[2, 1])", "~gb"])
    each("where", "{a}.where({c}, {o})", a=["g3", "gi", "gb", "gu", "g4", "sc"], c=["g3 > 0", "w1 > 1", "w1.isel(x=[0, 3]) > 0", "scb"], o=["0", "-1.5", "w1", "g3", "gi", "sc", "wy", "w1.isel(x=[0, 1])", "nan", "300"])
    each("where", "{a}.where({c}, drop=True)", a=["g3", "gi", "dd"], c=["g3 > 3", "g3.x > 'b'", "g3.lat > 3", "w1 > 1", "g3.y < 20", "g3 > 1000", "(g3.y < 20) & (g3.x < 'd')", "gb.isel(t=0, drop=True)", "wy > 0"])
    each("where", "{a}.where({c}, {o}, drop=True)", a=["g3"], c=["g3 > 3", "w1 > 1"], o=["0"])
    each("where", "xr.where({c}, {x}, {y})", c=["g3 > 0", "w1 > 1", "scb", "w1.isel(x=[0, 3]) > 0", "True"], x=["g3", "gi", "1", "'a'", "w1", "dd[['a']]"], y=["0", "nan", "wy", "'bb'", "gu"])
    each("fill", "{a}.fillna({o})", a=["g3", "g4", "gi", "gb", "dd", "scn", "words", "nocoord"], o=["0", "w1", "wy", "w1.isel(x=[0, 1])", "gi", "dd[['a']]", "'x'", "nan", "1e300", "{'a': 3, 'c': -1}"])
    each("fill", "{a}.{f}('{d}'{h})", a=["g3", "dd[['a', 'c']]", "ser", "tir", "gi", "words", "gb", "d", "s"], f="ffill bfill", d="x y t time w", h=["", ", limit=1", ", limit=0", ", limit=10"])
    each("fill", "{a}.interpolate_na('{d}'{h})", a=["g3", "g4", "ser", "tir", "nocoord"], d="x y t time", h=["", ", method='linear', limit=1", ", use_coordinate=False", ", method='nearest'", ", max_gap=2", ", max_gap=3", ", max_gap=4.5", ", max_gap='40D'", ", max_gap=2, use_coordinate=False", ", fill_value='extrapolate'", ", use_coordinate='n'", ", method='cubic'", ", method='slinear', fill_value='extrapolate'", ", method='quadratic', limit=2"])
    each("fill", "{a}.dropna('{d}'{h})", a=["g3", "dd", "ser", "tir", "gi", "dd[['a', 'c']]"], d="x y t time none", h=["", ", how='all'", ", thresh=10", ", thresh=1", ", subset=['c']", ", subset=['a', 'c']", ", how='any', thresh=3", ", how='none'"])
    each("fill", "{a}.combine_first({b})", a=["g3", "w1", "w1.isel(x=[3, 1])", "dd[['a']]", "dd[['c', 'b']]", "gi", "tir.isel(time=[3, 4, 1])", "sc", "nocoord"], b=["g3", "w1", "wy", "dd", "dd[['a']].isel(x=[4, 0])", "w1.isel(x=[2]) * 3", "tir", "tiri", "nocoord"])
    each("fill", "{a}.isin({o})", a=["g3", "gi", "words", "tir.time", "g3.x", "sc", "dd", "gb", "big"], o=["[1, 2]", "[0.5, nan]", "['a', 'c']", "g3", "tir.time.isel(time=[1, 2])", "[True]", "[2**62]", "w1"])
    each("fill", "{a}.clip({o})", a=["g3", "gi", "gb", "gu", "g4", "dd[['a', 'b', 'c']]", "zz", "big", "sc"], o=["0, 1", "min=w1", "max=wy", "min=-1.5", "max=2", "min=nan", "0.5, 2.5", "min=0, max=nan", "2, 1", "max=w1.isel(x=[0, 1])", "None, None"])
    each("fill", "{a}.count({d})", a=["g3", "words", "tir.time", "dd", "deltas.lag", "s", "scn"], d=["", "'x'", "'y'"])
    each("fill", "{a}.{f}()", a=["dd", "words.w", "tir.time", "scn", "emp", "zz"], f="isnull notnull")

def arith():
    A = ["g3", "w1", "wy", "w1.isel(x=[3, 1])", "g3.isel(t=0)", "g3.isel(t=1)", "sc", "sci", "nocoord", "g3.transpose()", "gi", "gb", "gu", "g4"]
    each("arith", "{a} {o} {b}", a=A, o="+ // > **".split(), b=A)
    each("arith", "{a} {o} {b}", a=["big", "ubig", "i1x", "u1x"], o="+ - * // % / ** == > & | ^".split(), b=["big", "ubig", "i1x", "u1x", "1", "-1", "2", "0"])
    each("arith", "{a} {o} {b}", a=["zz", "zz4"], o="+ - * // % / ** == > !=".split(), b=["zz", "zz4", "zz.isel(x=[3, 2, 1, 0])", "0", "-0.0", "2", "-1", "0.5", "1e300", "nan", "np.inf"])
    each("arith", "{b} {o} {a}", a=["g3", "gi", "gu", "zz", "i1x", "u1x", "gb"], o="+ - * / // % **".split(), b=["2", "-1", "2.5", "0", "True"])
    each("arith", "{a} {o} {b}", a=["tir.time", "deltas.lag", "tir.time.isel(time=0)"], o="- + < == >=".split(), b=["tir.time", "tir.time.isel(time=0)", "deltas.lag", "np.timedelta64(1, 'D')", "np.datetime64('2000-01-05', 'ns')", "deltas.lag.isel(lag=1)", "1"])
    each("arith", "{a} {o} {b}", a=["d_360.time.isel(time=slice(0, 4))", "d_nol.time.isel(time=slice(0, 4))"], o="- + < ==".split(), b=["d_360.time.isel(time=slice(0, 4))", "d_360.time.isel(time=0, drop=True)", "np.timedelta64(1, 'D')", "d_nol.time.isel(time=[2, 1])"])
    each("arith", "dd {o} {b}", o="+ - * / // % ** > == !=".split(), b=["w1", "dd[['a', 'c']]", "g3"])
    each("arith", "dd[['a', 'b', 'c']] {o} {b}", o="+ - * / // % ** > == !=".split(), b=["w1", "dd[['a', 'c']]", "g3", "2", "dd[['a', 'b', 'c']].isel(x=[1, 0])", "wy", "dd[['a', 'b', 'c']].mean()", "sc", "-1.5"])
    each("arith", "{f}({a})", f="-  abs ~".split(), a=["g3", "gi", "gb", "gu", "dd[['a', 'b']]", "zz", "i1x", "u1x", "sc", "sci", "scb", "big", "ubig", "deltas.lag", "emp"])
    each("arith", "{a}.round({n})", a=["g3", "g4", "gi", "zz", "big", "i1x", "dd[['a', 'b']]"], n="0 1 2 -1 -2".split())
    each("arith", "{a}.astype('{t}')", a=["g3", "zz", "big", "ubig", "i1x", "u1x", "gb", "words.w", "dd[['b']]", "deltas.lag", "tir.time"], t="float64 float32 float16 int64 int32 int16 int8 uint8 uint32 bool str".split())
    each("arith", "xr.{f}_like({a}{h})", f="zeros ones".split(), a=["g3", "gi", "gb", "dd[['a', 'b']]", "words", "emp"], h=["", ", dtype='float32'", ", dtype='int16'", ", dtype='bool'"])
    each("arith", "xr.full_like({a}, {v}{h})", a=["g3", "gi", "gb", "gu", "words.w", "tir.time"], v=["1", "2.7", "nan", "True", "-1", "300"], h=["", ", dtype='float32'", ", dtype='int16'"])
    each("arith", "xr.align({a}, {b}, join='{j}'{h})[{i}]", a=["g3", "w1"], b=["w1.isel(x=[3, 1])", "wy.isel(y=[1, 0])", "g3.isel(t=[2, 0], x=[4])", "nocoord"], j="inner outer left right exact override", h=["", ", fill_value=-5", ", exclude=['x']"], i=[0, 1])
    each("arith", "{a}.broadcast_like({b})", a=["w1", "wy", "g3.isel(t=0)", "sc", "w1.isel(x=[0, 2])", "gi.isel(t=0, drop=True)"], b=["g3", "dd", "w1.isel(x=[4, 1])"])
    each("arith", "{a}.reindex({h})", a=["g3", "gi", "gb", "gu", "dd"], h=["t=[1, 2, 3]", "t=[1, 9], y=[20, 1]", "x=['e', 'z', 'a']", "x=['e', 'z'], fill_value=7", "y=[30, 25, 20, 10, -5], method='nearest'", "y=[30, 25, 20, 10, -5], method='pad'", "y=[30, 25, 20, 10, -5], method='bfill'", "y=[30, 25, 20, 10, -5], method='nearest', tolerance=5", "y=[30, 25, 20, 10, -5], method='nearest', tolerance=4.9", "y=[29, 16], method='pad', tolerance=1", "t=[2, 2]", "y=[]", "none=[1]", "lat=[1]", "y=[20], fill_value=nan", "y=[20, 21], fill_value=-1.5", "t=[1.5, 3]", "x=[1, 2]", "y=w1", "y=da([20., 1], dims='y')", "y=[25], method='nearest', tolerance=[5]", "t=[1, 2], method='nearest'"])
    each("arith", "{a}.reindex({h})", a=["dup", "ser", "tir", "nocoord", "deltas", "words"], h=["x=[1, 2]", "x=[0, 3, 6, 9, 12, 99], method='nearest'", "x=[0, 3, 6, 9, 12, 99], method='ffill'", "x=[0, 3, 6, 9, 12, 99], method='bfill', tolerance=1", "x=[0, 3, 6, 9, 12, 99], method='nearest', tolerance=2", "time=tir.time.isel(time=[3, 1])", "time=pd.date_range('2000-01-01', periods=4), method='pad'", "time=pd.date_range('2000-01-01', periods=4)", "time=['2000-01-01']", "w=['b', 'x']", "x=[0, 1]"])
    each("arith", "{a}.reindex_like({b}{h})", a=["w1", "g3", "gi", "dd"], b=["w1.isel(x=[4, 2])", "wy", "g3", "dd.isel(x=[0])", "wy.assign_coords(y=[29, 21, 14, 1.])"], h=["", ", method='nearest'", ", method='pad', tolerance=1", ", fill_value=0"])

def concat():
    P = ["g3", "g3.isel(t=[0])", "g3.isel(x=[3, 1])", "g3.drop_vars('lat')", "gi", "g4.rename('g3')", "g3.assign_coords(h=4)", "g3.isel(t=0)", "g3.transpose()", "g3.drop_vars('x')", "gb.rename('g3')", "g3.drop_vars('h')", "g3.assign_coords(k=('x', [9, 9, 9, 9, 9]))"]
    each("concat", "xr.concat([{a}, {b}], {d})", a=P[:3] + P[4:5], b=P, d=["'t'", "'x'", "'new'"])
    each("concat", "xr.concat([{a}, {b}], 't'{h})", a=["g3", "gi"], b=["g3.isel(x=[3, 1])", "g3.isel(y=[0, 1])", "g3.assign_coords(h=4)"], h=[", join='inner'", ", join='left'", ", join='right'", ", join='exact'", ", join='override'", ", fill_value=-1", ", join='outer', fill_value=0"])
    each("concat", "xr.concat([{a}, {b}], 'new'{h})", a=["g3"], b=["g3.assign_coords(h=4)", "g3.assign_coords(lat=g3.lat + 1)", "g3.drop_vars('lat')", "g3.assign_coords(k=('x', [9, 9, 9, 9, 9]))"], h=[", coords='minimal', compat='override'", ", coords='minimal'", ", coords='different'", ", coords='all'", ", coords=['h']", ", compat='override', coords='minimal'", ", compat='broadcast_equals'", ", compat='identical'"])
    D = ["dd", "dd.isel(t=[0])", "dd.isel(x=[3, 1])", "dd.drop_vars('b')", "dd[['a', 'c']]", "dd.assign(b=dd.b * 2)", "dd.isel(t=0)", "dd.drop_vars('k0')", "dd.assign(k0=5)"]
    each("concat", "xr.concat([{a}, {b}], '{d}'{h})", a=D[:2] + D[4:5], b=D, d=["t", "new", "x"], h=["", ", data_vars='minimal'", ", data_vars='different'", ", data_vars='minimal', coords='minimal', compat='override'", ", data_vars=['a']", ", join='inner'", ", fill_value={'a': -1}"])
    each("concat", "xr.concat([g3, g3 * 2, g3.isel(x=[0])], {d})", d=["'new'", "pd.Index([5, 6, 7], name='m')", "da([1., 2, 3], dims='m', name='mm')", "da(['p', 'q', 'r'], dims='m')", "'h'", "'lat'"])
    each("concat", "xr.concat([w1, w1.isel(x=[0])], {d})", d=["pd.Index(['u', 'v'], name='m')", "'x'", "'m'"])
    each("concat", "xr.concat([], 'x')", "xr.concat([sc, sc], 'n')", "xr.concat([sc, sci], 'n')", "xr.concat([words.w, words.w], 'w')", "xr.concat([tir, tir.isel(time=[1, 0])], 'time')", "xr.concat([d_sta, d_pro], 'time')", "xr.concat([tir, tiri], 'time')", "xr.concat([emp, emp], 'y')", "xr.concat([emp, one.astype('f4')], 'y')", "xr.concat([nocoord, nocoord], 'x')", "xr.concat([nocoord, nocoord.isel(x=[0])], 'y')", "xr.concat([i1x, u1x], 'x')", "xr.concat([big, ubig], 'x')", "xr.concat([gb.drop_vars('lat'), gi.drop_vars('lat')], 't')", "xr.concat([g3.isel(t=0), g3.isel(t=1), g3.isel(t=2)], 't')", "xr.concat([g3.isel(t=2), g3.isel(t=[0, 1])], 't')", "xr.concat([g3.isel(x=0), g3.isel(x=4)], 'x')", "xr.concat([g3.isel(t=0, drop=True), g3.isel(t=1, drop=True)], 'z')")
    S = ["dd", "dd[['a']]", "dd.isel(x=[3, 1])", "dd[['c']] * 2", "dd[['c']].fillna(7)", "dd.assign(k0=5)", "g3.rename('a')", "w1", "wy.isel(y=[0])", "dd.assign_coords(h=3)", "dd.drop_vars('lat').assign_coords(lat=g3.lat + 1)"]
    each("merge", "xr.merge([{a}, {b}]{h})", a=S[:5], b=S, h=["", ", compat='override'", ", compat='equals'", ", compat='identical'", ", compat='broadcast_equals'", ", join='inner'", ", join='exact'", ", join='left', fill_value=0", ", compat='minimal'"])
    each("merge", "xr.merge([dd[['a']], dd[['c']], w1, wy])", "xr.merge([])", "xr.merge([g3, g3])", "xr.merge([g3, gi])", "xr.merge([nocoord, w1])", "xr.merge([dd.a, dd.a.rename('z')])", "xr.merge([dd])")
    each("combine", "xr.combine_by_coords([{a}]{h})", a=["dd[['a']].isel(x=[3, 4]), dd[['a']].isel(x=[0, 1, 2])", "dd[['a', 'c']].isel(y=[2, 3]), dd[['a', 'c']].isel(y=[0, 1])", "dd[['a']].isel(x=[0, 1]), dd[['a']].isel(x=[2, 3]), dd[['c']]", "g3.isel(y=[0]), g3.isel(y=[1, 2, 3])", "tir.isel(time=slice(0, 3)).to_dataset(), tir.isel(time=slice(3, 9)).to_dataset()", "tir.isel(time=slice(0, 4)).to_dataset(), tir.isel(time=slice(3, 9)).to_dataset()", "tir.isel(time=slice(0, 4), x=[0]).to_dataset(), tir.isel(time=slice(4, 9), x=[1]).to_dataset()", "d_360.isel(time=slice(20, 30)).to_dataset(), d_360.isel(time=slice(0, 20)).to_dataset()", "nocoord.to_dataset(name='v'), nocoord.to_dataset(name='v')", "dd[['a']], dd[['a']]", "dd[['a']], dd[['a']] + 1", "w1.isel(x=[0, 3]).to_dataset(), w1.isel(x=[1, 4]).to_dataset()", "dup.isel(x=[0, 1]).to_dataset(), dup.isel(x=[2, 3, 4]).to_dataset()"], h=["", ", join='inner'", ", join='exact'", ", compat='override'", ", fill_value=-1", ", data_vars='minimal'", ", data_vars='minimal', coords='minimal'"])
    each("combine", "xr.combine_nested([{a}], concat_dim={d}{h})", a=["dd[['a']], dd[['a']]", "dd[['a']].isel(x=[0, 1]), dd[['a']].isel(x=[2])", "[dd[['a']].isel(x=[0, 1]), dd[['a']].isel(x=[2])], [dd[['a']].isel(x=[0, 1]) + 1, dd[['a']].isel(x=[2]) + 1]", "[dd[['a']], dd[['c']]], [dd[['a']] + 1, dd[['c']] + 1]", "g3, g3"], d=["'n'", "'x'", "['n', 'x']", "['n', None]", "[None, 'x']", "None"], h=["", ", join='inner'", ", data_vars='minimal'"])

def group():
    every = STATISTICS + " first last"
    A = ["g3", "gi", "gb", "g4"]
    each("groupby", "{a}.groupby('{g}').{f}()", a=A, g="k q n".split(), f=every)
    each("groupby", "{a}.groupby('{g}').{f}()", a=["g3", "gi"], g="lat t y x".split(), f="mean sum count first max".split())
    each("groupby", "{a}.groupby('{g}').{f}({d})", a=["g3", "gi"], g="k n".split(), f="mean sum min count std median prod".split(), d=["'t'", "['t', 'x']", "['x', 'y']", "...", "'none'"])
    each("groupby", "{a}.groupby({g}).{f}()", a=["g3", "gi", "dd[['a', 'c']]"], g=["['k', 'q']", "['q', 'n']", "['k', 'n', 'q']", "['lat', 'q']", "['k', 'k']"], f="mean sum count first max median".split())
    each("groupby", "{a}.groupby(k={g}).{f}()", a=["g3", "gi"], g=["UniqueGrouper(labels=[2, 1])", "UniqueGrouper(labels=[1, 2, 3])", "UniqueGrouper(labels=[2])", "BinGrouper([0, 1, 2])", "BinGrouper([0, 1.5, 5], labels=['a', 'b'])", "BinGrouper(2)", "BinGrouper([0, 1, 2], right=False)", "BinGrouper([1, 2], include_lowest=True)", "BinGrouper([1.5, 1.7, 3])"], f="mean sum count max".split())
    each("groupby", "{a}.groupby('{g}').{f}(skipna={s})", a=["g3", "g4"], g="k lat".split(), f="mean sum min std first last median".split(), s="True False")
    each("groupby", "{a}.groupby('{g}').{f}(min_count={n})", a=["g3"], g="k lat".split(), f="sum prod".split(), n="1 2 12".split())
    each("groupby", "{a}.groupby('{g}').quantile({q})", a=["g3", "gi"], g="k lat n".split(), q=["0.5", "[0.1, 0.9]", "0.3, 'x'", "[0.3, 0.4], skipna=False", "0.3, method='higher'", "0.3, ..."])
    each("groupby", "{a}.groupby('k') {o} {b}", a=["g3", "gi", "dd[['a', 'b']]"], o="+ - * / > ==".split(), b=["g3.groupby('k').mean('x')", "g3.groupby('k').mean()", "gi.groupby('k').max(...)", "da([1, 5], dims='k', coords={'k': [1, 2]})", "da([1, 5], dims='k', coords={'k': [2, 3]})", "da([1, 5, 6], dims='k', coords={'k': [2, 3, 1]})", "2", "da([1, 5], dims='k')", "g3"])
    each("groupby", "{a}.groupby('n') {o} {b}", a=["g3"], o="+ -".split(), b=["g3.groupby('n').mean('y')", "g3.groupby('n').sum(...)"])
    each("groupby", "{a}.groupby('lat') - {a}.groupby('lat').mean()", a=["g3.isel(t=0)", "g3"])
    each("groupby", "{a}.groupby('{g}').{f}('x')", a=["g3", "gi"], g="k q".split(), f="cumsum cumprod".split())
    each("groupby", "{a}.groupby('k').{f}", a=["g3", "gi", "dd[['a', 'b']]"], f=["where(g3.k == 1)", "where(g3 > 0)", "fillna(0)", "where(g3 > 0, 9)", "where(da([True, False], dims='k', coords={'k': [1, 2]}))", "fillna(da([100., 200], dims='k', coords={'k': [1, 2]}))"])
    each("groupby", "dd[['a', 'b']].groupby('{g}').{f}()", g="k q n t".split(), f="mean sum count max median".split())
    each("groupby", "dd.groupby('{g}').{f}()", g="k q".split(), f="mean sum count max first".split())
    each("groupby", "w1.groupby({g}).{f}()", g=["w1 > 1", "g3.k", "w1", "w1.isel(x=[0, 1, 2])", "da([1, 1, 2, 2, 3], dims='x')", "da([1., nan, 2, nan, 3], dims='x', name='lab')", "da(['p', 'q', 'p', '', 'q'], dims='x', name='lab')", "da([nan] * 5, dims='x', name='lab')", "da(np.array(['2000', '2001', 'NaT', '2000', '2001'], 'M8[ns]'), dims='x', name='lab')", "da([True, False, True, True, False], dims='x', name='lab')"], f="mean sum count first prod".split())
    each("groupby", "{a}.groupby('time.{g}').{f}()", a="tir tiri".split(), g="year month season dayofyear hour day dayofweek quarter date minute".split(), f="mean count sum last std".split())
    each("groupby", "{a}.groupby({g}).{f}()", a=["tir"], g=["['time.year', 'lab']", "['lab', 'time.month']", "tir.time.dt.season", "tir.time.dt.year", "tir.lab", "tir.time.dt.month.rename('mm')"], f="mean count first".split())
    each("bins", "{a}.groupby_bins('{g}', {e}).{f}()", a=["g3", "gi"], g="lat n y t".split(), e=["[0, 2, 5]", "[0, 2, 5], right=False", "[0, 2, 2.5, 9], include_lowest=True", "3", "[-1, 0, 1]", "[0, 2, 5, 100], labels=['a', 'b', 'c']", "[0, 2, 5], labels=[1.5, 3.5]", "[5, 2, 0]", "[100, 200]", "[0, 0, 2]", "1", "[0, np.inf]", "[-np.inf, 2, np.inf]", "[1, 2], precision=1", "[0.123456, 2.98765, 6]", "[0.123456, 2.98765, 6], precision=5"], f="mean sum count".split())
    each("bins", "{a}.groupby_bins({g}, {e}).{f}()", a=["g3"], g=["g3.lat", "w1", "g3", "g3.y"], e=["[0, 1, 3]", "2"], f="mean std max min prod median first var".split())
    each("bins", "{a}.groupby_bins('n', [0, 1, 3]) - {a}.groupby_bins('n', [0, 1, 3]).mean('y')", a=["g3"])
    each("bins", "g3.groupby(lat=BinGrouper([0, 2, 6]), q=UniqueGrouper()).{f}()", f="mean count sum".split())
    each("bins", "g3.groupby(lat=BinGrouper([0, 2, 6]), lon=BinGrouper([0, 5, 20])).{f}()", f="mean count sum".split())

def resample():
    each("resample", "{a}.resample(time='{p}').{f}()", a="tir tiri".split(), p="YS YE QS ME MS 2ME D 5D W W-SUN 6h QE-JAN 3YS 100D".split(), f="mean sum count first last max std median prod any".split())
    each("resample", "{a}.resample(time='{p}', {h}).{f}()", a="tir hours".split(), p="12h D 5h 7D W MS YE".split(), h=["closed='right'", "closed='left', label='right'", "closed='right', label='left'", "offset='2h'", "offset='-90min'", "origin='end'", "origin='end_day'", "origin='start'", "origin='epoch'", "origin='epoch', offset='1h'", "origin='2000-01-01T01:30'", "origin=np.datetime64('1999-12-31T05', 'ns')", "origin='end', closed='left', label='left'"], f="sum count".split())
    each("resample", "hours.resample(time='{p}').{f}()", p="h 30min 97min 3h 24h 1D 2D 45s".split()[:7], f="mean count asfreq ffill bfill nearest".split())
    each("resample", "{a}.resample(time='{p}').{f}", a=["tir.isel(time=slice(0, 5))", "tiri.isel(time=slice(0, 5))"], p="D 12h 5D 36h".split(), f=["asfreq()", "ffill()", "bfill()", "nearest()", "pad()", "interpolate('linear')", "interpolate('nearest')", "interpolate('zero')", "interpolate('cubic')", "ffill(tolerance='1D')", "bfill(tolerance='12h')", "nearest(tolerance='6h')", "interpolate('slinear')"])
    for c in ("sta", "nol", "360", "all", "jul"):
        a = "d_" + c
        each("resample", a + ".resample(time='{p}').{f}()", p="YS YE QS QE MS ME 2MS QS-NOV YE-FEB 10D 7D 45D 3YE D".split(), f="mean sum count first last std max".split())
        each("resample", a + ".isel(time=slice(0, 300)).resample(time='{p}', {h}).{f}()", p="MS ME QS-DEC 2ME 10D 36h YS".split(), h=["closed='right'", "closed='left'", "label='right'", "closed='right', label='left'", "offset='6h'", "origin='epoch'", "origin='end'", "origin='end_day'", "origin='start', closed='right'"], f="sum count".split())
        each("resample", a + ".isel(time=slice(0, 70, 7)).resample(time='{p}').{f}", p="D 12h 10D MS 3D".split(), f=["asfreq()", "ffill()", "bfill()", "nearest()", "interpolate('linear')", "interpolate('nearest')"])
    each("resample", "old.resample(time='{p}').{f}()", p="10YS 5YE 2YS-JUL 3YS".split(), f="mean count".split())
    each("resample", "{a}.resample(time='{p}').{f}()", a=["hist"], p="D 2D MS".split(), f="mean count".split())
    each("resample", "lags.resample(lag='{p}').{f}()", p="6h 1D 10h".split(), f="mean sum count".split())
    each("resample", "dd.resample(time='D').mean()", "g3.resample(x='D').mean()", "g3.resample(t='D').mean()", "tir.isel(time=[3, 1, 2]).resample(time='D').mean()", "tir.isel(time=slice(None, None, -1)).resample(time='YS').sum()", "tir.isel(time=[]).resample(time='YS').sum()", "tir.isel(time=[2]).resample(time='YS').sum()", "tir.isel(time=[2]).resample(time='D').asfreq()", "tir.resample(time='XX').mean()", "tir.resample(time='0D').mean()", "tir.resample(time='-1D').mean()", "tir.resample(time='1.5h').mean()")
    each("resample", "tir.resample(time='{p}').{f}", p="YS MS QS-DEC".split(), f=["mean(skipna=False)", "sum(skipna=False)", "sum(min_count=1)", "sum(min_count=2)", "std(ddof=1)", "var(ddof=1)", "quantile(0.3)", "quantile([0.3, 0.6])", "mean('x')" , "mean(['time', 'x'])", "mean(...)", "median(skipna=False)", "first(skipna=False)", "last(skipna=False)", "cumsum('time')"])
    each("resample", "tir.resample(time='{p}') - tir.resample(time='{p}').mean()", p="YS MS".split())
    each("resample", "{a}.to_dataset(name='p').assign(q=('time', np.arange({n})), c=3).resample(time='{p}').{f}()", a=["tir"], n=[10], p="YS QS".split(), f="mean sum count first".split())
    each("resample", "{a}.resample(time=SeasonResampler({s})).{f}()", a="d_sta d_nol d_360 d_jul tir".split(), s=["['DJF', 'MAM', 'JJA', 'SON']", "['DJF', 'MAM', 'JJA', 'SON'], drop_incomplete=False", "['JJAS', 'ONDJ']", "['NDJF', 'MAMJ', 'JASO']", "['JF', 'MA']"], f="mean sum count".split())
    each("resample", "{a}.groupby(time=SeasonGrouper({s})).{f}()", a="d_sta d_nol d_360 d_jul tir".split(), s=["['DJF', 'MAM', 'JJA', 'SON']", "['MAM', 'DJF']", "['JJAS', 'ONDJ']", "['DJFM', 'MAMJ']", "['J', 'F']"], f="mean sum count first".split())

def window():
    A = ["g3", "gi", "g4", "gb"]
    each("rolling", "{a}.rolling({w}).{f}()", a=A, w=["y=2, x=3", "t=2, y=2, x=2, min_periods=1", "x=3, center=True, min_periods=2", "y=3, x=2, center={'y': True, 'x': False}, min_periods=1", "x=5, center=True", "x=6", "x=4, center=True, min_periods=1", "t=3"], f=STATISTICS)
    each("rolling", "{a}.rolling({w}).{f}()", a=["zz", "zz4", "big", "u1x", "i1x"], w=["x=2", "x=3, min_periods=1"], f=STATISTICS)
    each("rolling", "{a}.rolling({w})", a=["g3"], w=["x=0", "x=-1", "none=2", "x=3, min_periods=4", "x=3, min_periods=0", "x=2.5"])
    each("rolling", "{a}.rolling({w}).mean()", a=["g3", "dd[['a', 'b', 'c']]"], w=["x=0", "x=-1", "none=2", "x=3, min_periods=4", "x=3, min_periods=0", "x=2", "t=2"])
    each("rolling", "{a}.rolling({w}).{f}({h})", a=["g3", "gi"], w=["x=3, min_periods=1", "y=2, x=2"], f="std var sum prod".split(), h=["ddof=1", "ddof=2", "min_count=1", "skipna=False"] )
    each("rolling", "{a}.rolling({w}).construct({h})", a=["g3", "gi", "gb", "gu", "words"], w=["x=3", "x=3, center=True", "x=2, y=2", "t=2, x=3, center={'t': False, 'x': True}"], h=["'w'", "x='w'", "x='w', stride=2", "x='w', y='v'", "x='w', y='v', stride={'x': 2, 'y': 3}", "x='w', fill_value=0", "x='w', fill_value=-1.5", "t='v', x='w', fill_value=9, stride=2", "x='x'"])
    each("rolling", "g3.rolling(x={n}{c}).construct('w'{h}).mean('w'{s})", n="2 3 4".split(), c=["", ", center=True"], h=["", ", stride=2", ", stride=3"], s=["", ", skipna=False"])
    each("rolling", "tir.rolling(time={n}{h}).{f}()", n="2 3".split(), h=["", ", center=True, min_periods=1"], f="mean count max median".split())
    each("coarsen", "{a}.coarsen({w}).{f}()", a=["nocoord", "ser", "tir.drop_vars('lab')", "g3.drop_vars(['x', 'q'])", "gi.drop_vars(['x', 'q'])"], w=["x=2", "x=2, boundary='trim'", "x=2, boundary='pad'", "x=3, boundary='pad', side='right'", "x=3, boundary='trim', side='right'", "y=2, x=2, boundary={'y': 'trim', 'x': 'pad'}", "x=2, y=3, side={'x': 'right', 'y': 'left'}, boundary='pad'", "time=3, boundary='trim'", "time=3, boundary='pad'", "time=4, boundary='pad', side='right'", "x=99, boundary='trim'", "x=99, boundary='pad'", "x=1", "x=0", "none=2", "t=3, x=5"], f="mean sum max count std any median prod".split())
    each("coarsen", "ser.coarsen(x=3, boundary='{b}', coord_func={k}).mean()", b="trim pad".split(), k=["'min'", "'max'", "{'x': 'max'}", "'sum'", "'first'" , "'median'", "'count'"])
    each("coarsen", "g3.coarsen({w}).construct({h})", w=["t=3", "y=2", "y=2, t=3", "y=3, boundary='trim'", "y=3, boundary='pad'", "y=3, boundary='pad', side='right'"], h=["t=('a', 'b')", "y=('a', 'b')", "y=('a', 'b'), t=('c', 'd')", "y=('y', 'b')"])
    each("coarsen", "{a}.coarsen({w}).{f}()", a=["dd[['a', 'b', 'c']].drop_vars(['x', 'q'])"], w=["x=5", "y=2", "t=2, boundary='trim'"], f="mean sum count".split())
    each("coarsen", "{a}.coarsen(x=2, boundary='pad').{f}(skipna=False)", a=["ser", "nocoord"], f="mean sum min".split())
    W = ["w1", "wy", "w1 * wy", "w1 * 0", "w1.isel(x=[0, 1])", "w1.where(w1 > 0)", "g3.k.drop_vars(['x', 'k', 'h'])", "gu", "abs(g3).fillna(0)", "-w1", "w1.astype('f4')", "w1.astype('i4')", "w1 > 0", "w1.drop_vars('x')"]
    each("weighted", "{a}.weighted({w}).{f}({d})", a=["g3", "gi", "dd[['a', 'b']]"], w=W, f="mean sum std var sum_of_weights sum_of_squares".split(), d=["", "'x'", "['y', 'x']", "'t'"])
    each("weighted", "{a}.weighted({w}).{f}({d})", a=["g4", "g3", "gi"], w=["w1", "w1.astype('int32')", "w1.astype('float32')"], f="mean sum std var".split(), d=["'x'", "['x', 'y', 't']"])
    each("weighted", "{a}.weighted({w}).{f}({d}, skipna=False)", a=["g3"], w=["w1", "wy"], f="mean sum std var sum_of_squares".split(), d=["'x'", "['x', 'y']"])
    each("weighted", "{a}.weighted({w}).quantile({q})", a=["g3", "gi", "g4", "dd[['a', 'b']]"], w=["w1", "wy", "w1 * 0", "w1 * wy", "g3.k.drop_vars(['x', 'k', 'h'])", "w1.isel(x=[0, 1, 2])", "-w1"], q=["0.5, dim='x'", "[0.1, 0.5], dim='x'", "0.3, dim=['x', 'y']", "0.3", "[0, 1], dim='y'", "0.5, dim='x', skipna=False", "2, dim='x'"])
    each("weighted", "{a}.weighted(w1).mean('none')", a=["g3"])

def calc():
    I = M.INPUTS
    y = np.array([0.5, 2, -1, 3, 3.5, 0]) + np.arange(2)[:, None] * [0, 1, 4, 9, 16, 25]
    holes = y.copy(); holes[0, 2] = holes[1, 0] = nan
    for n, x in M.LINES.items():
        I["c_" + n] = xr.DataArray(y, dims=("y", "x"), coords={"x": x, "y": [1.0, 2], "u": ("x", np.arange(6) ** 2), "z2": (("y", "x"), y * 2), "lab": ("x", list("abcdef"))}, name="v", attrs={"units": "m"})
        I["h_" + n] = I["c_" + n].copy(data=holes)
        I["i_" + n] = I["c_" + n].astype("i4")
    I["cube"] = xr.DataArray(np.arange(60.).reshape(3, 4, 5) ** 1.5, dims=("t", "y", "x"), coords={"t": [0, 1, 3], "y": [40., 30, 10, 0], "x": [0., 1, 2, 5, 7], "s": 3}, name="cube")
    I["cds"] = xr.Dataset({"p": I["cube"], "n": ("x", [1, 2, 3, 4, 5]), "s1": ("x", list("abcde")), "c": 4})
    A = ["c_rise", "h_rise", "c_fall", "c_jumble", "i_whole", "cube"]
    each("interp", "{a}.interp({h})", a=A, h=["x=1.5", "x=[1.5]", "x=[0, 7]", "x=[-1, 8], kwargs={'fill_value': 0}", "x=[-1, 8], kwargs={'fill_value': 'extrapolate'}", "x=[-1, 8, 3], method='nearest', kwargs={'fill_value': 'extrapolate'}", "x=[-1, 8], method='nearest'", "x=[-1, 8], kwargs={'fill_value': (-5, 5)}", "y=1.5, x=[1, 3]", "y=[1.25, 1.75], x=[1, 3], method='nearest'", "y=da([1.25, 1.75], dims='p'), x=da([1, 3], dims='p')", "y=da([1.25, 1.75], dims='p'), x=da([1, 3], dims='p'), method='nearest'", "y=da([1.25, 1.75], dims='p'), x=da([[1, 3], [2, 4]], dims=('r', 'p'))", "y=da([1.25, 1.75], dims='p'), x=da([1, 3], dims='r')", "x=da([1, 3], dims='x')", "x=da([1, 3], dims='y')", "x=da([1, 3], dims='p', coords={'p': [5, 6]})", "x=da([1, 3], dims='x', coords={'x': [50, 60]})", "x=[3, 1, 2]", "x=[1, 1]", "x=[nan, 2]", "x=['a']", "none=[1]", "u=[3]", "x=1.5, assume_sorted=True", "x=[1.2, 3.3], method='quadratic'", "x=[1.2, 3.3], method='cubic'", "x=[1.2, 3.3], method='slinear'", "x=[1.2, 3.3], method='zero'", "x=[1.2, 3.3], method='polynomial', kwargs={'order': 2}", "x=[1.2, 9], method='pchip'", "x=[1.2, 9], method='akima'", "x=[1.2, 3], method='barycentric'", "x=[1.2, 3], method='krogh'", "x=[1.2, 3], method='makima'", "x=[1.2, 3], method='foo'", "x=[1.2, 3], method='linear', kwargs={'bounds_error': True}", "y=[1.2, 1.8], method='cubic'", "x=np.array([[1., 2]])", "x=2, y=1"])
    each("interp", "cube.interp({h})", h=["t=[0.5, 2], y=[35, 5], x=[0.5, 6]", "t=0.5, y=20, x=3", "t=[0.5, 2], y=[35, 5], x=[0.5, 6], method='nearest'", "t=da([0.5, 2], dims='p'), y=da([35, 5], dims='p'), x=da([0.5, 6], dims='p')", "t=da([0.5, 2], dims='p'), y=da([35, 5], dims='p')", "x=[0.5, 6], y=[35, 5], method='cubic'", "x=[0.5, 6], y=[35, 5], method='quadratic'", "x=[0.5, 6], y=[35, 5], method='slinear'", "x=cube.x + 0.5, y=cube.y", "x=cube.x.isel(x=[0, 1]) + 0.5", "t=[0.5], method='quadratic'", "t=[0.5], method='cubic'", "x=da([[0.5, 1.5], [2.5, 8]], dims=('a', 'b')), y=da([[5, 15], [25, 35.]], dims=('a', 'b'))", "x=da([[0.5, 1.5], [2.5, 8]], dims=('a', 'b')), y=da([[5, 15], [25, 35.]], dims=('a', 'b')), method='nearest'", "x=[0.5], y=[1], method='pchip'"])
    each("interp", "cds.interp({h})", h=["x=[0.5, 6]", "x=1.5", "x=[0.5, 6], y=15", "t=2", "x=[0.5, 6], method='nearest'", "x=[0.5, 6], method_non_numeric='nearest'", "x=[], method='linear'", "x=da([0.5, 6], dims='p')", "y=[5, 50]"])
    each("interp", "{a}.interp_like({b}{h})", a=["cube", "cds", "c_rise"], b=["cube.isel(x=[1, 2])", "c_rise", "cube.assign_coords(y=[35., 25, 5, -1])", "w1"], h=["", ", method='nearest'"])
    each("interp", "tir.interp(time={h})", h=["['2000-01-03', '2001-01-02']", "'2000-01-03'", "np.datetime64('2000-01-03', 'ns')", "np.array(['2000-01-03', '2010-01-02'], 'M8[ns]')", "pd.date_range('2000-01-01', '2000-01-04', freq='12h')", "['2000-01-03'], method='nearest'", "tir.time.isel(time=[1, 2])", "['2000-01-03', '2001-01-02'], method='cubic'", "[5]"])
    each("interp", "d_360.isel(time=slice(0, 5)).interp(time=d_360.time.isel(time=[1, 3]))", "d_nol.isel(time=slice(0, 10, 3)).interp(time=d_nol.time.isel(time=[1, 4, 9]))", "d_nol.isel(time=slice(0, 10, 3)).interp(time=['1999-11-18', '1999-11-20'])", "deltas.interp(lag=np.array([3, 9], 'm8[h]').astype('m8[ns]'))")
    each("calculus", "{a}.differentiate('{d}'{h})", a=A + ["cds", "cds[['p', 'n']]"], d="x y t u lab none".split(), h=["", ", edge_order=2"])
    each("calculus", "{a}.{f}({d})", a=A + ["cds[['p', 'n']]"], f="integrate cumulative_integrate".split(), d=["'x'", "'y'", "'u'", "['x', 'y']", "'lab'", "'none'", "'z2'"])
    each("calculus", "tir.{f}('time', datetime_unit='{u}')", f="integrate differentiate cumulative_integrate".split(), u="D h s m ms us ns W M Y".split())
    each("calculus", "{a}.isel(time=slice(0, 9)).{f}('time', datetime_unit='{u}')", a="d_360 d_nol d_sta".split(), f="integrate differentiate cumulative_integrate".split(), u="D h s".split())
    each("calculus", "deltas.{f}('lag', datetime_unit='h')", f="integrate differentiate cumulative_integrate".split())
    each("calculus", "{a}.differentiate('x')", a=["c_rise.isel(x=[0])", "c_rise.isel(x=[])", "c_rise.isel(x=[0, 1])", "c_rise.isel(x=[0, 1, 1])", "dup", "nocoord", "words"])
    each("calculus", "{a}.differentiate('x', edge_order=2)", a=["c_rise.isel(x=[0, 1])", "c_rise.isel(x=[0, 1, 2])", "dup"])
    each("calculus", "{a}.{f}('x')", a=["c_rise.isel(x=[0])", "c_rise.isel(x=[])", "dup", "nocoord", "ser"], f="integrate cumulative_integrate".split())
    each("polyfit", "{a}.polyfit('{d}', {n}{h})", a=["c_rise", "h_rise", "h_jumble", "i_whole", "cube", "cds[['p', 'n']]", "tir", "nocoord"], d="x time u".split(), n="0 1 2".split(), h=["", ", skipna=True", ", skipna=False", ", full=True", ", cov=True", ", cov='unscaled'", ", w=np.arange(1., 7)", ", w=da(np.arange(1., 7), dims='x')", ", rcond=0.1", ", full=True, w=da(np.arange(1., 7), dims='x')", ", cov=True, w=da(np.arange(1., 7), dims='x')"])
    each("polyfit", "xr.polyval({c}, {p})", c=["c_rise.x", "c_rise", "da(2.0)", "cube.t", "i_whole"], p=["da([1., 2, 3], dims='degree', coords={'degree': [0, 1, 2]})", "da([1., 2, 3], dims='degree', coords={'degree': [2, 1, 0]})", "da([1., 2], dims='degree', coords={'degree': [0, 2]})", "da([1, 2], dims='degree', coords={'degree': [0, 1]})", "da([[1., 2], [3, 4]], dims=('degree', 'y'), coords={'degree': [0, 1], 'y': [1., 2]})", "da([1., 2], dims='deg')", "da([1., 2], dims='degree')"])
    B = ["c_rise", "h_rise", "h_rise.isel(y=0, drop=True)", "h_jumble", "i_whole", "c_rise.isel(x=[0, 2, 4])", "cube.isel(t=0, drop=True)"]
    each("dot", "xr.dot({a}, {b}{d})", a=B, b=B, d=["", ", dim='x'", ", dim=['y']", ", dim=...", ", dim='none'", ", dim=[]"])
    each("dot", "xr.dot(g3, w1, wy{d})", "xr.dot(g3.fillna(1), w1, wy{d})", "xr.dot(gi, w1, gi{d})", "xr.dot(gi, gu{d})", "xr.dot(gb, gb{d})", "xr.dot(g3{d})", "xr.dot(u1x, u1x{d})", "xr.dot(i1x, i1x{d})", d=["", ", dim='x'", ", dim=['x', 'y']", ", dim=..."])
    each("dot", "{a}.dot({b}{d})", a=["g3.fillna(0)"], b=["w1", "wy", "dd[['b', 'c']]"], d=["", ", dim='x'"])
    each("dot", "xr.{f}({a}, {b}{d})", f="cov corr".split(), a=B[:5], b=B[:5], d=["", ", dim='x'", ", dim='y'", ", dim=['x', 'y']", ", weights=da(np.arange(6.), dims='x')", ", dim='x', weights=da(np.arange(6.), dims='x')"])
    each("dot", "xr.cov({a}, {b}, {d})", a=B[:3], b=B[:3], d=["dim='x', ddof=0", "dim='x', ddof=5", "dim='x', ddof=6", "ddof=2"])
    each("dot", "xr.corr(g3, g3.isel(t=0, drop=True){d})", "xr.cov(gi, g3{d})", "xr.corr(g3, g3 * 0{d})", "xr.corr(w1, w1.isel(x=[0, 1, 3]){d})", d=["", ", dim='x'"])
    each("dot", "xr.cross({a}, {b}, dim='c')", a=["da([1., 2, 3], dims='c')", "da([[1., 2, 3], [4, 5, nan]], dims=('t', 'c'))"], b=["da([3, 2, 1], dims='c')", "da([3, 2], dims='c')", "da([3., 2, 5], dims='c')"])

def shapes():
    A = ["g3", "gi", "gb", "gu", "dd[['a', 'b']]", "words", "tir", "zz", "nocoord"]
    each("shift", "{a}.shift({h})", a=A, h=["x=1", "x=-1, y=2", "x=5", "x=-7", "t=1, fill_value=0", "x=1, fill_value=-1.5", "x=0", "none=1", "y=1, fill_value=nan"])
    each("shift", "{a}.roll({h})", a=A, h=["x=1", "x=-1, y=2", "x=12", "x=1, roll_coords=True", "y=-1, x=2, roll_coords=True", "none=1"])
    each("pad", "{a}.pad({h})", a=["g3.drop_vars(['x', 'q'])", "gi.drop_vars('q')", "gb.drop_vars('q')", "nocoord", "ser", "tir.drop_vars('lab')", "u1x", "dd[['a', 'b']]", "emp", "one", "words"], h=["x=1", "x=(1, 0), y=(0, 2)", "x=2, mode='constant', constant_values=5", "x=2, constant_values=(5, 6)", "x=1, y=1, constant_values={'x': (1, 2), 'y': 3}", "x=1, y=1, constant_values={'x': 4}", "x=2, mode='edge'", "x=2, mode='reflect'", "x=2, mode='symmetric'", "x=2, mode='wrap'", "x=2, mode='mean'", "x=2, mode='median'", "x=2, mode='maximum'", "x=2, mode='minimum'", "x=2, mode='linear_ramp'", "x=3, mode='linear_ramp', end_values=7", "x=3, mode='linear_ramp', end_values=(7, -7)", "x=3, mode='linear_ramp', end_values={'x': (1, 2)}", "x=1, mode='mean', stat_length=1", "x=1, mode='maximum', stat_length={'x': (2, 1)}", "x=2, mode='reflect', reflect_type='odd'", "x=2, mode='symmetric', reflect_type='odd'", "x=0", "x=-1", "none=1", "x=1, mode='foo'", "time=1", "time=(1, 2), mode='edge'", "time=2, mode='reflect'", "y=1, mode='wrap'", "x=1, constant_values=nan", "x=1, constant_values=2.5", "x=9, mode='wrap'", "x=7, mode='reflect'"])
    each("shape", "{a}.sortby({h})", a=["g3", "tir", "zz", "ser", "words", "dup"], h=["'x'", "'x', ascending=False", "['x']", "'time', ascending=False", "'lab'", "['lab', 'time'], ascending=False", "ser", "'w', ascending=False", "ser, ascending=False"])

def dates():
    parts = "year month day hour minute second microsecond dayofweek weekday dayofyear day_of_week day_of_year quarter days_in_month daysinmonth season is_month_start is_month_end is_quarter_start is_quarter_end is_year_start is_year_end is_leap_year decimal_year days_in_year".split()
    each("times", "{a}.time.dt.{p}", a=["tir", "hours", "d_sta", "d_nol", "d_360", "d_all", "d_jul", "d_pro", "hist", "old"], p=parts)
    each("times", "{a}.time.dt.{f}('{p}')", a=["tir", "hours", "d_360.isel(time=[0, 5, 9])", "hist"], f="floor ceil round", p="D h 6h 7min 1s MS ME W 3D 5h".split())
    each("times", "{a}.time.dt.strftime('{p}')", a=["tir", "hours.isel(time=[0, 1])", "d_360.isel(time=[0, 5, 9])", "hist", "old.isel(time=[0, 1])"], p=["%Y-%m-%d %H:%M:%S", "%j", "%y", "%B %d", "%b", "%A", "%a", "%U", "%f", "%%", "%I %p", "%e", "%w", "x"])
    each("times", "{a}.time.dt.isocalendar()", a=["tir", "hours", "d_pro", "d_360"])
    each("times", "{a}.lag.dt.{p}", a="deltas lags".split(), p="days seconds microseconds total_seconds()".split())
    each("times", "tir.lag.dt.days", "tir.dt.year", "words.w.dt.year", "deltas.lag.dt.floor('D')", "deltas.lag.dt.year")
    cal = ["standard", "noleap", "360_day", "all_leap", "julian", "proleptic_gregorian", "365_day", "gregorian", "foo"]
    each("calendar", "{a}.convert_calendar('{c}'{h})", a=["d_sta.isel(time=slice(0, 500))", "d_nol.isel(time=slice(0, 500))", "d_360.isel(time=slice(0, 500))", "d_all.isel(time=slice(0, 500))", "d_jul.isel(time=slice(0, 500))", "hours", "tir", "hist", "old"], c=cal, h=[", use_cftime=True", ", align_on='date', use_cftime=True", ", align_on='year', use_cftime=True", ", align_on='date', missing=nan, use_cftime=True", ", align_on='date', missing=-1., use_cftime=True", ", align_on='foo', use_cftime=True"])
    each("calendar", "{a}.interp_calendar({b}.time)", a=["d_sta.isel(time=slice(0, 100))", "d_nol.isel(time=slice(0, 100))", "d_360.isel(time=slice(0, 100))"], b=["d_360.isel(time=slice(0, 60, 7))", "d_nol.isel(time=slice(0, 60, 7))", "d_jul.isel(time=slice(0, 60, 7))"])
    S = ["words.w", "g3.x", "s", "da(['  a b ', 'Cc,d', '', 'ñandú', 'x1y22'], dims='p')"]
    each("text", "{a}.str.{f}", a=S, f=["upper()", "lower()", "len()", "strip()", "lstrip()", "rstrip()", "contains('a')", "startswith('a')", "endswith('b')", "replace('a', 'o')", "capitalize()", "title()", "swapcase()", "slice(1)", "slice(0, 2)", "slice(-2, None)", "slice(0, 5, 2)", "get(0)", "get(1)", "get(9)", "zfill(5)", "center(5)", "ljust(4)", "rjust(4)", "pad(6)", "pad(6, side='right', fillchar='*')", "count('a')", "find('a')", "rfind('a')", "isalpha()", "isdigit()", "isnumeric()", "isupper()", "islower()", "isspace()", "isalnum()", "isdecimal()", "istitle()", "match('[a-c]')", "fullmatch('[a-c]+')", "contains('[0-9]')", "contains('A', case=False)", "replace('[ab]', 'x')", "replace('[ab]', 'x', regex=True)", "replace('a', 'x', n=1)", "repeat(2)", "removeprefix('a')", "slice_replace(0, 1, 'Q')", "casefold()", "normalize('NFC')", "strip('a')", "index('a')", "wrap(2)", "join('-')", "cat('x')"])

ALL = [reduce, index, mindex, coordops, missing, arith, concat, group, resample, window, calc, shapes, dates]

def main(only, out):
    base()
    M.labels(); M.periods()
    for f in ALL: f()
    names = {k: Chain([{"on": k}]) for k in M.INPUTS} | {"xr": Chain([{"on": "xr"}]), "nan": nan, "np": np, "pd": pd, "da": xr.DataArray, "dtm": dtm}
    for g in ("BinGrouper", "SeasonGrouper", "SeasonResampler", "UniqueGrouper"):
        names[g] = getattr(Chain([{"on": "xr"}]).groupers, g)
    found, why, left, bad = [], apart(), 0, 0
    for code, section in M.CASES.items():
        if not re.search(only, section): continue
        if why(f"{section}: {code}"): left += 1; continue
        try:
            case = answer(f"{section}: {code}", eval(code, names), M.INPUTS) | {"code": code}
            text = json.dumps(case, default=str)
        except Exception as e:
            bad += 1; print("BAD", code, repr(e)[:150]); continue
        if len(text) < 60000: found.append(json.loads(text))
    json.dump({"inputs": {k: given(v) for k, v in M.INPUTS.items()}, "cases": found}, open(out, "w"), separators=(",", ":"))
    print(len(found), "cases", sum("error" in c for c in found), "errors", left, "apart", bad, "bad")

if __name__ == "__main__": main(*sys.argv[1:])
