#!/usr/bin/env python3
"""Runs the main jobs on real files with Amasia, CDO and xarray, compares numbers, and lets the others read our results.

    bench/agree.py DATA [--python VENV/bin/python] [--amasia './amasia'] [--only REGEX]

DATA holds the folders `scenario`, `ensemble`, `hadgem`, `nemo`, `cmip6` (CF files of model output). CDO and ncdump are
found on PATH; xarray, netCDF4 and zarr in the Python of `--python`; what is not installed is left out and said. Prints a line for
each comparison and exits 1 when one disagrees. Not part of `mvn verify`: it needs the other systems.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


GRID = """gridtype = lonlat
xsize = 72
ysize = 36
xfirst = -177.5
xinc = 5
yfirst = -87.5
yinc = 5
"""


def jobs(data, folder):
    """Name, Amasia's words, CDO's words before the target; where float32 between the steps needs it, a tolerance."""
    grid, made = folder / "grid.txt", folder / "topography.nc"
    grid.write_text(GRID)
    rlds = next((data / "cmip6").glob("rlds*ssp245*.nc"))
    rlds_base = next((data / "cmip6").glob("rlds*historical*.nc"))
    tas = next((data / "cmip6").glob("tas_day*.nc"))
    a1b = data / "scenario" / "A1B_north_america.nc"
    hadgem = sorted(map(str, (data / "hadgem").glob("*.nc")))
    member = sorted(map(str, (data / "ensemble").glob("*.nc")))
    together = ["-mergetime", *hadgem]
    return [
        ("yearly mean of a box", [a1b, "--bbox", "-120,30,-80,50", "--area-mean", "--yearly", "mean"],
         ["-yearmonmean", "-fldmean", "-sellonlatbox,-120,-80,30,50", a1b]),
        ("anomaly from 1961-1990",
         [a1b, "--area-mean", "--yearly", "mean", "--anomaly", "none", "--base", "1961..1990"],
         ["-sub", "-yearmonmean", "-fldmean", a1b, "-timmean", "-selyear,1961/1990", "-yearmonmean", "-fldmean", a1b], 1e-4),
        ("yearly mean of months", [rlds, "--yearly", "mean"], ["-yearmonmean", rlds]),
        ("yearly maximum", [rlds, "--yearly", "max"], ["-yearmax", rlds]),
        ("yearly spread", [rlds, "--yearly", "std"], ["-yearstd", rlds]),
        ("climatology of months", [rlds_base, "--climatology", "month:mean", "--time-weights", "none"],
         ["-ymonmean", rlds_base]),
        ("anomaly by month",
         [rlds_base, "--anomaly", "month", "--base", "1861..1890", "--time-weights", "none"],
         ["-ymonsub", rlds_base, "-ymonmean", "-selyear,1861/1890", rlds_base]),
        ("months of days", [tas, "--monthly", "mean", "--partial", "keep"], ["-monmean", "-shifttime,-12hour", tas]),
        ("area mean", [tas, "--area-mean"], ["-fldmean", tas]),
        ("zonal mean", [tas, "--mean", "X"], ["-zonmean", tas]),
        ("time mean", [tas, "--mean", "T"], ["-timmean", tas]),
        ("moving mean", [tas, "--rolling", "T=5:mean"], ["-runmean,5", tas]),
        ("moving maximum", [tas, "--rolling", "T=5:max"], ["-runmax,5", tas]),
        ("joined 360-day files", [*hadgem, "--yearly", "mean"], ["-selyear,2006/2034", "-yearmean", *together]),
        ("mean of members", [*member, "--concat", "member", "--mean", "member"], ["-ensmean", *member]),
        ("conservative regridding", [made, "--regrid", "5x5", "--method", "con"], [f"-remapcon,{grid}", made]),
        ("trend per decade", [rlds, "--yearly", "mean", "--trend", "T"], ["-mulc,10", "-regres", "-yearmonmean", rlds], 1e-4),
        ("expression", [rlds, "--expr", "x = sqrt(rlds) * 2 + 1"], ["-expr,x=sqrt(rlds)*2+1", rlds]),
    ]


READERS = {
    "xarray": "import xarray as xr, sys\nfor f in sys.argv[1:]: xr.open_dataset(f).load()",
    "netCDF4": "import netCDF4, sys\nfor f in sys.argv[1:]:\n  d = netCDF4.Dataset(f)\n  [v[...] for v in d.variables.values()]",
    "h5netcdf": "import h5netcdf, h5py, sys\nfor f in sys.argv[1:]:\n  d = h5netcdf.File(f)\n  [v[...] for v in d.variables.values()]",
}

DIGEST = """
import sys, json, numpy as np, xarray as xr
coder = xr.coders.CFDatetimeCoder(use_cftime=True)
out = []
for f in sys.argv[1:]:
    ds = xr.open_dataset(f, decode_times=coder)
    bounds = {v.attrs.get(k) for v in ds.variables.values() for k in ("bounds", "climatology")}
    names = [n for n in ds.data_vars if n not in bounds and ds[n].dtype.kind == "f" and "bnds" not in n]
    out.append({n: [x if x == x else None for x in np.asarray(ds[n].squeeze(), "f8").ravel().tolist()] for n in names})
print(json.dumps(out))
"""


class Peers:
    def __init__(self, python, amasia):
        self.python, self.amasia = python, amasia
        self.bad = 0

    def run(self, *words):
        return subprocess.run(list(map(str, words)), cwd=ROOT, capture_output=True, text=True)

    def say(self, good, what, detail=""):
        self.bad += 0 if good else 1
        print(("agrees   " if good else "DISAGREES") + "  " + what + ("  " + detail if detail else ""), flush=True)

    def digest(self, *files):
        got = self.run(self.python, "-c", DIGEST, *files)
        if got.returncode:
            raise RuntimeError(got.stderr[-400:])
        return json.loads(got.stdout)

    def compare(self, name, ours, theirs, tolerance=3e-6):
        a, b = self.digest(ours, theirs)
        common = next((n for n in a if n in b and "forecast" not in n), None)
        x, y = (v[common] if common else next(iter(v.values())) for v in (a, b))
        if len(x) != len(y):
            return self.say(False, name, f"{len(x)} values, CDO {len(y)}")
        pairs = list(zip(x, y))
        missing = sum((p is None) != (q is None) for p, q in pairs)
        values = [q for _, q in pairs if q is not None]
        scale = max(map(abs, values), default=0) or 1
        worst = max((abs(p - q) for p, q in pairs if p is not None and q is not None), default=0) / scale
        self.say(missing == 0 and worst < tolerance, name, f"{len(x)} values, worst {worst:.1e} of the largest, {missing} missing differ")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--amasia", default=str(ROOT / "amasia"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    peers = Peers(options.python, shlex.split(options.amasia))
    data = options.data.resolve()
    cdo = shutil.which("cdo")
    with tempfile.TemporaryDirectory() as folder:
        written = []
        if cdo:
            peers.run(cdo, "-s", "-f", "nc", "-topo,n32", Path(folder) / "topography.nc")
        for i, (name, ours, theirs, *tolerance) in enumerate(jobs(data, Path(folder))):
            if not re.search(options.only, name):
                continue
            target = Path(folder) / f"{i}.nc"
            got = peers.run(*peers.amasia, "compute", *ours, "-o", target)
            if got.returncode:
                peers.say(False, name, got.stderr[-300:])
                continue
            written.append(target)
            if cdo:
                other = Path(folder) / f"{i}-cdo.nc"
                made = peers.run(cdo, "-s", "-O", "-L", "-b", "F64", *theirs, other)
                if made.returncode:
                    peers.say(False, name, "CDO failed: " + made.stderr[-300:])
                else:
                    peers.compare(name, target, other, *tolerance)
        for reader, program in READERS.items():
            if peers.run(options.python, "-c", program.split("\n")[0]).returncode:
                print(f"left out   {reader}, which is not installed")
                continue
            got = peers.run(options.python, "-c", program, *written)
            peers.say(got.returncode == 0, f"{reader} reads {len(written)} results", got.stderr[-300:])
        for tool, words in (("ncdump", ["-h"]), ("cdo", ["-s", "sinfov"])):
            if not shutil.which(tool):
                print(f"left out   {tool}, which is not installed")
                continue
            failed = [f.name for f in written if peers.run(tool, *words, f).returncode]
            peers.say(not failed, f"{tool} reads {len(written)} results", " ".join(failed))
    print(f"{peers.bad} disagree")
    return 1 if peers.bad else 0


if __name__ == "__main__":
    sys.exit(main())
