"""Rows on arrays in memory by NumPy alone and by numbagg."""

import numpy as np
from by_tensorstore import deviation, each, opened


def fields(folder):
    return [opened(folder, "wind", name).read().result() for name in "uv"]


def wind_in_memory(folder, kind, out):
    """A day at a time, so that temporaries stay in cache, on all cores."""
    u, v = fields(folder)

    def day(i):
        speed = np.sqrt(u[i] * u[i] + v[i] * v[i])
        middle = speed.mean(dtype="f8")
        return speed.size, middle, np.square(speed - np.float32(middle)).sum(dtype="f8")

    return lambda: [deviation(each(day, range(len(u))))]


def wind_by_numbagg(folder, kind, out):
    import numbagg

    u, v = fields(folder)
    return lambda: [float(numbagg.nanstd(np.hypot(u, v).ravel(), ddof=0))]
