"""Writes dtypes.csv, the expected values of ResultTypeTest: python make_dtypes.py > dtypes.csv

Made with NumPy 2.4.6. A result of - stands for TypeError.
"""
import warnings

import numpy as np

warnings.simplefilter("ignore")
LABELS = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
          "float16", "float32", "float64", "datetime64[us]", "timedelta64[us]"]
BINARY = {
    "ADD": np.add, "SUBTRACT": np.subtract, "MULTIPLY": np.multiply, "TRUE_DIVIDE": np.true_divide,
    "FLOOR_DIVIDE": np.floor_divide, "MOD": np.mod, "POWER": np.power, "FLOAT_FUNCTION": np.hypot,
    "COMPARE": np.less, "BITWISE": np.bitwise_and, "EXTREMUM": np.minimum, "MIX": np.result_type,
}
UNARY = {
    "NEGATIVE": np.negative, "ABSOLUTE": np.abs, "SQUARE": np.square, "ROUNDING": np.floor,
    "FLOAT_FUNCTION": np.sqrt, "NOT": np.invert, "PREDICATE": np.isnan,
}
STATISTIC = {
    "SUM": np.sum, "PROD": np.prod, "VARIANCE": np.var, "EXTREME": np.min, "MEDIAN": np.median,
    "QUANTILE": lambda a: np.nanquantile(a, np.asarray(0.5, dtype=np.float64)),
    "POSITION": np.argmin, "TRUTH": np.any, "MEAN": np.mean,
}


def result(function, *arrays):
    try:
        return np.asarray(function(*arrays)).dtype
    except TypeError:
        return "-"


def array(label):
    return np.ones(2, dtype=label)


for a in LABELS:
    for name, function in UNARY.items():
        print(f"unary,{name},{a},,{result(function, array(a))}")
    for name, function in STATISTIC.items():
        print(f"statistic,{name},{a},,{result(function, array(a))}")
    for b in LABELS:
        for name, function in BINARY.items():
            if function is np.result_type:
                try:
                    found = np.result_type(array(a), array(b))
                except TypeError:
                    found = "-"
            else:
                found = result(function, array(a), array(b))
            print(f"binary,{name},{a},{b},{found}")
