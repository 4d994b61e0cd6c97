"""Makes numpy.npz and packed.npz.      usage: python3 make.py     (NumPy 1.24)"""
import os, pathlib
import numpy as np

os.chdir(pathlib.Path(__file__).parent)
a = np.arange(24).reshape(2, 3, 4)
arrays = {k.replace("<", "l").replace(">", "b").replace("|", ""): (a * 3).astype(k)
          for k in "|i1 <i2 >i2 <i4 >i4 <i8 >i8 |u1 <u2 >u4 <u8 <f2 >f4 <f4 <f8 >f8".split()}
arrays |= dict(
    b1=a % 2 == 0, fortran=np.asfortranarray(a * 0.5), scalar=np.float64(2.5), none=np.zeros((0, 4)),
    times=np.array(["2000-01-01T12:00:00", "NaT", "1900-03-01"], "M8[s]"), days=np.array(["1970-01-02"], ">M8[D]"),
    hours=np.array([1, -2], "m8[h]"), texts=np.array([["a", "größe"], ["", "日本 x"]]),
    bytes=np.asfortranarray(np.array([[b"a", b"bc"], [b"", b"d"]])), complex=np.zeros(2, "c16"))
np.savez("numpy.npz", **arrays)
np.savez_compressed("packed.npz", a=a * 1.5)
