"""What xarray answers to the left column of the guide's table, for FromXarrayTest.java.

usage: make_from_xarray.py        (xarray, flox, scipy, cftime; writes from-xarray.json beside this file)
"""
import json, re, sys
from pathlib import Path
import numpy as np, pandas as pd, xarray as xr
from xarray.groupers import SeasonGrouper, SeasonResampler

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[5]
sys.path.insert(0, str(ROOT / "dataset/src/test/resources/io/amasia/dataset"))
from reference_json import to_json, array  # noqa: E402


def field(name, base):
    t, y, x = np.meshgrid(np.arange(6), np.arange(4), np.arange(5), indexing="ij")
    coords = {"time": xr.date_range("2000-01-01", periods=6, freq="15D"), "lat": [10.0, 20, 30, 40], "lon": [0.0, 72, 144, 216, 288]}
    return xr.DataArray(base + t * t + y - x + 0.1 * t * y, dims=("time", "lat", "lon"), coords=coords, name=name)


tas, pr = field("tas", 280), field("pr", 1)
area = abs(tas.isel(time=0).drop_vars("time")).rename("area")
NAMES = {
    "np": np, "pd": pd, "xr": xr, "SeasonGrouper": SeasonGrouper, "SeasonResampler": SeasonResampler, "tas": tas, "pr": pr, "area": area,
    "ds": xr.merge([tas, pr]), "lsm": (area > 279).rename("lsm"), "clim": tas.groupby("time.month").mean(),
    "names": xr.DataArray(["Accra", "Bern"], dims="city"),
}
# Rows that xarray has no expression for, or fails on without flox, and what is held against them instead.
INSTEAD = {
    "`tas.rolling_exp(time=3).mean()`": "tas.copy(data=np.apply_along_axis(lambda a: pd.Series(a).ewm(span=3).mean(), 0, tas))",
    "either order of the ends": "tas.sel(lat=slice(10, 40))",
    '`tas.groupby(time=SeasonGrouper(["NDJFM", "AMJJASO"])).mean()`': "xr.concat([tas.mean('time'), tas.mean('time') * np.nan], xr.Variable('season', ['NDJFM', 'AMJJASO']))",
    "weights of the sphere": "tas.weighted((np.sin(np.deg2rad(tas.lat + 5)) - np.sin(np.deg2rad(tas.lat - 5)))).mean(['lat', 'lon'])",
}
SHOWN = {"ds", "ds.info()", "ds.data_vars", "ds.dtypes", "ds.nbytes", "tas.data.visualize()"}


def answer(code):
    names = dict(NAMES)
    try:
        return plain(eval(code, names))
    except SyntaxError:
        names["tas"] = tas.copy(deep=True)
        exec(code, names)
        return plain(names["tas"])


def plain(value):
    if isinstance(value, xr.DataTree): return {node.path: to_json(node.to_dataset()) for node in value.subtree if node.has_data}
    if isinstance(value, (pd.DatetimeIndex, xr.CFTimeIndex, np.ndarray)): return array(np.asarray(value))
    if isinstance(value, np.dtype): return str(value)
    if isinstance(value, xr.core.utils.Frozen): return {k: v for k, v in value.items()}
    if isinstance(value, tuple): return [plain(v) for v in value]
    return None if value is None else to_json(value)


rows = {}
for line in (ROOT / "docs/guide/from-xarray.md").read_text().splitlines():
    row = re.fullmatch(r"\| (.*) \| `([^`]+)` \|", line)
    if row:
        codes = [INSTEAD[row[1]]] if row[1] in INSTEAD else re.findall("`([^`]+)`", row[1])
        answers = [answer(code) for code in codes if code not in SHOWN]  # none for what only shows something
        rows[row[2]] = answers if row[2].startswith("List.of(") and len(answers) > 1 or not answers else answers[0]
json.dump({"versions": {m.__name__: m.__version__ for m in (xr, np, pd)}, "rows": rows}, (HERE / "from-xarray.json").open("w"), separators=(",", ":"))
print(len(rows), "rows")
