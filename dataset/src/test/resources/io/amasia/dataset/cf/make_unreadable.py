"""Writes unreadable.nc: numbers that can grow beside what Amasia skips (netCDF4-python 1.7)."""

import netCDF4
import numpy as np

with netCDF4.Dataset("unreadable.nc", "w") as nc:
    nc.createDimension("time", None)
    nc.createVariable("v", "f8", ("time",), chunksizes=(4,))[:] = [1.0, 2.0]
    lists = nc.createVLType("i4", "lists")
    pair = np.dtype([("a", "i4"), ("b", "f4")])
    group = nc.createGroup("g")
    group.createDimension("n", 1)
    group.createVariable("pairs", group.createCompoundType(pair, "pair"), ("n",))
    group.createVariable("lists", lists, ("n",))
