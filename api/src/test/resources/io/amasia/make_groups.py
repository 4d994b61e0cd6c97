"""A netCDF-4 file with groups as observatories make them: dimensions and coordinates at the root, variables below.

usage: make_groups.py groups.nc        (netCDF4, numpy)
"""
import sys
import netCDF4, numpy as np

with netCDF4.Dataset(sys.argv[1], "w") as nc:
    nc.title = "groups"
    nc.createDimension("time", 3)
    nc.createDimension("lat", 2)
    t = nc.createVariable("time", "f8", ("time",)); t.units = "days since 2000-01-01"; t.calendar = "noleap"; t[:] = [57, 58, 59]
    lat = nc.createVariable("lat", "f4", ("lat",)); lat.units = "degrees_north"; lat[:] = [-10, 10]
    forecast = nc.createGroup("forecast")
    tas = forecast.createVariable("tas", "i2", ("time", "lat"), zlib=True, fill_value=-32768); tas.scale_factor = 0.5; tas.units = "K"
    tas[:] = np.ma.masked_equal([[280, 281.5], [0, 283], [284, 285]], 0)
    upper = forecast.createGroup("upper")
    upper.createDimension("level", 2)
    level = upper.createVariable("level", "i4", ("level",)); level.units = "hPa"; level[:] = [500, 850]
    ta = upper.createVariable("ta", "f4", ("level", "time", "lat")); ta[:] = np.arange(12).reshape(2, 3, 2)
    nc.createGroup("empty")
