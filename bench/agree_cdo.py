#!/usr/bin/env python3
"""Compares operations of the command with CDO's operators on made fields: days with gaps, falling latitudes, levels.

    bench/agree_cdo.py [--amasia './amasia'] [--only REGEX]     with a Python that has numpy and netCDF4

The fields have what real files seldom have together: 29 February, a winter that the record cuts off, cells that miss some times,
all or none, a seam at 0 or 180 degrees, both orders of latitudes. Where Amasia means something else by default, the option that
makes it mean the same is given. Left out is where CDO has its own mind of gaps: a missing value times 0 is 0 there, `remapbil` and `intlevel` fill in from other neighbours, and beyond the last
row of latitudes cells are averages by distance; a number over 0 is missing there, infinite here. Prints a line for each comparison and exits 1 when one disagrees. Not part of `mvn verify`.
"""

import argparse
import re
import shlex
import sys
import tempfile
from pathlib import Path

import netCDF4
import numpy as np

from agree import ROOT, Peers

KEEP = ["--partial", "keep"]
SOME = ["--min-coverage", "0"]
EVEN = ["--time-weights", "none"]
PLAIN = [*KEEP, *SOME, *EVEN]  # as CDO has it
POLYGON = [(-70.0, -35.0), (100.0, -45.0), (160.0, 10.0), (23.1, 66.3), (-70.0, -35.0)]


class Digests(Peers):
    """Reads results here: starting a Python for each would take longer than all the rest."""

    def digest(self, *files):
        found = []
        for path in files:
            with netCDF4.Dataset(path) as file:
                ties = {*file.dimensions, *(getattr(v, k, "") for v in file.variables.values() for k in ("bounds", "climatology"))}
                fields = {n: v for n, v in file.variables.items() if n not in ties and not n.endswith("bnds") and v.dtype != str and v.dtype.kind in "fi" and v.ndim}
                fields = fields or {n: v for n, v in file.variables.items() if n in ("tas", "hot", "x")}
                found.append({n: [x if x == x else None for x in np.ma.filled(v[...].astype("f8"), np.nan).ravel().tolist()] for n, v in fields.items()})
        return found


def grid(path, lon, lat):
    step = lambda v: v[1] - v[0]
    path.write_text(f"gridtype = lonlat\nxsize = {len(lon)}\nysize = {len(lat)}\nxfirst = {lon[0]}\nxinc = {step(lon)}\n"
                    f"yfirst = {lat[0]}\nyinc = {step(lat)}\n")


def write(path, lon, lat, calendar="standard", start=(2003, 11, 10), days=850, levels=None, gaps=True, seed=1):
    """Temperatures and rain of days, at noon; `[time, (lev,) lat, lon]`, with gaps."""
    rng = np.random.default_rng(seed)
    with netCDF4.Dataset(path, "w") as file:
        def axis(name, values, **attrs):
            file.createDimension(name, len(values))
            file.createVariable(name, "f8", (name,)).setncatts(attrs)
            file[name][:] = values
        axis("time", np.arange(days) + 0.5, standard_name="time", axis="T", calendar=calendar,
             units="days since %04d-%02d-%02d 00:00:00" % start)
        dims = ["time"]
        if levels is not None:
            axis("lev", levels, standard_name="air_pressure", axis="Z", units="Pa", positive="down")
            dims.append("lev")
        axis("lat", lat, standard_name="latitude", axis="Y", units="degrees_north")
        axis("lon", lon, standard_name="longitude", axis="X", units="degrees_east")
        dims += ["lat", "lon"]
        shape = [len(file.dimensions[d]) for d in dims]
        day = np.arange(days).reshape([-1] + [1] * (len(shape) - 1))
        tas = 285 - np.abs(np.asarray(lat))[:, None] / 3 + 8 * np.sin(day / 58.1) + rng.normal(0, 3, shape) + day / 4000
        rain = np.maximum(0, rng.normal(0, 4, shape) + 2 * np.sin(day / 9))
        for name, values, units, standard in (("tas", tas, "K", "air_temperature"), ("pr", rain, "mm day-1", "lwe_precipitation_rate")):
            if gaps:
                values[rng.random(shape) < 0.01] = 1e20  # some times of some cells
                values[..., 1, 2] = 1e20  # never
                values[40:47, ..., 3, :] = 1e20  # a week of a row
                values[days // 3, ...] = 1e20  # a day of all
            v = file.createVariable(name, "f8", dims, fill_value=1e20)
            v.setncatts(dict(units=units, standard_name=standard))
            v[:] = np.ma.masked_greater(values, 1e19)
    return path


def jobs(folder):
    """Name, Amasia's words, CDO's words before the target, and a tolerance where it is not 3e-6."""
    east, west = np.arange(0, 360, 30.0), np.arange(-180, 180, 30.0)
    down, up = np.arange(80, -81, -20.0), np.arange(-80, 81, 20.0)
    days = write(folder / "days.nc", east, down)
    full = write(folder / "full.nc", west, up, gaps=False, seed=2)
    flat = write(folder / "flat.nc", east, up, calendar="360_day", start=(2001, 2, 15), seed=3)
    short = write(folder / "short.nc", west, down, days=90, seed=4)
    high = write(folder / "high.nc", west, up, days=30, levels=[100000.0, 85000, 50000, 20000], seed=5)
    whole = write(folder / "whole.nc", west, up, days=9, levels=[100000.0, 85000, 50000, 20000], gaps=False, seed=7)
    region = write(folder / "region.nc", np.arange(-10, 41, 5.0), np.arange(70, 29, -5.0), days=20, gaps=False, seed=6)
    fine, coarse, part, turned = (folder / f"{n}.txt" for n in ("fine", "coarse", "part", "turned"))
    grid(fine, np.arange(0, 360, 10.0), np.arange(-75, 76, 10.0))
    grid(coarse, np.arange(0, 360, 60.0), np.arange(-75, 76, 30.0))
    grid(part, np.arange(-40, 41, 10.0), np.arange(-30, 31, 10.0))
    grid(turned, np.arange(-175, 176, 10.0), np.arange(75, -76, -10.0))
    onto = {}
    for text in (fine, coarse, part, turned):
        onto[text] = folder / (text.stem + ".nc")
    (folder / "polygon.txt").write_text("".join(f"{x} {y}\n" for x, y in POLYGON[:-1]))
    (folder / "polygon.geojson").write_text(
        '{"type": "Feature", "properties": {"name": "P"}, "geometry": {"type": "Polygon", "coordinates": [%s]}}'
        % [list(p) for p in POLYGON])
    tas, pr = ["-selname,tas"], ["-selname,pr"]
    circles = 2e-3  # CDO's cells have great circles for sides
    rows = []

    def row(name, ours, theirs, *tolerance):
        rows.append((name, ours, theirs, *tolerance))

    # boxes
    for name, box, theirs in (("0", "-45,-30,65,50", "-45,65,-30,50"), ("180", "150,-90,-110,90", "150,250,-90,90"), ("none", "20,-20,100,20", "20,100,-20,20"),
                              ("everything", "-180,-90,180,90", "-180,180,-90,90"), ("0 to 360", "0,0,360,90", "0,360,0,90")):
        for file in (days, full):
            row(f"box over {name} of {file.stem}", [file, "-v", "tas", "--isel", "T=0..9", "--bbox", box], [f"-sellonlatbox,{theirs}", *tas, "-seltimestep,1/10", file])
            row(f"area mean of a box over {name} of {file.stem}", [file, "-v", "tas", "--isel", "T=0..9", "--bbox", box, "--area-mean"], ["-fldmean", f"-sellonlatbox,{theirs}", *tas, "-seltimestep,1/10", file], circles)
    # gaps
    for ours, theirs in (("mean", "mean"), ("std", "std"), ("min", "min"), ("max", "max"), ("sum", "sum"), ("variance", "var")):
        row(f"zonal {ours}", [days, "-v", "tas", f"--{ours}", "X", "--isel", "T=30..60"], [f"-zon{theirs}", *tas, "-seltimestep,31/61", days])
        row(f"time {ours} with gaps", [days, "-v", "tas", f"--{ours}", "T", *SOME], [f"-tim{theirs}", *tas, days])
        row(f"yearly {ours} with gaps", [days, "-v", "tas", "--yearly", ours, *PLAIN], [f"-year{theirs}", *tas, days])
        row(f"monthly {ours} with gaps", [days, "-v", "tas", "--monthly", ours, *PLAIN], [f"-mon{theirs}", *tas, days])
        row(f"seasonal {ours} with gaps", [days, "-v", "tas", "--seasonal", ours, *PLAIN], [f"-seas{theirs}", *tas, days])
        row(f"months of the year, {ours}", [days, "-v", "tas", "--climatology", f"month:{ours}", *PLAIN], [f"-ymon{theirs}", *tas, days])
        row(f"days of the year, {ours}", [days, "-v", "tas", "--climatology", f"day:{ours}", *PLAIN], [f"-yday{theirs}", *tas, days])
        row(f"days of 360, {ours}", [flat, "-v", "tas", "--climatology", f"day:{ours}", *PLAIN], [f"-yday{theirs}", *tas, flat])
        row(f"seasons of the year, {ours}", [days, "-v", "tas", "--climatology", f"season:{ours}", *PLAIN], [f"-yseas{theirs}", *tas, days])
        row(f"moving {ours}", [days, "-v", "tas", "--rolling", f"T=5:{ours}", *SOME], [f"-run{theirs},5", *tas, days])
        row(f"blocks of times, {ours}", [days, "-v", "tas", "--coarsen", f"T=10:{ours}", *SOME], [f"-timsel{theirs},10", *tas, days])
    for ours, theirs in (("min", "min"), ("max", "max")):
        row(f"field {ours}", [days, "-v", "tas", f"--{ours}", "X,Y", "--isel", "T=30..60"], [f"-fld{theirs}", *tas, "-seltimestep,31/61", days])
        row(f"meridional {ours}", [days, "-v", "tas", f"--{ours}", "Y", "--isel", "T=30..60"], [f"-mer{theirs}", *tas, "-seltimestep,31/61", days])
        row(f"blocks of cells, {ours}", [days, "-v", "tas", "--isel", "T=30..60", "--coarsen", f"X=2,Y=3:{ours}", *SOME], [f"-gridbox{theirs},2,3", *tas, "-seltimestep,31/61", days])
    row("field mean with gaps", [days, "-v", "tas", "--area-mean", "--isel", "T=30..60"], ["-fldmean", *tas, "-seltimestep,31/61", days], circles)
    row("field deviation with gaps", [days, "-v", "tas", "--area-std", "--isel", "T=30..60"], ["-fldstd", *tas, "-seltimestep,31/61", days], 2e-2)
    row("blocks of cells, mean", [days, "-v", "tas", "--isel", "T=30..60", "--coarsen", "X=2,Y=3:mean", *SOME], ["-gridboxmean,2,3", *tas, "-seltimestep,31/61", days], circles)
    row("yearly means of months with gaps", [days, "-v", "tas", "--monthly", "mean", "--yearly", "mean", *KEEP, *SOME], ["-yearmonmean", "-monmean", *tas, days], 1e-4)
    row("first winter is incomplete", [days, "-v", "tas", "--seasonal", "mean", *SOME], ["-selseason,DJF,MAM,JJA,SON", "-seldate,2003-12-01T00:00:00,2006-02-28T23:59:59", "-seasmean", *tas, days])
    row("winters", [days, "-v", "tas", "--season", "DJF", "--seasonal", "max", *PLAIN], ["-seasmax", "-selseason,DJF", *tas, days])
    row("days of 360, seasons", [flat, "-v", "tas", "--seasonal", "mean", *PLAIN], ["-seasmean", *tas, flat])
    # medians; CDO's other quantiles are those of histograms
    middle = ["--percentile", "linear"]
    row("median of months", [short, "-v", "tas", "--monthly", "median", *PLAIN], [*middle, "-monpctl,50", *tas, short, "-monmin", *tas, short, "-monmax", *tas, short])
    row("median of longitudes", [short, "-v", "tas", "--median", "X"], [*middle, "-zonpctl,50", *tas, short])
    row("median of the field", [short, "-v", "tas", "--median", "X,Y"], [*middle, "-fldpctl,50", *tas, short])
    # trends and anomalies
    row("trend with gaps", [days, "-v", "tas", "--trend", "T", *SOME], ["-mulc,3652.425", "-regres", *tas, days], 1e-5)
    row("what a trend leaves", [full, "-v", "tas", "--trend", "T"], ["-mulc,3652.425", "-regres", *tas, full], 1e-5)
    row("anomaly by day", [days, "-v", "tas", "--anomaly", "day", *PLAIN], ["-ydaysub", *tas, days, "-ydaymean", *tas, days], 1e-5)
    row("anomaly by day of 360", [flat, "-v", "tas", "--anomaly", "day", *PLAIN], ["-ydaysub", *tas, flat, "-ydaymean", *tas, flat], 1e-5)
    row("anomaly by month with gaps", [days, "-v", "tas", "--anomaly", "month", *PLAIN], ["-ymonsub", *tas, days, "-ymonmean", *tas, days], 1e-5)
    row("anomaly by season", [days, "-v", "tas", "--anomaly", "season", *PLAIN], ["-yseassub", *tas, days, "-yseasmean", *tas, days], 1e-5)
    # spells
    row("days on end", [full, "--spell", "pr > 1"], ["-consecsum", "-gtc,1", *pr, full])
    row("longest wet spell", [full, "--spell", "pr >= 1", "--max", "T"], ["-selname,consecutive_wet_days_index_per_time_period", "-eca_cwd,1", *pr, full])
    row("longest dry spell", [full, "--spell", "pr < 1", "--max", "T"], ["-selname,consecutive_dry_days_index_per_time_period", "-eca_cdd,1", *pr, full])
    row("frost days", [full, "--expr", "frost = tas < 273.15", "-v", "frost", "--sum", "T"], ["-eca_fd", *tas, full])
    row("days of heat waves", [full, "--anomaly", "none", "--spell", "tas > 5", "--expr", "hot = where(spell == 6, 6, where(spell > 6, 1, 0))", "-v", "hot", "--sum", "T"],
        ["-selname,heat_wave_duration_index_wrt_mean_of_reference_period", "-eca_hwdi", *tas, full, "-add", "-mulc,0", *tas, full, "-timmean", *tas, full])
    # other grids
    for method, operator in (("bil", "remapbil"), ("con", "remapcon"), ("nn", "remapnn")):
        for text in (fine, coarse, part, turned):
            for file in [short] * (method != "bil") + [full] + [region] * (text is part):
                exact = [] if method != "con" else [2e-3]
                row(f"{operator} of {file.stem} onto {text.stem}", [file, "-v", "tas", "--isel", "T=0..2", "--regrid", onto[text], "--method", method], [f"-{operator},{text}", *tas, "-seltimestep,1/3", file], *exact)
    # levels
    row("a level", [high, "-v", "tas", "--sel", "lev=85000"], ["-sellevel,85000", *tas, high])
    row("a level in another unit", [high, "-v", "tas", "--sel", "lev=850hPa"], ["-sellevel,85000", *tas, high])
    row("levels by position", [high, "-v", "tas", "--isel", "lev=1,3"], ["-sellevidx,2,4", *tas, high])
    row("a range of levels", [high, "-v", "tas", "--sel", "lev=90000..40000"], ["-sellevel,85000,50000", *tas, high])
    row("between levels", [whole, "-v", "tas", "--interp", "lev=92500,30000"], ["-intlevel,92500,30000", *tas, whole])
    row("maximum of levels", [high, "-v", "tas", "--max", "Z"], ["-vertmax", *tas, high])
    row("mean of levels", [high, "-v", "tas", "--mean", "Z"], ["-vertmean", *tas, high])
    # values
    for ours, theirs in (("tas * (pr + 1) - 2", None), ("-tas ^ 2 + 1", "1-tas*tas"), ("exp(tas / 300)", None), ("log(tas) / log10(tas)", "ln(tas)/log10(tas)"), ("abs(sin(pr)) + cos(pr)", None),
                         ("where(pr > 2, tas, 0)", "(pr>2)?tas:0"), ("where(pr > 2 && tas < 280, 1, 0)", "(pr>2&&tas<280)?1:0"),
                         ("sqrt(pr * pr + tas * tas)", None), ("tas / (pr + 1)", None), ("log(pr + 1)", "ln(pr+1)"), ("sqrt(pr - 3)", None), ("where(pr == 0, 5, pr)", "(pr==0)?5:pr")):
        row(f"expression {ours}", [short, "--expr", f"x = {ours}", "-v", "x"], [f"-expr,x={theirs or ours}", short], 1e-6)
    row("wind", [full, "--expr", "x = sqrt(tas ^ 2 + pr ^ 2)", "-v", "x"], ["-expr,x=sqrt(tas*tas+pr*pr)", full])
    row("other units", [days, "-v", "tas", "--units", "tas=degC"], ["-subc,273.15", *tas, days])
    row("a mask by values", [days, "-v", "tas", "--where", "tas > 280 && tas < 290"], ["-setvrange,280,290", *tas, days])
    for extreme in ("min", "max"):
        row(f"{extreme} of a polygon by centres of cells", [region, "-v", "tas", "--region", folder / "polygon.geojson", f"--{extreme}", "X,Y"],
            [f"-fld{extreme}", f"-maskregion,{folder / 'polygon.txt'}", *tas, region])
    row("a month of all years", [days, "-v", "tas", "--sel", "time=2004-02"], ["-selyear,2004", "-selmonth,2", *tas, days])
    return rows, onto


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--amasia", default=str(ROOT / "amasia"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    peers = Digests(sys.executable, shlex.split(options.amasia))
    cdo = ["cdo", "-s", "-O", "-L", "-b", "F64"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, onto = jobs(folder)
        for text, file in onto.items():
            peers.run(*cdo, "-f", "nc", f"-const,1,{text}", file)
        for i, (what, ours, theirs, *tolerance) in enumerate(rows):
            if not re.search(options.only, what):
                continue
            mine, other = folder / f"{i}.nc", folder / f"{i}-cdo.nc"
            got = peers.run(*peers.amasia, "compute", *ours, "-o", mine)
            made = peers.run(*cdo, *theirs, other)
            if got.returncode or made.returncode:
                peers.say(False, what, got.stderr[-300:] if got.returncode else "CDO failed: " + made.stderr[-300:])
            else:
                peers.compare(what, mine, other, *tolerance)
            mine.unlink(missing_ok=True)
            other.unlink(missing_ok=True)
    print(f"{peers.bad} disagree")
    return 1 if peers.bad else 0


if __name__ == "__main__":
    sys.exit(main())
