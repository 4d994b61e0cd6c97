"""Makes the inputs of the guide's page from-cdo.md and what CDO gives for each of its lines.

    python make_from_cdo.py ROOT        (netCDF4, numpy, CDO >= 2.1; ROOT is the project's)

`tas.nc` and `pr.nc` are three years of months, `daily.nc` a year of days, `low.nc` and `high.nc` the months as two runs,
`mask.nc` ones and zeros; grids of 15 degrees, days of 30 by 45, all made up. `expected.json` has a list of numbers for each line of CDO that
writes a field: how many its first variable has, then about fifty of them at equal steps.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

import netCDF4
import numpy as np

SAMPLE = 50
HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r"\| [^|]*\| `(cdo [^`]*)` \|")


def write(name, variable, values, days=None, bounds=None, **attrs):
    with netCDF4.Dataset(f"{HERE}/{name}", "w", format="NETCDF3_CLASSIC") as file:
        file.Conventions = "CF-1.8"
        for dim, units, axis, points in (
            ("lat", "degrees_north", "Y", latitudes(values.shape[-2])),
            ("lon", "degrees_east", "X", np.arange(values.shape[-1]) * 360 / values.shape[-1]),
        ):
            file.createDimension(dim, len(points))
            coordinate = file.createVariable(dim, "f8", (dim,))
            coordinate.units, coordinate.axis = units, axis
            coordinate.standard_name = {"Y": "latitude", "X": "longitude"}[axis]
            coordinate[:] = points
        dims = ("lat", "lon")
        if days is not None:
            file.createDimension("time", None)
            file.createDimension("bnds", 2)
            time = file.createVariable("time", "f8", ("time",))
            time.units, time.calendar, time.standard_name, time.axis = "days since 2001-01-01", "standard", "time", "T"
            time.bounds = "time_bnds"
            file.createVariable("time_bnds", "f8", ("time", "bnds"))[:] = bounds
            time[:] = days
            dims = ("time", *dims)
        field = file.createVariable(variable, "f4", dims, fill_value=np.float32(1e20))
        field.setncatts(attrs)
        field[:] = values


def latitudes(count):
    return (np.arange(count) + 0.5) * 180 / count - 90


def field(days, seed, rows=12, columns=24):
    random = np.random.default_rng(seed)
    latitude = latitudes(rows)[None, :, None]
    season = -10 * np.sin(np.deg2rad(latitude)) * np.cos(2 * np.pi * days / 365.25)[:, None, None]
    return 288 - 30 * np.sin(np.deg2rad(latitude)) ** 2 + season + random.normal(0, 2, (len(days), rows, columns))


def inputs():
    edges = (np.arange("2001-01", "2004-02", dtype="M8[M]").astype("M8[D]") - np.datetime64("2001-01-01")).astype(float)
    bounds = np.stack([edges[:-1], edges[1:]], 1)
    months = bounds.mean(1)
    kelvin = {"units": "K", "standard_name": "air_temperature", "cell_methods": "time: mean"}
    values = field(months, 1)
    write("tas.nc", "tas", values, months, bounds, **kelvin)
    rain = {"units": "kg m-2 s-1", "standard_name": "precipitation_flux", "cell_methods": "time: mean"}
    write("pr.nc", "pr", np.random.default_rng(2).gamma(1, 1e-5, (36, 12, 24)), months, bounds, **rain)
    write("low.nc", "tas", field(months, 3), months, bounds, **kelvin)
    write("high.nc", "tas", field(months, 3) + 2, months, bounds, **kelvin)
    write("mask.nc", "mask", np.random.default_rng(4).integers(0, 2, (12, 24)), units="1")
    days = np.arange(365) + 0.5
    write("daily.nc", "tas", field(days, 5, 6, 8), days, np.stack([days - 0.5, days + 0.5], 1), **kelvin)


def numbers(line):
    """What a line writes to out.nc, or nothing where it prints."""
    if "out.nc" not in line:
        return None
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(HERE):
            if name.endswith(".nc"):
                os.symlink(f"{HERE}/{name}", f"{folder}/{name}")
        words = shlex.split(line)
        subprocess.run([words[0], "-s", "-O", "-b", "F64", *words[1:]], check=True, cwd=folder)
        with netCDF4.Dataset(f"{folder}/out.nc") as file:
            names = [n for n, v in file.variables.items() if n not in file.dimensions and "bnds" not in n and v.dtype.kind == "f"]
            values = np.ma.filled(file[names[0]][:].astype("f8"), np.nan)
            flat = values.ravel()
            return [flat.size] + [None if np.isnan(x) else float("%.9g" % x) for x in flat[:: -(-flat.size // SAMPLE)]]


def main():
    inputs()
    expected = {}
    with open(f"{sys.argv[1]}/docs/guide/from-cdo.md") as page:
        for line in page:
            row = ROW.match(line)
            if row and (values := numbers(row[1])) is not None:
                expected[row[1]] = values
    with open(f"{HERE}/expected.json", "w") as file:
        json.dump(expected, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
