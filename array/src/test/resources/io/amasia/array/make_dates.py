"""Writes dates.csv, the expected values of CalendarTest: python make_dates.py > dates.csv

Made with cftime 1.6.6. Microseconds are since 1970-01-01 of the same calendar.
"""
import random
import warnings

import cftime

warnings.simplefilter("ignore")
random.seed(1)
print("calendar,year,month,day,hour,minute,second,micro,micros,dayofwk,dayofyr,daysinmonth")


def line(calendar, *parts):
    try:
        date = cftime.datetime(*parts, calendar=calendar)
    except ValueError:
        return
    epoch = cftime.datetime(1970, 1, 1, calendar=calendar)
    delta = date - epoch
    micros = (delta.days * 86400 + delta.seconds) * 10**6 + delta.microseconds
    row = [calendar, *parts, micros, date.dayofwk, date.dayofyr, date.daysinmonth]
    print(",".join(str(v) for v in row))


for calendar in ["standard", "proleptic_gregorian", "julian", "noleap", "all_leap", "360_day"]:
    for year in (-4713, -401, -400, -101, -100, -5, -4, -1, 1, 4, 100, 400, 1500, 1582, 1600, 1700,
                 1900, 1969, 1970, 2000, 2001, 2100, 9999, 10000):
        for month, day in ((1, 1), (2, 28), (2, 29), (2, 30), (3, 1), (10, 4), (10, 5), (10, 15),
                           (12, 30), (12, 31)):
            line(calendar, year, month, day, 0, 0, 0, 0)
    for _ in range(60):
        year = random.randint(-3000, 3000) or 1
        line(calendar, year, random.randint(1, 12), random.randint(1, 31), random.randint(0, 23),
             random.randint(0, 59), random.randint(0, 59), random.randint(0, 999999))
