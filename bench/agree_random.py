#!/usr/bin/env python3
"""Holds the labelled model against xarray on arrays and operations taken at random: any dtype, any coordinates, gaps of all shapes.

    bench/agree_random.py CASES.json [--number N] [--seed S] [--only REGEX] [--shared FOLDER]     with a Python that has xarray, cftime, scipy, flox

Families of arrays share labels, so that they align in part; each case is an operation with random arguments, at times another
one after it. The cases are run as those of agree_model.py, or by `ChainDifferences`, which prints what differs. The seed is
printed; with it the same cases come again. `--only` is a pattern of kinds: reduce, sel, group, resample, tree and so on.

What is left to differ: scalar coordinates stay in quantiles and stay scalar in anomalies; variables of a dataset that lack a
dimension are not repeated along it; sums of narrow integers don't wrap; missing times are skipped; a single label is enough to
interpolate at it; in trees, coordinates of reduced dimensions go everywhere. Texts and times have fewer statistics, and are refused.
"""
import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np

import agree_files
import agree_model as M
from agree_model import nan, pd, xr
from chain import Chain, answer, given

# What differs on purpose, beside agree_model.APART.
APART = [
    (r"rolling_exp", "needs numbagg there"),
    (r"reindex\(time=\[", "texts are taken for dates, where xarray makes labels of text"),
    (r"astype\('(str|complex64)'\)", "numbers are no texts, and there are no complex ones"),
    (r"to_dataset\(dim='time'\)", "dates as names are written with a T"),
]
STATISTICS = "mean sum prod min max std var median count any all".split()
CALENDARS = ["noleap", "360_day", "all_leap", "julian", "standard"]
DTYPES = ["f8"] * 8 + ["f4"] * 3 + ["f2", "i8", "i8", "i4", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "b", "b", "M8[ns]", "m8[ns]", "U"]
WORDS = ["aa", "b", "", "Zürich", "10", "9", "zug", "aa b"]


class Family:
    """Arrays over common labels: each has all of them, some, or some in another order."""

    def __init__(self, r, rng, number):
        self.r, self.rng, self.number = r, rng, number
        kinds = {"x": "int int fall float f32 text small mixed byte none", "y": "fall float int f32 none mixed", "z": "text text int none"}
        self.labels = {d: self.along(r.choice(k.split()), r.randint(2, 7)) for d, k in kinds.items()}
        n, freq = r.choice([(9, "D"), (14, "36h"), (30, "D"), (26, "ME"), (20, "MS"), (40, "7h"), (12, "QS"), (8, "YS"), (24, "20D"), (10, "97min")])
        calendar = r.choice(["proleptic_gregorian"] * 3 + CALENDARS)
        self.labels["time"] = M.t(r.choice(["1999-11-17", "2000-02-27T06", "2001-01-01", "2003-12-30T23:30"]), n, freq, calendar)
        if r.random() < 0.2: self.labels["time"] = self.labels["time"][np.sort(rng.permutation(n)[: n // 2 + 1])]

    def along(self, kind, n):
        steps = np.cumsum(self.rng.integers(1, 4, n))
        return {"int": steps * 10, "fall": -steps * 2.5 + 30, "float": steps / 4 - 1, "f32": (steps / 10).astype("f4"), "text": np.array(sorted("abcdefgh"[:n])), "small": steps.astype("i2"),
                "mixed": self.rng.permutation(steps), "byte": (steps * 5).astype("u1"), "bool": np.array([False, True]), "none": n}[kind]

    def part(self, labels):
        """All labels, or a stretch, or some in another order, or few."""
        if isinstance(labels, (int, np.integer)): return labels
        n, pick = len(labels), self.r.random()
        if pick < 0.6: return labels
        if pick < 0.75: return labels[self.r.randrange(n):]
        if pick < 0.85: return labels[self.rng.permutation(n)[: self.r.randint(1, n)]]
        if pick < 0.92: return labels[[self.r.randrange(n)]]
        return labels[:0] if pick < 0.95 and not isinstance(labels, xr.CFTimeIndex) else labels[::-1]

    def values(self, shape, dtype):
        rng, r = self.rng, self.r
        whole = rng.integers(-9, 20, shape)
        if dtype == "b": return whole > 3
        if dtype == "U": return np.array(WORDS)[np.abs(whole) % len(WORDS)].reshape(shape)
        if dtype[0] in "mM":
            v = (whole * 7_000 + (11_000_000 if dtype[0] == "M" else 0)).astype("i8") * 86_400_000_000
            v = v.view(dtype) if v.ndim else np.array(v).view(dtype)
            return np.where(rng.random(shape) < 0.2, np.array("NaT", dtype), v) if r.random() < 0.4 else v
        if dtype[0] == "u": return np.abs(whole).astype(dtype)
        if dtype[0] == "i": return whole.astype(dtype)
        v = (whole / 4).astype(dtype)
        gaps = r.random()
        if gaps < 0.45: v = np.where(rng.random(shape) < r.choice([0.1, 0.4]), nan, v).astype(dtype)
        elif gaps < 0.55 and len(shape) and v.size:
            v = v.copy(); v[(slice(None),) * r.randrange(len(shape)) + (0,)] = nan
        elif gaps < 0.6: v = np.full(shape, nan, dtype)
        elif gaps < 0.63: v = np.where(rng.random(shape) < 0.2, r.choice([np.inf, -np.inf]), v).astype(dtype)
        return v

    def coords(self, dims, sizes, labels):
        r, rng = self.r, self.rng
        coords = {d: labels[d] for d in dims if not isinstance(labels[d], (int, np.integer))}
        for d in dims:
            n = sizes[d]
            if r.random() < 0.35:
                coords[f"g{d}"] = (d, r.choice([rng.integers(0, 3, n), np.array(list("uvw"))[rng.integers(0, 3, n)], np.where(rng.random(n) < 0.2, nan, rng.integers(0, 3, n) / 2), rng.integers(0, 2, n) > 0]))
        if len(dims) > 1 and r.random() < 0.3: coords["lat"] = (tuple(dims[-2:]), rng.integers(0, 5, [sizes[d] for d in dims[-2:]]) / 2)
        if r.random() < 0.35: coords["h"] = r.choice([2, 2.5, "high"])
        return coords

    def array(self, name, dtype=None):
        r = self.r
        dims = r.sample(["time", "y", "x", "z"], r.choice([0, 1, 1, 2, 2, 2, 3, 3]))
        if r.random() < 0.8: dims.sort(key=["time", "z", "y", "x"].index)
        labels = {d: self.part(self.labels[d]) for d in dims}
        sizes = {d: int(l) if isinstance(l, (int, np.integer)) else len(l) for d, l in labels.items()}
        v = self.values(tuple(sizes.values()), dtype or r.choice(DTYPES))
        return xr.DataArray(v, dims=dims, coords=self.coords(dims, sizes, labels), name=r.choice([name, name, "v", None]), attrs={"units": "m"})

    def dataset(self):
        r = self.r
        labels = {d: self.part(l) for d, l in self.labels.items()}
        sizes = {d: int(l) if isinstance(l, (int, np.integer)) else len(l) for d, l in labels.items()}
        dims = r.sample(["time", "z", "y", "x"], 3)
        variables = {}
        for name in "pqs"[: r.randint(1, 3)]:
            own = sorted(r.sample(dims, r.choice([1, 2, 2, 3])), key=dims.index)
            variables[name] = (own, self.values(tuple(sizes[d] for d in own), r.choice(DTYPES[:16])))
        if r.random() < 0.3: variables["c"] = 4
        if r.random() < 0.2: variables["text"] = (dims[0], self.values((sizes[dims[0]],), "U"))
        used = [d for d in dims if any(d in v[0] for v in variables.values() if isinstance(v, tuple))]
        return xr.Dataset(variables, self.coords(used, sizes, labels), {"title": "d"})


class Operations:
    """One random operation of each kind on `x`, which `code` makes; `others` are arrays of its family."""

    def __init__(self, r, rng, code, x, others):
        self.r, self.rng, self.code, self.x, self.others = r, rng, code, x, others
        self.dims = [str(d) for d in x.dims]
        self.d = r.choice(self.dims) if self.dims else "x"
        self.n = x.sizes.get(self.d, 0)
        self.lone = isinstance(x, xr.DataArray)

    def pick(self, *of): return self.r.choice(of)
    def maybe(self, text, p=0.4): return text if self.r.random() < p else ""
    def some(self, k=3): return repr([self.r.randrange(-self.n, self.n) for _ in range(self.r.randint(0, k))]) if self.n else "[]"
    def several(self): return repr(self.r.sample(self.dims, self.r.randint(1, len(self.dims)))) if self.dims else "None"
    def dim(self): return self.pick("", repr(self.d), repr(self.d), self.several(), self.several(), "...")
    def other(self): return self.r.choice(self.others)
    def plain(self): return [str(c) for c in self.x.coords if c not in self.x.indexes]

    def label(self, d=None, between=0.25):
        """A label of the dimension as code; at times one between or outside."""
        d = d or self.d
        if d not in self.x.indexes or not self.x.sizes[d]: return self.pick("0", "1", "-1")
        v = self.x[d].values
        one = v[self.r.randrange(len(v))]
        if v.dtype.kind == "U": return repr(str(one)) if self.r.random() > between else self.pick("'bb'", "'zz'", "'A'")
        if v.dtype.kind == "b": return repr(bool(one))
        if v.dtype.kind == "M" or hasattr(one, "calendar"):
            t = str(pd.Timestamp(one).isoformat()) if v.dtype.kind == "M" else one.isoformat()
            return repr(t[: self.pick(4, 7, 10, 19)] if self.r.random() < between + 0.3 else t[:19])
        return agree_files.number(one) if self.r.random() > between else repr(float(one) + self.pick(0.5, -0.5, 1, 100, -100))

    def bound(self): return "None" if self.r.random() < 0.2 else self.label()

    def reduce(self):
        s = self.r.choice(STATISTICS)
        more = self.pick("", "", ", skipna=False", ", skipna=True") if s not in ("count", "any", "all") else ""
        if s in ("sum", "prod"): more += self.maybe(f", min_count={self.pick(1, 2, 5)}", 0.3)
        if s in ("std", "var"): more += self.maybe(f", ddof={self.pick(0, 1, 2)}")
        return f".{s}({(self.dim() + more).lstrip(', ')})"

    def quantile(self):
        q = self.pick("0.5", "0.25", "[0.1, 0.9]", "[0, 1]", "[0.5]", "0.0")
        return f".quantile({q}{self.pick('', ', ' + repr(self.d), ', ' + self.several())}{self.maybe(', skipna=False', .2)}{self.maybe(', method=' + repr(self.pick('lower', 'higher', 'nearest', 'midpoint', 'hazen', 'weibull', 'median_unbiased', 'normal_unbiased', 'inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf')), .4)})"

    def extreme(self):
        f = self.pick("argmin", "argmax", "idxmin", "idxmax")
        if f[0] == "a" and self.lone and self.r.random() < 0.3: return f".{f}({self.several()})[{self.d!r}]" if 0 else f".fillna(0).{f}({self.d!r})"
        return f".{f}({self.d!r}{self.maybe(', skipna=False', .2)}{self.maybe(', fill_value=' + self.pick('0', '-1.5'), .2) if f[0] == 'i' else ''})"

    def scan(self):
        return self.pick(f".cumsum({self.pick(repr(self.d), self.several(), '')}{self.maybe(', skipna=False', .2) if self.dims else ''})".replace("(, ", "("), f".cumprod({self.d!r})", f".diff({self.d!r}{self.maybe(', n=' + self.pick('1', '2', '3', '0'))}{self.maybe(', label=' + repr(self.pick('lower', 'upper')))})", f".rank({self.d!r}{self.maybe(', pct=True')})", f".cumulative({self.pick(repr(self.d), self.several())}{self.maybe(', min_periods=' + self.pick('1', '2', '3'))}).{self.pick(*STATISTICS)}()", f".rolling_exp({self.d}={self.pick(2, 3.5)}, window_type={self.pick('span', 'com', 'halflife')!r}).{self.pick('mean', 'sum', 'std', 'var')}()" if self.r.random() < 0.3 else f".cumsum({self.d!r})")

    def isel(self):
        e = self.r.choice(self.dims) if self.dims else "x"
        m = self.x.sizes.get(e, 0)
        points = [self.r.randrange(self.n) for _ in range(2)] if self.n else []
        more = [self.r.randrange(m) for _ in range(2)] if m else []
        mask = repr([self.r.random() < 0.5 for _ in range(self.n)])
        a, b = self.pick("None", *range(-5, 6)), self.pick("None", *range(-5, 6))
        options = [f"{self.d}={self.pick(*range(-3, 4))}", f"{self.d}={self.some()}", f"{self.d}=slice({a}, {b}, {self.pick('None', 1, 2, 3, -1, -2)})", f"{self.d}={mask}", f"{self.d}=da({points}, dims='pt')", f"{self.d}=da({points}, dims='{self.d}')", f"{self.d}=da({[points, points[::-1]]}, dims=('pt', 'r'))", f"{self.d}=da({mask}, dims='{self.d}')", f"{self.d}=da({points}, dims='pt', coords={{'pt': [5, 6], 'k': ('pt', [7, 8])}})" if points else f"{self.d}=[]", f"{self.d}=da({self.pick(0, -1)})", f"{self.d}=0, drop=True"]
        if e != self.d: options += [f"{self.d}=da({points}, dims='pt'), {e}=da({more}, dims='pt')", f"{self.d}=da({points}, dims='pt'), {e}=da({more}, dims='r')", f"{self.d}={self.some()}, {e}=slice(None, None, -1)", f"{self.d}=da({points}, dims='pt'), {e}=0", f"{self.d}={self.some()}, {e}={more}", f"{self.d}=da({points}, dims='{e}')"]
        return self.pick(f".isel({self.r.choice(options)})", f".isel({self.r.choice(options)})", f".isel({self.r.choice(options)})", f".{self.pick('head', 'tail', 'thin')}({self.pick(f'{self.d}=', '')}{self.pick(1, 2, 3)})", f".drop_isel({self.d}={self.some()})", ".squeeze()", f".squeeze({self.d!r})", f".drop_duplicates({self.d!r}{self.maybe(', keep=' + self.pick(repr('last'), 'False'))})")

    def sel(self):
        e = self.r.choice(self.dims) if self.dims else "x"
        method = self.maybe(f", method={self.pick('nearest', 'pad', 'ffill', 'backfill', 'bfill')!r}{self.maybe(', tolerance=' + self.pick('0.1', '1', '10'), .3)}", 0.4)
        options = [f"{self.d}={self.label()}{method}", f"{self.d}=[{self.label()}, {self.label()}]{method}", f"{self.d}=slice({self.bound()}, {self.bound()}{self.maybe(', ' + self.pick('2', '-1'), .2)})", f"{self.d}=da([{self.label()}, {self.label()}], dims='pt'){method}", f"{self.d}={self.label()}, drop=True", f"{self.d}=[]"]
        if e != self.d: options += [f"{self.d}=da([{self.label()}, {self.label()}], dims='pt'), {e}=da([{self.label(e)}, {self.label(e)}], dims='pt'){method}", f"{self.d}={self.label()}, {e}={self.label(e)}{method}", f"{self.d}=slice({self.bound()}, {self.bound()}), {e}=[{self.label(e)}]", f"{self.d}=da([{self.label()}, {self.label()}], dims='pt'), {e}={self.label(e)}"]
        if self.d in self.x.indexes: options += [f"{self.d}={self.code}.{self.d} > {self.code}.{self.d}[0]" if self.n else f"{self.d}=[]", f"{self.d}={self.code}.{self.d}[{self.some(2)}]" if self.n else f"{self.d}=[]"]
        return self.pick(f".sel({self.r.choice(options)})", f".sel({self.r.choice(options)})", f".sel({self.r.choice(options)})", f".drop_sel({self.d}={self.pick(self.label(), f'[{self.label()}, {self.label()}]')})")

    def reindex(self):
        method = self.maybe(f", method={self.pick('nearest', 'pad', 'ffill', 'bfill')!r}{self.maybe(', tolerance=' + self.pick('0.1', '1', '10'), .3)}", 0.4)
        fill = self.maybe(f", fill_value={self.pick('0', '-1', '2.5', 'nan')}", 0.25)
        labels = self.pick(f"[{self.label()}, {self.label()}, {self.label()}]", f"[{self.label(between=0)}, {self.label(between=0)}]", "[]", f"{self.other()}.{self.d}")
        return self.pick(f".reindex({self.d}={labels}{method}{fill})", f".reindex({self.d}={labels}{fill})", f".reindex_like({self.other()}{method}{fill})", f".broadcast_like({self.other()})", f".interp_like({self.other()})")

    def align(self):
        o, i = self.other(), self.pick(0, 1)
        j = self.pick("inner", "outer", "left", "right", "exact", "override")
        return f"xr.align({self.code}, {o}, join={j!r}{self.maybe(', fill_value=' + self.pick('0', '-5'), .3)}{self.maybe(f', exclude=[{self.d!r}]', .2)})[{i}]" if self.r.random() < 0.7 else f"xr.broadcast({self.code}, {o}{self.maybe(f', exclude=[{self.d!r}]', .3)})[{i}]"

    def arith(self):
        o = self.pick(*"+ - * / // % ** < <= > >= == != & |".split())
        return f"({self.code} {o} {self.pick(self.other(), self.other(), self.other(), '2', '-1', '0.5', '3', '0', 'True', self.code + f'.isel({self.d}=0)')})" if self.r.random() < 0.85 else f"({self.pick('2', '-1', '0.5', '10')} {self.pick('-', '/', '+', '*', '**', '//', '%')} {self.code})"

    def unary(self):
        return self.pick(f"(-{self.code})", f"abs({self.code})", f"(~{self.code})", *[self.code + s for s in [".isnull()", ".notnull()", f".round({self.pick('', 1, -1, 2)})", f".clip({self.pick('0, 4', 'min=2', 'max=3.5', '-2, 2.5', 'min=' + self.other())})", f".isin({self.pick('[1, 2.5, 4]', '[nan, 0]', repr(['aa', '']), '[True]')})", f".astype({self.pick('float64', 'float32', 'int64', 'int16', 'bool', 'float16', 'uint8', 'complex64', 'str')!r})"]])

    def missing(self):
        c, o, d = self.code, self.other(), repr(self.d)
        if not self.lone and self.r.random() < 0.2: return c + f".combine_first({c}.isel({self.d}=[0]).fillna(3))"
        return self.pick(c + f".fillna({self.pick('0', '1.5', o, o, 'True', repr('x'))})", c + f".{self.pick('ffill', 'bfill')}({d}{self.maybe(', limit=' + self.pick('1', '2', '3'))})", c + f".dropna({d}{self.pick('', ', how=' + repr('all'), ', thresh=2', ', how=' + repr('any'))})", c + f".where({self.pick(c + ' > 2', o + ' > 1', o + '.notnull()', c + '.notnull()', c + '.' + self.d + ' == ' + self.label())}{self.pick('', ', ' + self.pick('0', '-1.5', o, c, 'nan', '300'))})", c + f".where({self.pick(c + ' > 2', c + '.notnull()', o + ' > 1', c + ' > 1000')}, drop=True)", f"xr.where({self.pick(c + ' > 2', o + ' > 0')}, {self.pick('1', '0.5', c, o)}, {self.pick('0', 'nan', c, o)})", c + f".interpolate_na({d}{self.maybe(', method=' + repr(self.pick('linear', 'nearest', 'zero', 'slinear', 'quadratic', 'cubic', 'pchip', 'akima')))}{self.maybe(', limit=' + self.pick('1', '2'))}{self.maybe(', max_gap=' + self.pick('2', '10', '1.5'), .3) if self.d != 'time' else ''}{self.maybe(', use_coordinate=False')}{self.maybe(', fill_value=' + repr('extrapolate'), .2)})", c + ".combine_first(" + (o if self.lone else c) + ")")

    def group(self):
        keys = self.plain() + [d for d in self.dims if d in self.x.indexes]
        if "time" in self.x.indexes: keys += [f"time.{p}" for p in ("month", "season", "year", "dayofyear", "hour", "day", "dayofweek")] * 2
        keys = [k for k in keys if k.startswith("time.") or self.x[k].ndim] or ["none"]
        key = self.r.choice(keys)
        two = repr(self.r.sample(keys, 2)) if len(keys) > 1 and self.r.random() < 0.2 else repr(key)
        s = self.r.choice(STATISTICS + ["first", "last"])
        c = self.code
        g = f"{c}.groupby({two})"
        dim = self.pick("", "", "", "...", repr(self.d), self.several())
        more = self.pick("", "", ", skipna=False", ", skipna=True") if s not in ("count", "any", "all") else ""
        if s in ("sum", "prod"): more += self.maybe(f", min_count={self.pick(1, 2)}", 0.3)
        if s in ("std", "var"): more += self.maybe(", ddof=1", 0.3)
        if s in ("first", "last"): dim = ""
        one = key if key.startswith("time.") else key
        along = repr("time" if key.startswith("time.") else (self.x[key].dims[0] if key in self.x.coords else "x"))
        reduced = f"{g}.{s}({(dim + more).lstrip(', ')})"
        bins = self.pick("2", "3", "[0, 1, 2]", "[0, 0.5, 1.5, 10]", "[-1, 15, 30, 100]", "[0, 1, 2], right=False", "[0, 2, 30], include_lowest=True", "[0, 1, 20], labels=['lo', 'hi']", "[100, 200]")
        labels = [k for k in keys if not k.startswith("time.") and k in self.x.coords and self.x[k].dtype.kind in "iuf"]
        binned = f"{c}.groupby_bins({self.r.choice(labels)!r}, {bins}).{s}()" if labels else reduced
        return self.pick(reduced, reduced, reduced, f"({c}.groupby({one!r}) {self.pick('-', '+', '*', '/')} {c}.groupby({one!r}).{self.pick('mean', 'max', 'sum')}({self.pick(along, along, '...')}))", f"{g}.quantile({self.pick('0.5', '[0.2, 0.8]')}{self.maybe(', skipna=False', .2)})", binned, binned, f"{c}.groupby({one!r}).{self.pick('cumsum', 'cumprod')}({along})", f"{c}.groupby({one!r}).{self.pick('fillna(0)', f'where({c}.notnull())', 'fillna(-1.5)', f'shift({along[1:-1]}=1)' if 0 else 'fillna(2)')}", f"{c}.groupby({self.other()}).{s}()" if self.r.random() < 0.5 else binned)

    def resample(self):
        freq = self.pick(*"YS YE QS QE QS-DEC ME MS 2MS 3ME D 2D 5D 10D 12h 6h W W-WED 30D 45D 36h 3h 100min YE-JUN QE-NOV".split())
        more = self.maybe(f", closed={self.pick('left', 'right')!r}", .3) + self.maybe(f", label={self.pick('left', 'right')!r}", .3) + self.maybe(f", offset={self.pick('2h', '-90min', '24h')!r}", .15) + self.maybe(f", origin={self.pick('start', 'end', 'epoch', 'end_day', 'start_day')!r}", .25)
        s = self.r.choice(STATISTICS + ["first", "last", "mean", "sum"])
        tail = self.pick(*[f"{s}()"] * 5, f"{s}('time')" if s not in ("first", "last") else "mean('time')", "quantile(0.5)", "quantile([0.1, 0.9])", "mean(skipna=False)", "sum(min_count=1)", "std(ddof=1)", f"{self.pick('asfreq', 'ffill', 'bfill', 'nearest', 'pad')}()", "interpolate('linear')", "interpolate('nearest')", "cumsum('time')", "mean(...)", f"mean({self.several()})")
        return f".resample(time={freq!r}{more}).{tail}"

    def window(self):
        two = self.r.sample(self.dims, 2) if len(self.dims) > 1 else []
        w = f"{self.d}={self.pick(1, 2, 2, 3, 3, 4, 5, 9)}" if not two or self.r.random() < 0.7 else f"{two[0]}={self.pick(2, 3)}, {two[1]}={self.pick(1, 2, 3)}"
        s = self.r.choice(STATISTICS)
        rolling = f".rolling({w}{self.maybe(', min_periods=' + self.pick('1', '2'))}{self.maybe(', center=True')})"
        c = ", ".join(f"{d}={self.pick(1, 2, 3)}" for d in (two if two and self.r.random() < 0.3 else [self.d]))
        coarsen = f".coarsen({c}, boundary={self.pick('trim', 'pad', 'exact', 'trim', 'pad')!r}{self.maybe(', side=' + repr('right'), .3)}{self.maybe(', coord_func=' + repr(self.pick('min', 'max', 'median')), .2)})"
        if self.plain() and self.r.random() < 0.8: coarsen = f".drop_vars({self.plain()})" + coarsen
        return self.pick(rolling + f".{s}()", rolling + f".{s}()", rolling + f".{s}()", rolling + f".construct({self.d}='w'{self.maybe(', stride=2')}{self.maybe(', fill_value=' + self.pick('0', '-1'))})", coarsen + f".{s}()", coarsen + f".{s}()", f".coarsen({self.d}={self.pick(1, 2)}, boundary={self.pick('trim', 'pad')!r}).construct({self.d}=('a', 'b'))")

    def weighted(self):
        o = self.other()
        w = self.pick(o, f"abs({o}).fillna(0)", f"{o}.fillna(0)", f"({o} > 0)", f"abs({self.code}).fillna(0)")
        f = self.pick("mean", "sum", "std", "var", "sum_of_weights", "sum_of_squares", "mean", "quantile")
        args = f"{self.pick('0.5', '[0.1, 0.8]')}, dim={self.pick(repr(self.d), self.several(), 'None')}" if f == "quantile" else self.pick("", repr(self.d), self.several()) if f == "sum_of_weights" else (self.pick("", repr(self.d), self.several()) + self.maybe(", skipna=False", .2)).lstrip(", ")
        return f".weighted({w}).{f}({args})"

    def interp(self):
        if self.n < 2 or self.d not in self.x.indexes: return self.calculus()
        e = self.r.choice(self.dims) if self.dims else "x"
        numbers = lambda d: self.pick(f"[{self.label(d, .7)}, {self.label(d, .7)}]", self.label(d, .7), f"da([{self.label(d, .7)}, {self.label(d, .7)}], dims='pt')")
        method = self.maybe(f", method={self.pick('linear', 'nearest', 'zero', 'slinear', 'quadratic', 'cubic', 'pchip', 'akima', 'makima')!r}", .5)
        fill = self.maybe(f", kwargs={{'fill_value': {self.pick(repr('extrapolate'), '0', '(-1, 1)')}}}", .25)
        two = f", {e}={numbers(e)}" if e != self.d and self.r.random() < 0.3 else ""
        return f".interp({self.d}={numbers(self.d)}{two}{method}{fill})"

    def calculus(self):
        d, c = repr(self.d), self.code if self.lone else self.other()
        unit = f", datetime_unit={self.pick('D', 'h', 's')!r}" if self.d == "time" else ""
        return self.pick(c + f".differentiate({d}{self.maybe(', edge_order=2', .3)}{unit})", c + f".integrate({d}{unit})", c + f".cumulative_integrate({d}{unit})", c + f".polyfit({d}, {self.pick(0, 1, 2)}{self.maybe(', skipna=False', .2)})", f"xr.polyval({c}, da([1., -2, 0.5], dims='degree', coords={{'degree': [2, 0, 1]}}))", f"xr.{self.pick('cov', 'corr')}({c}, {self.other()}{self.pick('', ', dim=' + d, ', dim=' + self.several())})", f"xr.dot({c}, {self.other()}{self.pick('', ', dim=' + d, ', dim=' + self.several(), ', dim=...')})")

    def combine(self):
        c, o, d = self.code, self.other(), self.d
        join = self.maybe(f", join={self.pick('inner', 'outer', 'left', 'right', 'exact', 'override')!r}", .3)
        cut = self.r.randint(1, max(1, self.n - 1))
        if not self.lone: o = self.code
        return self.pick(f"xr.concat([{c}, {c}.isel({d}={self.some()})], {d!r}{join})", f"xr.concat([{c}, {o}], {self.pick(repr(d), repr('new'))}{join})", f"xr.concat([{c}.isel({d}=0), {c}.isel({d}=-1)], {self.pick(repr(d), repr('new'))}{join})", f"xr.concat([{c}, {c}.isel({d}=slice(1, None))], 'new'{join}{self.maybe(', fill_value=-1', .3)})", f"xr.merge([{c}{'.rename(' + repr('a1') + ')' if self.lone else ''}, {o}.rename('b1')]{join})", f"xr.merge([{c}{'.rename(' + repr('a1') + ')' if self.lone else ''}, {c}.isel({d}=slice({cut}, None)){'.rename(' + repr('a1') + ')' if self.lone else ''}]{join}{self.maybe(', compat=' + repr(self.pick('override', 'equals', 'broadcast_equals')), .3)})", f"xr.combine_by_coords([{c}{'.rename(' + repr('a1') + ')' if self.lone else ''}.isel({d}=slice({cut}, None)), {c}{'.rename(' + repr('a1') + ')' if self.lone else ''}.isel({d}=slice(0, {cut}))])", f"xr.combine_nested([{c}, {c}.isel({d}=slice(0, {cut}))], concat_dim={d!r})")

    def shape(self):
        d, dims = self.d, self.dims
        two = repr(self.r.sample(dims, min(2, len(dims))))
        order = self.r.sample(dims, len(dims))
        by = self.plain() + [k for k in dims if k in self.x.indexes] or ["none"]
        stacked = f".stack(st={two})"
        return self.pick(f".transpose({', '.join(map(repr, order))})", f".transpose({d!r}, ...)", ".transpose()", f".expand_dims({self.pick(repr('e'), 'e=2', 'e=[5, 6]', 'e=2, axis=1', repr('h'))})", f".shift({d}={self.pick(-2, -1, 0, 1, 2, 9)}{self.maybe(', fill_value=' + self.pick('0', '-1'), .3)})", f".roll({d}={self.pick(-2, 1, 7)}{self.maybe(', roll_coords=True')})", f".pad({d}={self.pick(1, (0, 2), (2, 1))}{self.pick('', '', ', constant_values=' + self.pick('0', '(1, 2)'), ', mode=' + repr(self.pick('edge', 'reflect', 'symmetric', 'wrap', 'maximum', 'mean', 'median', 'minimum', 'linear_ramp')))})", f".sortby({self.pick(repr(d), repr(self.r.choice(by)), repr(self.r.sample(by, min(2, len(by)))))}{self.maybe(', ascending=False')})", f".swap_dims({d}={self.pick(*by)!r})", f".rename({d}={self.pick('q', *by)!r})", stacked + self.pick(".unstack('st')", ".reset_index('st')", ".mean('st')", ".isel(st=[0, -1]).unstack()", ".dropna('st').unstack('st')", f".sel({d}={self.label()}).reset_coords(drop=True)", ".isel(st=slice(None, None, -1)).unstack('st')", ".unstack('st', fill_value=0)", f".groupby({d!r}).mean()", ".cumsum('st').unstack('st')", ".argmax('st')"), f".set_index({d}={self.pick(*by)!r})", f".drop_vars({self.pick(d, *by)!r})", f".assign_coords({self.pick(d + '=' + repr(list(range(self.n))), 'w=3', f'w=({d!r}, {list(range(self.n))})', f'{d}={self.code}.{d} * 2')})", f".reset_coords(drop=True)", f".to_dataset({self.pick('name=' + repr('v'), 'dim=' + repr(d))})" if self.lone else ".to_dataarray()", f".reset_index({d!r}, drop=True)")

    def times(self):
        if "time" not in self.x.indexes: return self.unary()
        c = self.code + ".time.dt."
        return self.pick(c + self.pick(*"year month day hour minute second dayofweek dayofyear quarter days_in_month season is_month_start is_month_end is_quarter_end is_year_start is_year_end is_leap_year decimal_year".split()), c + f"{self.pick('floor', 'ceil', 'round')}({self.pick('D', 'h', '6h', '7D' if 0 else '2h', '30min')!r})", c + f"strftime({self.pick('%Y-%m-%d', '%j %H:%M', '%B %d, %Y', '%y%m%d')!r})", self.code + f".convert_calendar({self.pick(*CALENDARS)!r}{self.maybe(', align_on=' + repr(self.pick('date', 'year')), .7)}{self.maybe(', missing=nan', .3)}, use_cftime=True)", self.code + f".sel(time={self.label('time')})", self.code + f".sel(time=slice({self.label('time')}, {self.label('time')}))", self.code + f".time - {self.code}.time[0]")

    def assign(self):
        value = self.pick("0", "-1.5", "nan", "300", "True", f"{self.code}.isel({self.d}=0, drop=True)", self.other())
        where = self.pick(f"{self.d}={self.label()}", f"{self.d}=[{self.label(between=0)}]", f"{self.d}=slice({self.bound()}, {self.bound()})")
        return f"xr.assign_at({self.code}, dict({where}), {value})" if self.r.random() < 0.5 else f"xr.assign_at_positions({self.code}, dict({self.d}={self.pick('0', self.some(), 'slice(1, None)', 'slice(None, None, 2)')}), {value})"

    def map(self):
        key = self.r.choice(self.plain() + self.dims or ["none"])
        if "time" in self.x.indexes and self.r.random() < 0.4: key = self.pick("time.month", "time.season")
        along = "time" if key.startswith("time.") else self.x[key].dims[0] if key in self.x.coords and self.x[key].dims else self.d
        return self.code + f".groupby({key!r}).map({self.pick(f'it - it.mean()', f'it.mean({along!r})', f'it.cumsum({along!r})', 'it * 2', f'it.max()', f'it.isel({along}=[0])', f'it.isel({along}=0)', f'it.fillna(it.mean())', f'it.shift({along}=1)')})"

    def tree(self):
        c, d = self.code, self.d
        if self.lone: c = f"{c}.to_dataset(name='v')"
        child = lambda: self.pick(c, f"({c} * 2)", f"{c}.mean({d!r})", f"{c}.drop_vars({d!r})", f"{self.other()}.to_dataset(name='v')", f"{c}.isel({d}=0, drop=True)", f"{c}.isel({d}=[0])", f"{c}.rename({d}='e')")
        tree = lambda: "xr.DataTree.from_dict({'/': %s, '/a': %s%s})" % (child(), child(), self.pick("", f", '/a/b': {child()}", f", '/c': {child()}", f", '/c/d': {child()}"))
        t, s = tree(), self.pick(*STATISTICS)
        return self.pick(t, f"{t}.isel({d}={self.pick('0', '[0]', 'slice(1, None)')})", f"{t}.sel({d}={self.pick(self.label(), f'[{self.label()}]', f'slice({self.bound()}, {self.bound()})')})", f"{t}.{s}()", f"{t}.{s}({d!r})", f"{t}.{s}({self.several()})", f"{t}.cumsum({d!r})", f"({t} + 1)", f"({t} - {t}.mean({d!r}))", f"{t}.round(1)", f"abs({t})", f"{t}['/a']", f"{t}.match('*a')", f"{t}.drop_nodes('a')", f"{t}.map_over_datasets(it * 2)", f"{t}.map_over_datasets(it.mean({d!r}))", f"{t}.equals({t})", f"{t}.isomorphic({tree()})", f"{t}.identical({tree()})", f"(-{t})", f"{t}['/a'].to_dataset()", f"({t} * {self.other()})", f"{t}.{s}({d!r})['a']")

    KINDS = "assign map tree reduce reduce quantile extreme scan isel isel sel sel reindex align arith arith unary missing missing group group group resample resample window window weighted interp calculus combine combine shape shape times".split()

    def any(self, only):
        kind = self.r.choice([k for k in self.KINDS if re.search(only, k)])
        code = getattr(self, kind)()
        return kind, self.code + code if code.startswith(".") else code


def assign_at(x, where, value):
    x = x.copy(deep=True); x.loc[where] = value
    return x


def assign_at_positions(x, where, value):
    x = x.copy(deep=True); x[where] = value
    return x


def made(r, rng, number):
    """Arrays and datasets by name; the lists of those that go together; what is written of them."""
    inputs, families = {}, []
    for k in range(max(4, number // 25)):
        family = Family(r, rng, k)
        names = [f"a{k}_{i}" for i in range(6)] + [f"d{k}"]
        inputs |= {n: family.array(n, "f8" if i == 0 else None) if n[0] == "a" else family.dataset() for i, n in enumerate(names)}
        families.append((names, names[:6]))
    return inputs, families, {k: given(v) for k, v in inputs.items()}


def files(shared, folder):
    """The same of real files, whose variables go with parts of themselves."""
    inputs, families, opened = {}, [], {}
    for name, file in agree_files.opened(shared, folder):
        try: inputs[name] = file.load()
        except ValueError as e: print("not opened:", file.path, str(e)[:80]); continue
        opened[name] = given(file) | {"raw": True}
        families.append(([name], [f"{name}.isel({d}=slice(1, None))" for d in inputs[name].dims] + [f"{name}.isel({d}=0, drop=True)" for d in inputs[name].dims] or [name]))
    return inputs, families, opened


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--shared", type=Path, help="the folder with data/, of whose files arrays are taken instead")
    parser.add_argument("--only", default="", help="kinds whose name this matches")
    options = parser.parse_args()
    print("seed", options.seed)
    xr.assign_at, xr.assign_at_positions = assign_at, assign_at_positions  # statements there, here words
    r, rng = random.Random(options.seed), np.random.default_rng(options.seed)
    inputs, families, opened = made(r, rng, options.number) if not options.shared else files(options.shared.resolve(), options.cases.resolve().parent)
    names = {k: Chain([{"on": k}]) for k in inputs} | {"xr": Chain([{"on": "xr"}]), "nan": nan, "np": np, "pd": pd, "da": xr.DataArray, "it": Chain([{"on": "it"}])}
    known = {**inputs, "xr": xr, "nan": nan, "np": np, "pd": pd, "da": xr.DataArray}
    found, left, failed, codes = [], 0, Counter(), set()
    while len(found) < options.number:
        family, others = r.choice(families)
        name = code = r.choice(family)
        x = inputs[code]
        if not x.dims and r.random() < 0.9: continue
        kind, code = Operations(r, rng, code, x, others).any(options.only)
        if r.random() < 0.25:
            try:
                with np.errstate(all="ignore"): x = eval(code, dict(known))
                if isinstance(x, (xr.DataArray, xr.Dataset)) and x.nbytes < 50_000 and not any(isinstance(i, pd.MultiIndex) for i in x.indexes.values()):
                    kind, code = (Operations(r, rng, agree_files.bound(code), x, others).any(""))
            except Exception: pass
        if code in codes: continue
        codes.add(code)
        if any(re.search(p, f"{kind}: {code}") for p, _ in M.APART + APART): left += 1; continue
        try:
            case = answer(f"{kind}: {code}", eval(code, names), inputs) | {"code": code, "within": agree_files.within(inputs[name]) if options.shared else 0}
            text = json.dumps(case, default=str)
        except Exception as e:
            failed[repr(e)[:80]] += 1; continue
        if len(text) < 60_000: found.append(json.loads(text))
    json.dump({"inputs": opened, "cases": found}, options.cases.open("w"), separators=(",", ":"))
    print(len(found), "cases,", sum("error" in c for c in found), "of them errors;", left, "left out,", failed.total(), "bad", failed.most_common(5))


if __name__ == "__main__":
    main()
