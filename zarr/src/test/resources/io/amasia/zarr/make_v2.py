"""Small v2 arrays in every dtype and codec, and what zarr-python reads of them.

usage: /usr/bin/python3 make_v2.py > made_v2.json     (zarr-python 2.13.6, numcodecs 0.11, NumPy 1.24.2)
"""
import base64, json, sys, zlib
import numcodecs, numpy as np, zarr

store, expected = {}, {}
root = zarr.group(store=store)
def put(name, values, **options):
    values = np.asarray(values)
    options.setdefault("chunks", tuple(max(1, n // 2 + 1) for n in values.shape))
    options.setdefault("dtype", values.dtype); options.setdefault("compressor", None)
    a = root.create_dataset(name, shape=values.shape, overwrite=True, **options)
    a[...] = values
    record(name, root[name])
def record(name, a):
    v = a[...]; v = np.ascontiguousarray(v).reshape(a.shape)
    if v.dtype.kind in "SUO":
        t = [x.decode() if isinstance(x, bytes) else str(x) for x in v.ravel()]
        expected[name] = {"dtype": "str", "shape": list(v.shape), "crc32": zlib.crc32("\0".join(t).encode()), "first": t[:6]}
        return
    dtype = str(v.dtype.newbyteorder("="))
    if v.dtype.kind in "mM":
        nat = np.isnat(v)
        unit = v.dtype.str[v.dtype.str.index("["):]
        if unit in ("[ns]", "[ps]"):
            k = {"[ns]": 1000, "[ps]": 10**6}[unit]
            i = v.astype("i8").astype(object)
            half_even = np.vectorize(lambda x: int(np.floor_divide(x, k)) + (1 if (2 * (x % k) > k or (2 * (x % k) == k and (x // k) % 2)) else 0), otypes=["i8"])
            u = half_even(i)
        else:
            u = v.astype("M8[us]" if v.dtype.kind == "M" else "m8[us]").astype("i8")
        v = np.where(nat, np.iinfo("i8").min, u); dtype = "datetime64[us]" if a.dtype.kind == "M" else "timedelta64[us]"
    v = v.astype(v.dtype.newbyteorder("<"))
    expected[name] = {"dtype": dtype, "shape": list(v.shape), "crc32": zlib.crc32(v.tobytes()), "first": [float(x) if np.isfinite(x) else None for x in v.ravel()[:6]]}

n = np.arange(35).reshape(5, 7)
for t in "|b1 |i1 <i2 >i2 <i4 >i4 <i8 >i8 |u1 <u2 >u2 <u4 >u4 <u8 >u8 <f2 >f2 <f4 >f4 <f8 >f8".split():
    put("dtype_" + t.replace("<", "le_").replace(">", "be_").replace("|", ""), (n * 3 - 20).astype(t) if t[1] != "b" else n % 3 == 0, fill_value=0)
put("limits_u8", np.array([0, 2**64 - 1, 2**63], "<u8"), fill_value=2**64 - 1)
put("fill_nan", np.where(n % 2, n, np.nan).astype("<f4"), fill_value=np.nan)
put("fill_inf", n.astype("<f8"), fill_value=-np.inf)
put("fill_null", n.astype("<i4"), fill_value=None)
put("order_f", n.astype("<i4"), order="F")
put("order_f_3d", np.arange(60).reshape(3, 4, 5).astype(">f4"), order="F", chunks=(2, 3, 2))
put("slash", n.astype("<i4"), dimension_separator="/", chunks=(2, 3))
put("scalar", np.float64(4.5), chunks=())
put("bytes", np.array([b"", b"a", b"abc", b"xy\0z", b"hello"], "|S5"), fill_value=b"")
put("unicode", np.array(["", "ä", "𝛑r²", "abcde"], "<U5"))
put("unicode_be", np.array(["", "ä", "𝛑r²", "abcde"], ">U5"), order="F")
for unit in ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "25s"):
    put("time_" + unit, np.array([0, 1, -1, 500, 1500, 2500, -1500, 1499, np.iinfo("i8").min], "i8").view(f"<M8[{unit}]"), fill_value=0)
put("delta_time", np.array([0, 1500, -7, np.iinfo("i8").min], ">i8").view(">m8[ns]"), fill_value=0)
strings = np.array(["", "one", "zwölf", "𝛑", "tail"] * 3, object).reshape(5, 3)
put("vlen_utf8", strings, dtype=object, object_codec=numcodecs.VLenUTF8(), chunks=(2, 2), compressor=numcodecs.Zstd())
put("vlen_utf8_f", strings, dtype=object, object_codec=numcodecs.VLenUTF8(), chunks=(2, 2), order="F")
big = (np.sin(np.arange(600)) * 100).astype("<f4").reshape(20, 30)
for name, codec in dict(zlib=numcodecs.Zlib(6), gzip=numcodecs.GZip(), zstd=numcodecs.Zstd(), bz2=numcodecs.BZ2(), lz4=numcodecs.LZ4()).items():
    put("codec_" + name, big, compressor=codec)
for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
    for shuffle in (0, 1, 2):
        put(f"blosc_{cname}_{shuffle}", big, compressor=numcodecs.Blosc(cname, 5, shuffle))
put("filter_delta", n.astype("<i4"), filters=[numcodecs.Delta("<i4", "<i2")])
put("filter_delta_float", (n / 8).astype("<f8"), filters=[numcodecs.Delta("<f8", "<f4")])
put("filter_delta_f", n.astype("<i4"), filters=[numcodecs.Delta("<i4")], order="F")
put("filter_scale", (n / 10 + 273.15).astype("<f8"), filters=[numcodecs.FixedScaleOffset(offset=273.15, scale=10, dtype="<f8", astype="<i2")])
put("filter_scale_f4", (n / 10 + 250).astype("<f4"), filters=[numcodecs.FixedScaleOffset(offset=250, scale=10, dtype="<f4", astype="|u1")])
put("filter_quantize", (n / 7).astype("<f8"), filters=[numcodecs.Quantize(3, "<f8", "<f4")])
put("filter_astype", n.astype("<f8"), filters=[numcodecs.AsType("<i4", "<f8")])
put("filter_packbits", n % 3 == 0, filters=[numcodecs.PackBits()], compressor=numcodecs.Zlib())
put("filter_shuffle", big, filters=[numcodecs.Shuffle(4)], compressor=numcodecs.Zlib())
put("filter_chain", n.astype("<i4"), filters=[numcodecs.Delta("<i4"), numcodecs.Shuffle(4), numcodecs.Zlib()], compressor=numcodecs.Zstd())
put("filter_crc32", n.astype("<i4"), filters=[numcodecs.CRC32()])
put("filter_adler32", n.astype("<i4"), filters=[numcodecs.Adler32()], compressor=numcodecs.LZ4())
part = root.create_dataset("missing", shape=(7, 9), chunks=(3, 4), dtype="<i2", fill_value=-9, compressor=None)
part[4:6, 5:7] = 3
record("missing", part)
part = root.create_dataset("empty", shape=(0, 9), chunks=(3, 4), dtype="<i2", compressor=None)
refused = {}
root.create_dataset("complex", shape=(2,), dtype="<c8"); refused["complex"] = "<c8"
root.create_dataset("raw", shape=(2,), dtype="|V3"); refused["raw"] = "V3"
root.create_dataset("struct", shape=(2,), dtype=[("a", "<f4"), ("b", "<i2")]); refused["struct"] = "structured"
root.create_dataset("categorize", shape=(2,), dtype=object, object_codec=numcodecs.Categorize(["a", "b"], dtype=object)); refused["categorize"] = "categorize"
root.create_dataset("json2", shape=(2,), dtype=object, object_codec=numcodecs.JSON()); refused["json2"] = "json2"
root.create_dataset("pickle", shape=(2,), dtype=object, object_codec=numcodecs.Pickle()); refused["pickle"] = "pickle"
root.create_dataset("lzma", shape=(2,), dtype="<f4", compressor=numcodecs.LZMA()); refused["lzma"] = "lzma"
stored = {k: base64.b64encode(bytes(v)).decode() for k, v in store.items()}
lines = lambda d: "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in d.items()) + "\n }"
print("{\n \"store\": " + lines(stored) + ",\n \"expected\": " + lines(expected) + ",\n \"refused\": " + lines(refused) + "\n}")
