#!/usr/bin/env python3
"""Holds results of every kind of `amasia compute` against the CF conventions.

    bench/cf_check.py DATA [--amasia './amasia'] [--only REGEX]     computes results of real files and checks them
    bench/cf_check.py FILE.nc ...                                   checks files that are there

DATA is the folder that bench/agree.py takes. Checked are what CF 1.11 demands of names, units, times and calendars,
standard attributes, coordinates, bounds, climatologies, cell_methods, cell_measures, grid mappings, vertical formulas and
fill values, that a `history` is there, and that `cdo sinfov` reads the file without more warnings than the input gave it. What
is wrong with an input already is not held against its results. Needs netCDF4 and cftime; units are read by libudunits2 where
there is one. Prints a line for each result, with what is wrong below it, and exits 1 when something is. Not part of
`mvn verify`: it needs Python.
"""

import argparse
import ctypes
import ctypes.util
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cftime
import netCDF4
import numpy as np

ROOT = Path(__file__).resolve().parent.parent

CALENDARS = {"standard", "gregorian", "proleptic_gregorian", "noleap", "365_day", "all_leap", "366_day", "360_day", "julian"}
# appendix E
METHODS = {"point", "sum", "maximum", "maximum_absolute_value", "median", "mid_range", "minimum", "minimum_absolute_value",
           "mean", "mean_absolute_value", "mean_of_upper_decile", "mode", "range", "root_mean_square",
           "standard_deviation", "sum_of_squares", "variance"}
# of appendix A: who may have an attribute; C coordinates and bounds, D data, G the file
PLACES = {"add_offset": "CD", "ancillary_variables": "D", "axis": "C", "bounds": "C", "calendar": "C", "cell_measures": "D",
          "cell_methods": "D", "climatology": "C", "Conventions": "G", "coordinates": "D", "external_variables": "G",
          "formula_terms": "C", "grid_mapping": "D", "history": "GD", "leap_month": "C", "positive": "C"}
ANGLES = {"latitude": "degrees?_(north|N)|degrees?N", "longitude": "degrees?_(east|E)|degrees?E"}
MODIFIERS = "detection_minimum|number_of_observations|standard_error|status_flag"
# standard names of dimensions that cell_methods may name when the coordinate is gone
AXES = {"time", "latitude", "longitude", "grid_latitude", "grid_longitude", "projection_x_coordinate", "height", "depth",
        "projection_y_coordinate", "realization", "air_pressure", "altitude", "model_level_number"}
METHOD = re.compile(
    r"(?P<names>(?:\w+: )+)(?P<method>\w+)(?: where \w+(?: over \w+)?)?(?P<cycle> (?:within|over) (?:days|years))?"
    r"(?: \((?P<comment>[^()]*)\))?(?: +|$)")


class Udunits:
    """Whether texts are units, asked of the library that CF names; everything is where there is none."""

    def __init__(self):
        name = ctypes.util.find_library("udunits2")
        self.library = ctypes.CDLL(name) if name else None
        if self.library:
            for function in ("ut_read_xml", "ut_parse"):
                getattr(self.library, function).restype = ctypes.c_void_p
            self.library.ut_set_error_message_handler(ctypes.cast(self.library.ut_ignore, ctypes.c_void_p))
            self.system = ctypes.c_void_p(self.library.ut_read_xml(None))

    def has(self, text):
        return self.library is None or bool(self.library.ut_parse(self.system, text.strip().encode(), 2))


UNITS = Udunits()


# What CDO does not know, though CF has it: scalar times and texts, a scalar latitude beside longitudes, fields on fewer
# dimensions than their coordinates had, a single cell of a projection, bounds of the coefficients of a column.
CDO_LIMITS = re.compile("Coordinates variable .* can't be assigned|Inconsistent grid structure|sub grid not equal|skipped variable"
                        "|No data arrays found|Open failed|Unsupported file structure|Unsupported array structure")


class Check:
    """What is wrong in one file, in words.

    `nameless` are dimensions of the input that have no standard name: CF has no way to name them once they are gone.
    """

    def __init__(self, file, nameless=()):
        self.file, self.wrong, self.nameless = file, [], nameless
        self.bounds = {}  # name of bounds -> name of the coordinate
        self.named = set()  # what other variables call a coordinate
        for name, v in file.variables.items():
            for key in ("bounds", "climatology"):
                if key in v.ncattrs():
                    self.bounds[v.getncattr(key)] = name
            self.named |= set(str(self.text(v, "coordinates") or "").split())

    def say(self, name, text):
        self.wrong.append(f"{name}: {text}")

    def run(self):
        attrs = self.file.ncattrs()
        if not re.search(r"CF-1\.\d+", str(getattr(self.file, "Conventions", ""))):
            self.say("global", f"Conventions is {getattr(self.file, 'Conventions', None)!r}")
        if "tracking_id" in attrs:
            self.say("global", "tracking_id is that of another file")
        if "amasia" not in str(getattr(self.file, "history", "")):
            self.say("global", "history does not say how it was made")
        self.places("global", attrs, "G")
        for name in [*self.file.dimensions, *self.file.variables]:
            if not re.fullmatch(r"[A-Za-z]\w*", name):
                self.say(name, "is no name that CF recommends")
        for name, v in self.file.variables.items():
            coordinate = v.dimensions == (name,) or name in self.bounds or name in self.named
            if v.ndim:
                self.places(name, v.ncattrs(), "C" if coordinate else "D")
            self.attributes(name, v)
            self.units(name, v)
            self.coordinate(name, v)
            self.ties(name, v)
            self.cell_methods(name, v)
        return self.wrong

    def places(self, name, attrs, place):
        for key in attrs:
            if place not in PLACES.get(key, place):
                self.say(name, f"{key} has no meaning there")

    def text(self, v, key):
        return v.getncattr(key) if key in v.ncattrs() else None

    def is_time(self, v):
        return " since " in str(self.text(v, "units") or "")

    def attributes(self, name, v):
        for key in ("units", "long_name", "standard_name", "axis", "positive", "calendar", "bounds", "climatology",
                    "coordinates", "cell_methods", "cell_measures", "grid_mapping", "ancillary_variables", "flag_meanings"):
            value = self.text(v, key)
            if value is not None and not isinstance(value, str):
                self.say(name, f"{key} is {value!r}, no text")
        for key in ("_FillValue", "missing_value", "valid_min", "valid_max", "valid_range", "actual_range", "flag_values"):
            value = self.text(v, key)
            if value is not None and v.dtype != str and np.asarray(value).dtype != v.dtype:
                self.say(name, f"{key} is {np.asarray(value).dtype}, the data {v.dtype}")
        standard = self.text(v, "standard_name")
        if standard is not None and not re.fullmatch(rf"[a-z][a-z0-9_]*( ({MODIFIERS}))?", standard):
            self.say(name, f"standard_name {standard!r} is none")
        if self.text(v, "axis") not in (None, "X", "Y", "Z", "T"):
            self.say(name, f"axis is {v.axis!r}")
        if self.text(v, "positive") not in (None, "up", "down"):
            self.say(name, f"positive is {v.positive!r}")
        if "flag_values" in v.ncattrs():
            if np.size(v.flag_values) != len(str(self.text(v, "flag_meanings") or "").split()):
                self.say(name, "flag_values and flag_meanings are not as many")
        for key in ("scale_factor", "add_offset"):
            if key in v.ncattrs() and np.asarray(v.getncattr(key)).dtype.kind != "f":
                self.say(name, f"{key} is no float")

    def units(self, name, v):
        units = self.text(v, "units")
        if name in self.bounds:
            for key in ("units", "calendar", "standard_name", "axis", "positive"):
                own, parent = self.text(v, key), self.text(self.file[self.bounds[name]], key)
                if own is not None and own != parent:
                    self.say(name, f"{key} is {own!r}, that of {self.bounds[name]} {parent!r}")
        elif self.is_time(v):
            calendar = self.text(v, "calendar") or "standard"
            if calendar.lower() not in CALENDARS:
                self.say(name, f"calendar {calendar!r} is none")
            else:
                try:
                    cftime.num2date([0], units, calendar)
                except ValueError as e:
                    self.say(name, f"units {units!r}: {e}")
            if re.match(r"(month|year)", units):
                self.say(name, f"units {units!r} have no fixed length")
        elif units is not None and not UNITS.has(units):
            self.say(name, f"units {units!r} are not known")
        pattern = ANGLES.get(self.text(v, "standard_name"))
        if pattern and name not in self.bounds and not re.fullmatch(pattern, units or ""):
            self.say(name, f"units {units!r} of a {v.standard_name}")

    def coordinate(self, name, v):
        if v.dimensions == (name,):
            values = np.ma.asarray(v[:])
            if np.ma.is_masked(values):
                self.say(name, "a coordinate variable has missing values")
            elif v.dtype.kind in "fiu" and values.size > 1:
                steps = np.diff(values.astype(float))
                if not (np.all(steps > 0) or np.all(steps < 0)):
                    self.say(name, "a coordinate variable is not strictly monotonic")
            for key in ("_FillValue", "missing_value"):
                if key in v.ncattrs():
                    self.say(name, f"{key} of a coordinate variable, which can't have gaps")
        for key in ("bounds", "climatology"):
            bounds = self.text(v, key)
            if bounds is None:
                continue
            if bounds not in self.file.variables:
                self.say(name, f"{key} {bounds!r} are not there")
                continue
            other = self.file[bounds]
            if other.dimensions[:-1] != v.dimensions or other.ndim != v.ndim + 1:
                self.say(name, f"{key} have {other.dimensions}, it has {v.dimensions}")
            elif v.ndim < 2 and v.dtype.kind in "fiu" and other.shape[-1] == 2 and key == "bounds" and v.size:
                self.inside(name, v, other)
        if "bounds" in v.ncattrs() and "climatology" in v.ncattrs():
            self.say(name, "has bounds and climatology bounds")
        if "climatology" in v.ncattrs() and not self.is_time(v):
            self.say(name, "is no time, but has climatology bounds")
        for word, term in re.findall(r"(\w+):\s*(\S+)", str(self.text(v, "formula_terms") or "")):
            if term not in self.file.variables:
                self.say(name, f"the {word} {term!r} of its formula is not there")

    def inside(self, name, v, other):
        edges = np.sort(np.ma.filled(other[:].astype(float), np.nan), -1)
        at = np.ma.filled(v[:].astype(float), np.nan)
        slack = 1e-6 * np.maximum(np.abs(at), 1)
        if not np.all((edges[..., 0] - slack <= at) & (at <= edges[..., 1] + slack) | np.isnan(at)):
            self.say(name, "lies outside of its bounds")

    def ties(self, name, v):
        there, external = self.file.variables, str(getattr(self.file, "external_variables", "")).split()
        for word in (self.text(v, "coordinates") or "").split():
            if word not in there:
                self.say(name, f"its coordinate {word!r} is not there")
            elif there[word].dtype != "S1" and not set(there[word].dimensions) <= set(v.dimensions):
                self.say(name, f"its coordinate {word!r} has {there[word].dimensions}")
            elif there[word].dimensions == (word,):
                self.say(name, f"its coordinate {word!r} is a coordinate variable, which goes without saying")
        for word in (self.text(v, "ancillary_variables") or "").split():
            if word not in there:
                self.say(name, f"its ancillary variable {word!r} is not there")
        mapping = (self.text(v, "grid_mapping") or "").split(":")[0].strip()
        if mapping and (mapping not in there or "grid_mapping_name" not in there[mapping].ncattrs()):
            self.say(name, f"its grid mapping {mapping!r} is none")
        measures = self.text(v, "cell_measures")
        if measures is not None:
            if not re.fullmatch(r"\w+: \w+( \w+: \w+)*", measures):
                self.say(name, f"cell_measures {measures!r}")
            for _, word in re.findall(r"(\w+): (\w+)", measures):
                if word not in there and word not in external:
                    self.say(name, f"its cell measure {word!r} is neither there nor external")
                elif word in there and not set(there[word].dimensions) <= set(v.dimensions):
                    self.say(name, f"its cell measure {word!r} has {there[word].dimensions}")

    def cell_methods(self, name, v):
        text = self.text(v, "cell_methods")
        if text is None:
            return
        scalars = {n for n in (self.text(v, "coordinates") or "").split() if n in self.file.variables and not self.file[n].ndim}
        names = {"area", *v.dimensions, *scalars, *AXES, *self.nameless}
        at, cycles = 0, []
        while at < len(text):
            entry = METHOD.match(text, at)
            if entry is None:
                self.say(name, f"cell_methods {text!r} is no list of 'name: method' from {text[at:]!r} on")
                return
            for word in re.findall(r"(\w+):", entry["names"]):
                if word not in names:
                    self.say(name, f"cell_methods {text!r}: {word!r} is neither its dimension, scalar coordinate nor a standard name")
            if entry["method"] not in METHODS:
                self.say(name, f"cell_methods: {entry['method']!r} is no method of CF")
            if entry["cycle"]:
                cycles.append(entry["cycle"].split()[0])
            for length in re.findall(r"interval: (.*?)(?= comment:| interval:|$)", entry["comment"] or ""):
                if not UNITS.has(length):
                    self.say(name, f"cell_methods: the interval {length!r} has no unit")
            at = entry.end()
        if cycles and not any("climatology" in o.ncattrs() for o in self.file.variables.values()):
            self.say(name, "cell_methods of cycles, but no climatology bounds")
        if cycles and "over" not in cycles:
            self.say(name, "cell_methods say 'within' without 'over'")


TIME = """--yearly mean; --yearly max; --monthly mean; --seasonal mean; --season DJF --seasonal max; --resample 2YS:mean
--resample QS-DEC:min; --mean T; --min T; --std T; --sum T; --median T; --count T; --variance T; --reduce mean,std,q05,q95:T
--climatology month:mean; --climatology season:max; --climatology month:std; --climatology month:q90; --rolling T=3:mean
--trend T; --yearly mean --trend T; --coarsen T=2:max; --isel T=0; --isel T=0..1; --isel T=1 --mean X; --anomaly none
--anomaly month; --yearly mean --anomaly none --relative; --resample 60D:mean; --climatology day:mean; --daily max
--yearly mean --partial keep --min-coverage 0; --climatology month:mean --mean T"""
SPACE = """--area-mean; --area-std; --area-sum; --mean X; --mean X,Y; --max Y; --bbox -60,-30,120,60
--bbox 300,-70,60,60 --area-mean; --region land; --region Africa --area-mean; --point 13.4,52.5,Berlin; --point -100,40
--nearest Y=40; --nearest Y=40 --nearest X=3; --isel X=0..3; --coarsen X=2,Y=2:mean; --coarsen X=3:max; --rolling X=3:mean
--regrid 30x30; --regrid 30x30 --method nn; --regrid 30x30 --method con; --interp Y=-30,0,30; --interp Y=10; --isel Y=0"""
VALUES = """--expr 'double = {v} * 2'; --expr 'warm = {v} > 300'; --expr 'square = {v} * {v}'; --where '{v} > 250'; --dtype f8
--as radiation; --spell '{v} > 250'; --expr 'root = sqrt({v})'; --isel Z=0; --isel Z=0..1; --mean Z; --isel Z=0 --area-mean"""
BOTH = """--area-mean --yearly mean; --yearly mean --area-mean; --region Africa --area-mean --yearly mean; --mean T,X,Y
--area-mean --climatology month:mean --anomaly none; --mean X --trend T; --point 13.4,52.5 --yearly max
--isel T=0 --area-mean --expr 'x = {v} + 1'; --bbox -60,-30,120,60 --mean T --regrid 30x30"""


def jobs(data):
    """Inputs and words of `amasia compute`, a list for each result."""
    def one(folder, pattern):
        return next((data / folder).glob(pattern))
    rlds, tas = one("cmip6", "rlds*ssp245*.nc"), one("cmip6", "tas_day*.nc")
    members, hadgem = sorted((data / "ensemble").glob("*.nc"))[:3], sorted((data / "hadgem").glob("*.nc"))
    files = [
        (rlds, "rlds", ["--isel", "T=0..35"]), (tas, "tas", ["--isel", "T=0..799"]),
        (data / "scenario" / "A1B_north_america.nc", "air_temperature", ["--isel", "T=0..9"]),
        (one("cmip6", "siconc*.nc"), "siconc", ["--isel", "T=0..23"]), (one("cmip6", "cl_*.nc"), "cl", ["--isel", "T=0..23"]),
        (one("cordex", "sfcWind*.nc"), "sfcWind", ["--isel", "T=0..799"]), (one("era", "psl*.nc"), "psl", ["--isel", "T=0..35"]),
        (data / "era" / "eraint_uvz.nc", "z", ["-v", "z"]), (one("grids", "tas_Amon_ICON*.nc"), "tas", []),
        (data / "grids" / "hybrid_height.nc", "air_potential_temperature", []),
        (data / "grids" / "ostia_monthly.nc", "surface_temperature", ["--isel", "T=0..23"]),
        (data / "nemo" / "nemo_1m_20150101-20150201_grid-T.nc", "tos", ["-v", "tos"]),
        (one("other", "t_E-OBS*.nc"), "t", []), (data / "classic" / "tas_rotated_grid_EUR11.nc", "tas", []),
        (data / "grids" / "mesh_C4_synthetic_float.nc", "synthetic", []),
    ]
    for path, name, cut in files:
        for text in (TIME, SPACE, VALUES, BOTH):
            for words in re.split(r";\s*|\n", text):
                yield [path], [*cut, *shlex.split(words.format(v=name))]
    yield [rlds], ["--units", "rlds=kW m-2"]
    yield [tas], ["--units", "degC", "--monthly", "variance"]
    yield [tas], ["--units", "degC", "--monthly", "std", "--deflate", "4"]
    for form in ("classic", "64bit", "cdf5"):
        yield [rlds], ["--yearly", "mean", "--format", form]
        yield [data / "scenario" / "A1B_north_america.nc"], ["--region", "USA", "--area-mean", "--yearly", "mean", "--format", form]
    yield hadgem, []
    yield hadgem, ["--yearly", "mean"]
    yield members, ["--concat", "member"]
    yield members, ["--concat", "member", "--reduce", "mean,std:member"]
    yield members, ["--concat", "member", "--area-mean", "--yearly", "max", "--reduce", "min,max:member"]
    yield [f"a={members[0]}", f"b={members[1]}"], ["--mean", "time", "--expr", "change = a.tasmax - b.tasmax"]


def checked(path, nameless=()):
    with netCDF4.Dataset(path) as file:
        return Check(file, nameless).run()


def nameless(path):
    with netCDF4.Dataset(path) as file:
        own = {getattr(v, "standard_name", "") for v in file.variables.values()}  # which are there in the input, are so in results
        return own | {d for d in file.dimensions if "standard_name" not in (file[d].ncattrs() if d in file.variables else [])}


def sinfov(path):
    """What CDO has to say of a file besides its contents."""
    if not shutil.which("cdo"):
        return []
    got = subprocess.run(["cdo", "-s", "sinfov", path], capture_output=True, text=True)
    said = [line.strip() for line in got.stderr.splitlines() if line.strip()]
    return [f"cdo sinfov: {line}" for line in said if not CDO_LIMITS.search(line)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("given", nargs="+", type=Path)
    parser.add_argument("--amasia", default=str(ROOT / "amasia"), type=shlex.split)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true", help="say also what is refused, and why")
    options = parser.parse_args()
    counts = {"good": 0, "WRONG": 0, "refused": 0}

    def report(verdict, name, wrong):
        counts[verdict] += 1
        if verdict != "refused" or options.verbose:
            print(f"{verdict:8} {name}", *wrong, sep="\n         ", flush=True)

    if UNITS.library is None:
        print("left out  units: there is no libudunits2")
    if options.given[0].is_file():
        for path in options.given:
            wrong = checked(path)
            report("WRONG" if wrong else "good", path, wrong)
    else:
        run_jobs(options, report)
    print(", ".join(f"{n} {verdict}" for verdict, n in counts.items()))
    return 1 if counts["WRONG"] else 0


def run_jobs(options, report):
    inherited = {}
    with tempfile.TemporaryDirectory() as folder:
        for i, (urls, words) in enumerate(jobs(options.given[0])):
            first = str(urls[0]).split("=")[-1]
            name = " ".join([Path(first).name, *(["…"] if urls[1:] else []), shlex.join(words)])
            if not re.search(options.only, name):
                continue
            if first not in inherited:
                inherited[first] = {w.split(": ")[-1] for w in [*checked(first), *sinfov(first)]}, nameless(first)
            target = Path(folder) / f"{i}.nc"
            got = subprocess.run([*options.amasia, "compute", *map(str, urls), *words, "-o", str(target)],
                                 capture_output=True, text=True)
            if got.returncode in (1, 2):
                report("refused", name, got.stderr.strip().splitlines()[-2:])
            elif got.returncode:
                report("WRONG", name, [got.stderr[-400:].strip()])
            else:
                old, dims = inherited[first]
                wrong = [w for w in [*checked(target, {*dims, "member"}), *sinfov(target)] if w.split(": ")[-1] not in old]
                report("WRONG" if wrong else "good", name, wrong)
            target.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
