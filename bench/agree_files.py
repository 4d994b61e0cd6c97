#!/usr/bin/env python3
"""Holds the labelled model against xarray on real files as they are, short floats and packed values too, by operations taken at
random: one to three after each other.

    bench/agree_files.py SHARED CASES.json [--number N] [--seed S] [--only REGEX]     with a Python that has xarray, cftime, scipy, flox

SHARED is the folder with `data/`. Files of odd kinds (unsigned and packed bytes, texts, spans, flags, nothing at all) are made
beside CASES.json. The cases are run as those of agree_model.py. The seed is printed; with it the same cases come again. Where short floats are interpolated or derived, xarray is off by some 1e-7.
"""
import argparse
import json
import random
import re
import sys
from pathlib import Path

import numpy as np

import agree_model as M
from agree_model import nan, pd, xr
from chain import Chain, Opened, answer, given

# What differs on purpose, beside agree_model.APART.
APART = [
    (r"quantile\(\[?0|\.quantile\(0", "scalar coordinates stay; xarray forgets them"),
    (r"^odd_span.*(mean|/ )", "spans are counted in whole microseconds"),
    (r"^days365", "a file of times alone"),
    (r"groupby\('\w+\.month'\)\.cumsum", "running values keep the order of dimensions"),
    (r"^ice.*groupby.* - ", "a scalar of bytes is not repeated along time"),
    (r"^(daily|member|wind).*interp\((lat|lon|rlon)=", "of a single label the values at it are known"),
    (r"\.groupby\('time\.\w+'\) - ", "scalar coordinates stay scalar; xarray repeats them along time"),
    (r"^odd_huge.*(sum|mean|weighted)", "sums of whole numbers beyond int64 are taken in float64, where NumPy wraps"),
    (r"^odd_(enum|plain|flag).*weighted", "products of bytes don't wrap"),
    (r"^odd_letter.*pad", "bytes and texts are one kind"),
    (r"^satellite.*groupby_bins\('\w', 2", "equal bins are spaced in the dtype of the labels"),
    (r"astype\('(u?int|bool)", "what of a gap, or beyond a dtype, has no number is NumPy's affair"),
]
STATISTICS = "mean sum min max std var median count any all prod".split()


def odd(folder):
    """A file with a variable of each odd kind, written by netCDF4."""
    import netCDF4
    path = folder / "odd.nc"
    rng = np.random.default_rng(3)
    with netCDF4.Dataset(path, "w") as f:
        for name, n in dict(time=7, y=4, x=5, one=1, none=0, letters=6).items():
            f.createDimension(name, n)
        def put(name, dtype, dims, values, fill=None, /, **attrs):
            v = f.createVariable(name, dtype, dims, fill_value=fill)
            v.set_auto_maskandscale(False)
            v.setncatts(attrs)
            if v.size: v[...] = values
        put("time", "i4", ("time",), np.arange(7) * 17, units="days since 1999-02-20", calendar="360_day")
        put("y", "f4", ("y",), [60, 30, 0.5, -45.25], units="degrees_north")
        put("x", "i2", ("x",), [350, 355, 0, 5, 10])
        put("label", str, ("x",), np.array(["zwei", "eins", "drei", "eins", "zwei"], object))
        grid = ("time", "y", "x")
        raw = rng.integers(0, 250, (7, 4, 5))
        raw[rng.random(raw.shape) < 0.2] = 255
        put("byte", "u1", grid, raw, 255)
        put("plain", "u1", grid, raw)
        put("unsigned", "i1", grid, raw.astype("u1").view("i1"), -1, _Unsigned="true")
        put("packed", "i2", grid, raw * 100 - 9000, 16500, scale_factor=np.float32(0.01), add_offset=np.float32(273.15))
        put("wide", "i2", grid, raw * 100 - 9000, 16500, scale_factor=0.01, add_offset=273.15)
        put("scaled", "i4", grid, raw, 255, scale_factor=0.5)
        put("long", "i8", grid, raw * 10**10, 255 * 10**10)
        put("huge", "u8", ("y", "x"), raw[0].astype("u8") + np.uint64(2**63))
        put("short", "f4", grid, np.where(raw == 255, np.float32(1e20), raw / 7), np.float32(1e20))
        put("span", "i4", ("time",), raw[:, 0, 0], 255, units="hours", dtype="timedelta64[ns]")
        put("flag", "i1", ("y", "x"), raw[0] % 2, dtype="bool")
        put("letter", "S1", ("y", "letters"), np.array([list("ab    "), list("Zug   "), list("      "), list("zwolf ")], "S1"))
        put("single", "f4", ("one", "y"), [[1, nan, 3, 4]])
        put("nothing", "f4", ("none", "x"), None)
        put("number", "f8", (), 4.5)
        put("lat2", "f4", ("y", "x"), raw[1] / 3)
        f.variables["short"].coordinates = "lat2 number"
        kind = f.createEnumType("u1", "cloud", {"clear": 0, "thin": 3, "thick": 200})
        v = f.createVariable("enum", kind, ("y", "x"))
        v[...] = np.array([0, 3, 200])[raw[2] % 3]
    return path


class Raw(Opened):
    """A variable as it is decoded, not widened."""
    def load(self):
        opened = xr.open_dataset(self.shared / self.path)
        found = opened.isel({d: slice(*t) for d, t in self.taken.items() if d in opened.dims})
        return found[self.variable].load() if self.variable else found.load()


def opened(shared, folder):
    for name, (path, variable, taken) in M.FILES.items():
        if (shared / "data" / path).exists():
            yield name, Raw(shared, "data/" + path, variable, taken)
    path = odd(folder)
    with xr.open_dataset(path) as f:
        for name in f.data_vars:
            yield "odd_" + str(name), Raw(shared, str(path), str(name), {})
    yield "odd", Raw(shared, str(path), None, {})
    for name, path, variable, taken in [
        ("days360", "calendars/ref_test_360_day_1900.nc", None, {}), ("days365", "calendars/ref_test_365_day_1900.nc", None, {}),
        ("areas", "cmip6/areacello_Ofx_GFDL-ESM4_historical_r1i1p1f1_gn.nc", "areacello", {"y": (0, 500, 91), "x": (0, 700, 97)}),
        ("levels", "classic/levitus_climatology.cdf", "TEMP", {}), ("lines", "classic/traj_data.nc", None, {}),
        ("orca", "grids/orca2_votemper.nc", None, {"y": (0, 200, 31), "x": (0, 200, 37), "z": (0, 31, 7), "deptht": (0, 31, 7)}),
        ("plot", "classic/contour.cdf", None, {"lat": (0, 200, 19), "lon": (0, 200, 23), "time": (0, 30, 7)})]:
        if (shared / "data" / path).exists():
            given = Raw(shared, "data/" + path, variable, taken)
            try:
                if variable is None and given.lone(): given.variable = given.lone()
                if given.load().nbytes < 200_000: yield name, given
            except (ValueError, KeyError) as e:
                print("not opened:", path, str(e)[:80])


def number(v):
    return repr(float(v)) if np.asarray(v).dtype.kind == "f" else repr(int(v))


def step(r, code, x):
    """One more operation on `x`, which `code` makes."""
    one = isinstance(x, xr.DataArray)
    dims = [str(d) for d in x.dims]
    numbers = x.dtype.kind in "fiu" if one else False
    d = r.choice(dims) if dims else None
    n = x.sizes[d] if d else 0
    some = [r.randrange(n) for _ in range(r.randint(1, 3))] if n else []
    two = repr(r.sample(dims, min(len(dims), r.randint(1, 3)))) if dims else "None"
    s = r.choice(STATISTICS)
    flat = [".isnull()", ".notnull()", ".count()", f".{s}()", ".squeeze()", ".expand_dims('e')", ".expand_dims(e=[3, 4])"]
    if not one or numbers:
        flat += [" * 2", " + 1", " / 3", " - 0.1", " > 2", " == 0", ".round(1)", ".fillna(0)", ".clip(0, 100)", ".astype('float32')", ".astype('float64')", " % 7", " // 2", ".where({c} > 10)", ".where({c} > 10, -1)", " ** 2", ".quantile(0.4)", ".isin([0, 1])"]
        flat = [f.replace("{c}", code) for f in flat]
    if one and numbers: flat += [f".where({code} > {code}.mean(), drop=True)", f".combine_first({code})"]
    if not d: return bound(code + r.choice(flat))
    along = [f".{s}('{d}')", f".{s}({two})", f".{s}('{d}', skipna=False)" if s not in ("count", "any", "all") else f".{s}('{d}')", f".isel({d}=0)", f".isel({d}=-1)", f".isel({d}={some})", f".isel({d}=slice(None, None, -1))", f".isel({d}=slice(1, None, 2))", f".isel({d}=slice(0, 0))", f".isel({d}=da({some}, dims='p'))", f".isel({d}=da({some}, dims='{d}'))",
             f".shift({d}={r.randint(-2, 2)})", f".roll({d}={r.randint(-2, 2)}, roll_coords={r.random() < .5})", f".diff('{d}')", f".diff('{d}', n=2, label='lower')", f".pad({d}=1)", f".pad({d}=(1, 2), mode='edge')", f".pad({d}=1, mode='reflect')", f".cumsum('{d}')", f".ffill('{d}')", f".bfill('{d}', limit=1)", f".dropna('{d}')", f".dropna('{d}', how='all')", f".head({d}=2)", f".tail({d}=2)", f".thin({d}=2)", f".transpose(..., '{d}')", f".transpose('{d}', ...)",
             f".rolling({d}={r.randint(1, 4)}, center={r.random() < .5}).{s}()", f".rolling({d}=3, min_periods=1).{s}()", f".rolling({d}=2).construct('w')" if one else ".count()", f".coarsen({d}=2, boundary='{r.choice(['trim', 'pad', 'exact'])}').{s}()", f".cumulative('{d}').{r.choice(['sum', 'mean', 'max'])}()", f".quantile([0.1, 0.75], '{d}')", f".median('{d}')", f".sum('{d}', min_count=2)", f".std('{d}', ddof=1)", f".rank('{d}')", f".interpolate_na('{d}')", f".rename({d}='q')", f".expand_dims(e=2)", f".broadcast_like({code}.expand_dims(e=[1, 2]))",
             f".argmax('{d}')", f".idxmin('{d}')", f".swap_dims({d}='q')", f".drop_vars('{d}')", f".to_dataset(name='v')" if one else f".to_dataarray()", f".isel({d}=[])", f".polyfit('{d}', 1)", f".differentiate('{d}')", f".integrate('{d}')", f".stack(z={dims}).unstack('z')", f".stack(z={dims[:2]}).reset_index('z')", f".sortby('{d}')", f".sortby('{d}', ascending=False)", f".groupby('{d}').{s}()"]
    whole = [f"({code} - {code}.mean('{d}'))", f"({code} + {code}.isel({d}=slice(1, None)))", f"({code} / {code}.isel({d}=0))", f"({code} > {code}.shift({d}=1))", f"xr.concat([{code}, {code}], 'm')", f"xr.concat([{code}, {code}.isel({d}=[0])], '{d}')", f"xr.where({code} > 3, {code}, 0)", f"xr.dot({code}, {code}, dim='{d}')", f"xr.corr({code}, {code}.shift({d}=1), dim='{d}')", f"xr.align({code}, {code}.isel({d}=[0]), join='{r.choice(['inner', 'outer', 'left'])}')[{r.randint(0, 1)}]", f"xr.merge([{code}.rename('a'), {code}.isel({d}=[0]).rename('b')])" if one else code + ".mean()", f"{code}.fillna({code}.mean('{d}'))", f"{code}.reindex_like({code}.isel({d}=[0]))", f"{code}.weighted(abs({code}).fillna(0)).mean('{d}')" if one else code + ".max()", f"{code}.weighted({code}.notnull()).{r.choice(['sum', 'std'])}('{d}')" if one else code + ".min()"]
    if d in x.indexes and n:
        labels = x[d].values
        if labels.dtype.kind in "fiu":
            a, b = labels[r.randrange(n)], labels[r.randrange(n)]
            mid = repr(float((float(a) + float(b)) / 2))
            a, b = number(a), number(b)
            along += [f".sel({d}={a})", f".sel({d}=[{b}, {a}])", f".sel({d}=slice({a}, {b}))", f".sel({d}=slice({mid}, None))", f".sel({d}={mid}, method='nearest')", f".sel({d}={mid}, method='ffill')", f".reindex({d}=[{a}, {mid}])", f".reindex({d}=[{a}, {mid}], method='nearest')", f".interp({d}={mid})", f".interp({d}=[{mid}, {a}])", f".interp({d}=[{mid}], method='nearest')", f".groupby_bins('{d}', 2).{s}()", f".groupby_bins('{d}', [{', '.join(sorted({a, b, mid}, key=float))}]).{s}()", f".drop_sel({d}={a})", f".interp({d}=da([{mid}, {a}], dims='p'))"]
        elif hasattr(labels[0], "calendar") or labels.dtype.kind == "M":
            t = x[d][r.randrange(n)].dt
            year, month = int(t.year), int(t.month)
            part = r.choice("month season year dayofyear day hour".split())
            freq = r.choice("YS YE QS-DEC QE MS ME 2MS 90D 10D YS-JUL".split())
            along += [f".sel({d}='{year}')", f".sel({d}='{year}-{month:02}')", f".sel({d}=slice('{year}-{month:02}', None))", f".sel({d}=slice(None, '{year}-{month:02}-10'))", f".sel({d}='{year}-{month:02}-02', method='nearest')"]
            along += [f".groupby('{d}.{part}').{s}()", f".groupby('{d}.{part}').{r.choice(['first', 'last'])}()", f".resample({d}='{freq}').{s}()", f".resample({d}='{freq}', closed='{r.choice(['left', 'right'])}', label='{r.choice(['left', 'right'])}').{s}()", f".groupby('{d}.{part}').quantile(0.5)", f".convert_calendar('{r.choice(['noleap', '360_day', 'standard'])}', align_on='date', use_cftime=True)", f".{d}.dt.{part}", f".groupby('{d}.month').cumsum()"] * 2
            whole += [f"({code}.groupby('{d}.{part}') - {code}.groupby('{d}.{part}').mean('{d}'))"] * 3
    more = [str(c) for c in x.coords if c not in x.indexes and x[c].ndim == 1]
    if more: along += [f".groupby('{r.choice(more)}').{s}()", f".sortby('{r.choice(more)}')", f".swap_dims({x[more[0]].dims[0]}='{more[0]}')"]
    pick = r.random()
    return r.choice(whole) if pick < 0.2 else bound(code + r.choice(along if pick < 0.85 else flat))


def bound(code):
    """In brackets, where an operator might take less than all of it."""
    return f"({code})" if re.search(r" [-+*/%>=]+ [\d.]+$", code) else code


def within(x):
    """How far sums and differences of short floats may lie apart: some of their roundings."""
    if not isinstance(x, xr.DataArray) or x.dtype != np.float32 or not np.isfinite(x.values).any(): return 0
    return float(4 * np.finfo("f4").eps * np.abs(x.values[np.isfinite(x.values)]).max())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", default="", help="inputs whose name this matches")
    options = parser.parse_args()
    print("seed", options.seed)
    r = random.Random(options.seed)
    inputs = {k: v for k, v in opened(options.shared.resolve(), options.cases.resolve().parent) if re.search(options.only, k)}
    loaded = {}
    for k, v in list(inputs.items()):
        try: loaded[k] = v.load()
        except ValueError as e: print("not opened:", v.path, str(e)[:80])
    names = {k: Chain([{"on": k}]) for k in loaded} | {"xr": Chain([{"on": "xr"}]), "nan": nan, "np": np, "pd": pd, "da": xr.DataArray}
    known, why, found, left, failed = {**loaded, "xr": xr, "nan": nan, "da": xr.DataArray}, M.apart(), [], 0, 0
    for _ in range(options.number):
        name = r.choice(sorted(loaded))
        code, x = name, loaded[name]
        for _ in range(r.choice([1, 1, 2, 2, 3])):
            code = step(r, code, x)
            try:
                with np.errstate(all="ignore"): x = eval(code, dict(known))
            except Exception: break
            if not isinstance(x, (xr.DataArray, xr.Dataset)) or x.nbytes > 150_000: break
        if why(f"file {name}: {code}") or any(re.search(p, code) for p, _ in APART): left += 1; continue
        try:
            case = answer(f"file {name}: {code}", eval(code, names), loaded) | {"code": code, "within": within(loaded[name])}
            text = json.dumps(case, default=str)
        except Exception as e:
            failed += 1; print("BAD", code, repr(e)[:150]); continue
        if len(text) < 400_000: found.append(json.loads(text))
    json.dump({"inputs": {k: given(inputs[k]) | {"raw": True} for k in loaded}, "cases": found}, options.cases.open("w"), separators=(",", ":"))
    print(len(found), "cases,", sum("error" in c for c in found), "of them errors;", left, "left out,", failed, "bad")


if __name__ == "__main__":
    main()
