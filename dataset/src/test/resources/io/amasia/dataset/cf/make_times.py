"""Times of every calendar as cftime decodes them: python3 make_times.py > times.json   (cftime 1.6.6)"""
import json
import random
import warnings

import cftime

warnings.filterwarnings("ignore")
random.seed(2)
CALENDARS = ["standard", "gregorian", "proleptic_gregorian", "julian", "noleap", "365_day", "all_leap", "366_day", "360_day"]
UNITS = [
    "days since 1850-01-01",
    "day since 1-1-1 0:0:0",
    "Days since 2000-01-01T00:00:00Z",
    "hr since 1970-01-01 00:00:00 +05:30",
    "hours since 1582-10-04 12:00",
    "msecs since 1999-12-31 23:59:59.5",
    "min since 1900-02-28 6:30:00 -01:00",
    "seconds since 1600-03-01 00:00:0.0",
    "d since 0400-02-28 00:00 UTC",
    "microseconds since 1970-01-01 00:00:00.25",
]
LIMIT = {"d": 3e6, "h": 5e7, "m": 1e9, "s": 1e10}
rows = []
for calendar in CALENDARS:
    for units in UNITS:
        limit = 1e15 if units.startswith("micro") else 1e12 if units.startswith("msec") else LIMIT[units[0].lower()]
        for value in [0, 1, 59, -1, random.randrange(int(limit)), random.randrange(int(limit)), round(random.random() * 1000 * 8) / 8]:
            try:
                date = cftime.num2date(value, units, calendar)
            except Exception:
                continue
            if not 1 <= date.year <= 9999:
                continue
            rows.append([units, calendar, value, "%04d-%02d-%02dT%02d:%02d:%02d.%06d" % (date.year, date.month, date.day, date.hour, date.minute, date.second, date.microsecond), date.dayofyr])
for value in [0, 1, 13, 120, 0.5]:
    date = cftime.num2date(value, "months since 1999-12-16", "360_day")
    rows.append(["months since 1999-12-16", "360_day", value, date.strftime("%Y-%m-%dT%H:%M:%S.%f"), date.dayofyr])
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
