"""Answers of xarray's curvefit for CurveFitTest.java.

usage: make_curves.py curves.json        (xarray, scipy)
"""
import json, sys
import numpy as np, xarray as xr
from reference_json import to_json

nan = np.nan
rng = np.random.default_rng(3)
x = np.array([0., 1, 2, 3, 5, 8, 9, 11, 14, 20])
def decay(x, n, tau): return n * np.exp(-x / tau)
def line(x, a, b): return a + b * x
def wave(x, a, k, o): return a * np.sin(k * x + o)
def plane(xs, a, b, c): return a + b * xs[0] + c * xs[1] ** 2
noise = lambda *shape: rng.normal(0, .02, shape)
decays = np.array([decay(x, 3, 2), decay(x, 5, 4), decay(x, 2.5, 6)]) + noise(3, 10)
decays[1, 3] = nan
z = np.array([0., 1, 2, 4])
one = xr.DataArray(decays[0], dims="x", coords={"x": x}, name="decay")
IN = {
 "decay": one,
 "decays": xr.DataArray(decays, dims=("y", "x"), coords={"y": [1, 2, 3], "x": x, "s": 7}, name="decays"),
 "starts": xr.DataArray([2., 4, 6], dims="y", coords={"y": [1, 2, 3]}, name="starts"),
 "wave": xr.DataArray(wave(x, 2, 1, .3) + noise(10), dims="x", coords={"x": x}, name="wave"),
 "plane": xr.DataArray(plane((x[:, None], z[None]), 1, 2, -.5) + noise(10, 4), dims=("x", "z"), coords={"x": x, "z": z}, name="plane"),
 "few": xr.DataArray([[1., 2, nan], [3, nan, 5]], dims=("y", "x"), coords={"x": [0., 1, 3]}, name="few"),
 "none": xr.DataArray([[nan, nan, nan], [3, 4, 6]], dims=("y", "x"), coords={"x": [0., 1, 3]}, name="none"),
}
IN["both"] = xr.Dataset({"p": IN["decays"], "q": IN["decays"].isel(y=0, drop=True) * 2})
p0 = {"n": 4, "tau": 3}
C = {
 "decay": lambda: one.curvefit("x", decay, p0=p0),
 "decays": lambda: IN["decays"].curvefit("x", decay, p0=p0),
 "line": lambda: IN["decays"].curvefit("x", line),
 "dataset": lambda: IN["both"].curvefit("x", line),
 "reduced": lambda: IN["decays"].curvefit("x", line, reduce_dims="y"),
 "bounded": lambda: one.curvefit("x", decay, p0={"n": 2, "tau": 2}, bounds={"tau": (1, 2.5)}),
 "wave": lambda: IN["wave"].curvefit("x", wave, p0={"k": .9}, bounds={"o": (-1, 1), "a": (0, 10)}),
 "plane": lambda: IN["plane"].curvefit(["x", "z"], plane),
 "few": lambda: IN["few"].curvefit("x", line),
 "none": lambda: IN["none"].curvefit("x", line),
 "starts": lambda: IN["decays"].curvefit("x", decay, p0={"n": 4, "tau": IN["starts"]}),
}
cases = {k: to_json(f()) for k, f in C.items()}
cases["decays.chunked"] = cases["decays"]
json.dump({"versions": {"xarray": xr.__version__}, "inputs": {k: to_json(v) for k, v in IN.items()}, "cases": cases},
          open(sys.argv[1], "w"), separators=(",", ":"))
