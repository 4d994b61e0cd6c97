#!/usr/bin/env python3
"""Runs the scripts that `amasia explain --as xarray|cdo` prints, and compares what they write with Amasia's results.

    bench/scripts.py DATA [--python VENV/bin/python] [--amasia './amasia'] [--only REGEX]

DATA is the folder that bench/agree.py takes. A job is run by every tool that has an equal of it; which have none is said.
Exits 1 when a script fails or values differ. Not part of `mvn verify`: it needs the other systems.
"""

import argparse
import re
import shlex
import sys
import tempfile
from pathlib import Path

from agree import ROOT, Peers


def jobs(data):
    """Name, words of Amasia, tolerance as a share of the largest value."""
    rlds = next((data / "cmip6").glob("rlds*ssp245*.nc"))
    old = next((data / "cmip6").glob("rlds*historical*.nc"))
    tas = next((data / "cmip6").glob("tas_day*.nc"))
    a1b = data / "scenario" / "A1B_north_america.nc"
    psl = data / "era" / "psl_ERA5_mon_194001-202212.nc"
    uvz = data / "era" / "eraint_uvz.nc"
    eobs = next((data / "other").glob("t_E-OBS*.nc"))
    icon = next((data / "grids").glob("tas_Amon_ICON*.nc"))
    nemo = data / "nemo" / "nemo_1m_20150101-20150201_grid-T.nc"
    hadgem = sorted(map(str, (data / "hadgem").glob("*.nc")))
    stations = ROOT / "target" / "stations.csv"
    stations.parent.mkdir(exist_ok=True)
    stations.write_text("name,lon,lat\nDenver,-105,39.7\nAtlanta,-84.4,33.7\n")
    even = ["--time-weights", "none"]
    circles = 5e-4  # CDO's cells have great circles for sides, so its areas are a little larger away from the equator
    return [
        ("box and year", [a1b, "--bbox", "-120,30,-80,50", "--area-mean", "--yearly", "mean"]),
        ("box across Greenwich", [uvz, "-v", "z", "--isel", "Z=0", "--bbox", "-20,30,30,60", "--area-mean"]),
        ("anomaly", [a1b, "--area-mean", "--yearly", "mean", "--anomaly", "none", "--base", "1961..1990"], 2e-4),
        ("relative anomaly", [old, "--anomaly", "none", "--base", "1861..1890", "--relative"], 1e-4),
        ("yearly mean of months", [rlds, "--yearly", "mean"]),
        ("yearly maximum", [rlds, "--yearly", "max"]),
        ("seasonal mean", [rlds, "--seasonal", "mean"]),
        ("seasonal mean of equal months", [rlds, "--seasonal", "mean", *even]),
        ("monthly mean of days", [*hadgem, "--monthly", "mean"]),
        ("climatology", [old, "--climatology", "month:mean"]),
        ("climatology of equal months", [old, "--climatology", "month:std", *even]),
        ("anomaly by month", [old, "--anomaly", "month", "--base", "1861..1890"], 1e-5),
        ("anomaly by equal months", [old, "--anomaly", "month", "--base", "1861..1890", *even], 1e-5),
        ("anomaly of several files", [*hadgem, "--anomaly", "none", "--base", "2006..2015"], 1e-4),
        ("several files", [*hadgem]),
        ("bins of ten days", [*hadgem, "--resample", "10D:mean"]),
        ("quarters", [rlds, "--resample", "QS-NOV:max"]),
        ("days on end", [tas, "--spell", "tas > 280"]),
        ("longest spells", [*hadgem, "--spell", "mrsos > 20", "--max", "T"]),
        ("a grid", [psl, "--isel", "T=0..3", "--regrid", tas]),
        ("steps of degrees", [psl, "--isel", "T=0..3", "--regrid", "30x20"]),
        ("a box on another grid", [a1b, "--isel", "T=0..3", "--bbox", "-120,30,-80,50", "--regrid", "2x2"]),
        ("missing neighbours", [rlds, "--isel", "T=0..3", "--where", "rlds > 200", "--regrid", "60x45"]),
        ("lines beside gaps of two kinds", [eobs, "--regrid", psl]),
        ("nearest of gaps of two kinds", [eobs, "--regrid", psl, "--method", "nn"]),
        ("means of cells with gaps", [eobs, "--regrid", data / "classic" / "hgt.nc", "--method", "con"]),
        ("means of cells", [a1b, "--isel", "T=0..3", "--where", "air_temperature > 280", "--regrid", psl, "--method", "con"]),
        ("means of cells of steps", [psl, "--isel", "T=0..3", "--regrid", "60x45", "--method", "con"]),
        ("means of a box", [a1b, "--isel", "T=0..3", "--bbox", "-120,30,-80,50", "--regrid", "5x5", "--method", "con"]),
        ("means between points", [uvz, "-v", "z", "--isel", "Z=0", "--regrid", "10x10", "--method", "con"]),
        ("means of what is there", [a1b, "--isel", "T=0..3", "--where", "air_temperature > 280", "--regrid", "5x5", "--method", "con"]),
        ("nearest points", [psl, "--isel", "T=0..3", "--regrid", "5x5", "--method", "nn"]),
        ("nearest points of a curvilinear grid", [nemo, "-v", "tos", "--isel", "T=0", "--regrid", "10x10", "--method", "nn"]),
        ("nearest points of cells", [icon, "--isel", "T=0", "--regrid", "10x10", "--method", "nn"]),
        ("winters", [rlds, "--season", "DJF", "--mean", "T"]),
        ("a period", [rlds, "--sel", "time=2030..2050", "--mean", "T", *even]),
        ("zonal mean", [tas, "--isel", "T=0..9", "--mean", "X"]),
        ("moving mean", [tas, "--rolling", "T=5:mean"]),
        ("point", [a1b, "--point", "-100,40"]),
        ("point of a curvilinear grid", [nemo, "-v", "tos", "--point", "-30,45"]),
        ("point of cells", [icon, "--point", "10,53"]),
        ("stations", [a1b, "--point", f"@{stations}"]),
        ("spread of the area", [a1b, "--isel", "T=0..3", "--area-std"], circles),
        ("cells with bounds", [psl, "--isel", "T=0..3", "--area-std"], circles),
        ("level and units", [uvz, "-v", "u", "--isel", "Z=1", "--units", "u=km/h", "--dtype", "f4"], 1e-5),
        ("nearest label", [a1b, "--nearest", "latitude=41", "--isel", "T=0"]),
        ("between labels", [a1b, "--interp", "latitude=31,33.3", "--isel", "T=0"]),
        ("expression", [rlds, "--expr", "x = sqrt(rlds) * 2 + 1"]),
        ("where", [rlds, "--where", "rlds > 300", "--mean", "X"]),
        ("trend", [a1b, "--yearly", "mean", "--trend", "T"], 1e-5),
        ("blocks of cells and times", [rlds, "--coarsen", "T=4:mean"], 1e-5),
        ("blocks of cells", [a1b, "--coarsen", "Y=2,X=3,T=4:mean"], 1e-5),
        ("blocks", [a1b, "--coarsen", "T=10:max"]),
        ("region", [a1b, "--region", "USA", "--area-mean"]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--amasia", default=str(ROOT / "amasia"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    peers = Peers(options.python, shlex.split(options.amasia))
    with tempfile.TemporaryDirectory() as folder:
        for i, (name, words, *tolerance) in enumerate(jobs(options.data.resolve())):
            if not re.search(options.only, name):
                continue
            ours = Path(folder) / f"{i}.nc"
            got = peers.run(*peers.amasia, "compute", *words, "-o", ours)
            if got.returncode:
                peers.say(False, name, got.stderr[-300:])
                continue
            for tool, runner, ending in (("xarray", options.python, "py"), ("cdo", "sh", "sh")):
                theirs = Path(folder) / f"{i}-{tool}.nc"
                script = Path(folder) / f"{i}.{ending}"
                said = peers.run(*peers.amasia, "explain", *words, "--as", tool, "-o", theirs)
                if said.returncode:
                    print(f"refused    {name}: {said.stderr.strip().splitlines()[-1]}", flush=True)
                    continue
                script.write_text(said.stdout)
                ran = peers.run(runner, script)
                if ran.returncode:
                    peers.say(False, f"{name} by {tool}", ran.stderr[-400:] + "\n" + said.stdout)
                else:
                    peers.compare(f"{name} by {tool}", ours, theirs, *tolerance)
    print(f"{peers.bad} disagree")
    return 1 if peers.bad else 0


if __name__ == "__main__":
    sys.exit(main())
