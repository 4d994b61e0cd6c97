"""Makes the HDF5 files here, and expected.json: what h5py reads from them.

usage: python3 make.py     (h5py 3.7, HDF5 1.10; numcodecs makes the chunks of filters HDF5 lacks)
"""
import json, os, pathlib, zlib
import h5py, numpy as np
from numcodecs import blosc, bz2, lz4, shuffle, zstd

os.chdir(pathlib.Path(__file__).parent)
expected = {}

def blob(codec, data):
    return bytes(codec.encode(np.frombuffer(data, "u1")))

def describe(name):
    out = expected[name] = {}
    with h5py.File(name) as f:
        def visit(path, d):
            if not isinstance(d, h5py.Dataset) or d.shape is None:
                return
            kind = h5py.check_string_dtype(d.dtype)
            if kind:
                a = d.asstr()[()]
                flat = [a] if d.shape == () else [str(s) for s in np.asarray(a, dtype=object).ravel()]
                out["/" + path] = dict(shape=list(d.shape), dtype="str", crc=zlib.crc32("\0".join(flat).encode()))
            elif d.dtype.kind in "iufb":
                a = np.asarray(d[...])
                a = a.astype("i1") if a.dtype == bool else a
                a = np.ascontiguousarray(a, dtype=a.dtype.newbyteorder("<"))
                out["/" + path] = dict(shape=list(d.shape), dtype=a.dtype.name, crc=zlib.crc32(a.tobytes()))
        f.visititems(visit)

def file(name, **how):
    f = h5py.File(name, "w", **how)
    return f

rng = np.random.default_rng(1)
smooth = np.cumsum(rng.standard_normal((37, 23)).astype("f4"), axis=1)

with file("filters.h5") as f:
    how = dict(data=smooth, chunks=(10, 8))
    f.create_dataset("plain", **how)
    f.create_dataset("deflate", compression="gzip", **how)
    f.create_dataset("shuffle_deflate", compression="gzip", compression_opts=9, shuffle=True, **how)
    f.create_dataset("fletcher", fletcher32=True, **how)
    f.create_dataset("all", compression="gzip", shuffle=True, fletcher32=True, **how)
    f.create_dataset("lzf", compression="lzf", shuffle=True, **how)
    f.create_dataset("scaleoffset", data=np.arange(100, dtype="i4"), chunks=(50,), scaleoffset=0)

def made(f, name, a, chunk, setup, kind=None, fill=None):
    """A dataset whose creation properties `setup` changes."""
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(chunk)
    if fill is not None:
        dcpl.set_fill_value(np.array(fill, a.dtype))
    setup(dcpl)
    kind = kind or h5py.h5t.py_create(a.dtype)
    d = h5py.Dataset(h5py.h5d.create(f.id, name.encode(), kind, h5py.h5s.create_simple(a.shape), dcpl))
    d[...] = a

with file("numbers.h5", libver="latest") as f:
    other = np.random.default_rng(2)
    waves = 500 * np.sin(np.arange(32 * 26).reshape(32, 26) / 40) + other.integers(0, 9, (32, 26))
    waves[10:22] = 0
    noise = other.integers(0, 2**63, (32, 26), dtype="u8") * 2 + 1
    for name, a in (("waves", waves), ("noise", noise), ("tiny", waves % 3 // 2)):
        for kind in "<u1 <i2 >i2 >u4 <f4 <f8 >f8".split():
            v = (a if name != "noise" else a >> np.uint64(64 - 8 * int(kind[2]))).astype(kind)
            if name == "waves":
                v = np.where(np.isfinite(v), v, 0)
            for options, block in ((32, 16), (4, 8), (32, 32), (32, 10)):
                for chunk in ((32, 26), (7, 11)):
                    if name == "waves" or (block == 32 and chunk[0] == 7):
                        made(f, "szip_%s_%s%s_%d_%d_%d" % (name, {"<": "l", ">": "b"}[kind[0]], kind[1:], options, block, chunk[0]), v, chunk,
                             lambda p: p.set_filter(4, h5py.h5z.FLAG_OPTIONAL, (options, block)))
    for kind in "i1 u1 >i2 <u2 <i4 >u4 i8 >u8".split():
        top = np.iinfo(kind).max
        for what, v in (("narrow", 100 + np.arange(300) % 20), ("full", np.linspace(np.iinfo(kind).min, top // 2, 300)), ("same", np.full(300, 5))):
            v = v.astype(kind)
            for fill in (None, 7, 105):
                made(f, "so_%s_%s_%s" % (what, kind.replace("<", "l").replace(">", "b"), fill), v, (77,), lambda p: p.set_scaleoffset(h5py.h5z.SO_INT, 0), fill=fill)
    for kind in "<f4 >f4 <f8 >f8".split():
        for digits in (0, 2, 5):
            for fill in (None, -999):
                v = waves.ravel()[:300].astype(kind)
                v[5:9] = -999 if fill else 3
                made(f, "so_%s_%d_%s" % (kind.replace("<", "l").replace(">", "b"), digits, fill), v, (77,), lambda p: p.set_scaleoffset(h5py.h5z.SO_FLOAT_DSCALE, digits), fill=fill)
    for kind in "<i2 >i2 <u2 <i4 >u4 i8 i1".split():
        for precision, offset in ((5, 0), (7, 1), (12, 3), (30, 2), (43, 11)):
            bits = 8 * np.dtype(kind).itemsize
            if precision + offset <= bits:
                t = h5py.h5t.py_create(np.dtype(kind)).copy()
                t.set_precision(precision); t.set_offset(offset)
                signed = np.dtype(kind).kind == "i"
                half = 1 << (precision - 1)
                v = np.linspace(-half if signed else 0, half - 1 if signed else 2 * half - 1, 90).astype(kind)
                name = "nbit_%s_%d_%d" % (kind.replace("<", "l").replace(">", "b"), precision, offset)
                made(f, name, v, (40,), lambda p: p.set_filter(5, 0), t)
                made(f, name + "_plain", v, (40,), lambda p: None, t)
    made(f, "nbit_float", waves.astype("f4"), (10, 20), lambda p: p.set_filter(5, 0))

def direct(f, name, filters, encode, a, chunk, mask=lambda i: 0):
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(chunk)
    for number, values in filters:
        dcpl.set_filter(number, h5py.h5z.FLAG_OPTIONAL, values)
    space = h5py.h5s.create_simple(a.shape)
    d = h5py.Dataset(h5py.h5d.create(f.id, name.encode(), h5py.h5t.py_create(a.dtype), space, dcpl))
    n = 0
    for i in range(0, a.shape[0], chunk[0]):
        for j in range(0, a.shape[1], chunk[1]):
            full = np.full(chunk, 77, a.dtype)
            part = a[i:i + chunk[0], j:j + chunk[1]]
            full[:part.shape[0], :part.shape[1]] = part
            d.id.write_direct_chunk((i, j), encode(full.tobytes(), n), mask(n))
            n += 1
    expected_direct[name] = dict(shape=list(a.shape), dtype=a.dtype.name, crc=zlib.crc32(a.tobytes()))

expected_direct = {}
with file("plugins.h5") as f:
    c = (20, 12)
    direct(f, "zstd", [(32015, (3,))], lambda b, n: blob(zstd.Zstd(3), b), smooth, c)
    direct(f, "shuffle_zstd", [(2, (4,)), (32015, (3,))], lambda b, n: blob(zstd.Zstd(3), blob(shuffle.Shuffle(4), b)), smooth, c)
    direct(f, "bzip2", [(307, (9,))], lambda b, n: blob(bz2.BZ2(9), b), smooth, c)
    direct(f, "blosc", [(32001, (2, 2, 4, 320, 5, 1, 1))], lambda b, n: blob(blosc.Blosc('lz4', 5, 1), b), smooth, c)
    direct(f, "blosc_zstd", [(32001, (2, 2, 4, 320, 5, 2, 5))], lambda b, n: blob(blosc.Blosc('zstd', 5, 2), b), smooth, c)
    def hdf5_lz4(b, n):  # big-endian length, block size, then each block's length and bytes
        body = blob(lz4.LZ4(), b)[4:]
        return len(b).to_bytes(8, "big") + len(b).to_bytes(4, "big") + len(body).to_bytes(4, "big") + body
    direct(f, "lz4", [(32004, (0,))], hdf5_lz4, smooth, c)
    direct(f, "unknown", [(32013, (1,))], lambda b, n: b, smooth, c)
    swap = lambda b: np.frombuffer(b, "u1").reshape(-1, 4).T.tobytes()
    direct(f, "masked", [(2, (4,)), (1, (4,))],
           lambda b, n: [zlib.compress(swap(b)), b, swap(b), zlib.compress(b)][n % 4], smooth, c,
           lambda n: [0, 3, 2, 1][n % 4])
expected["plugins.h5"] = {"/" + k: v for k, v in expected_direct.items()}
expected_direct = {}

with file("layouts.h5") as f:
    d = f.create_dataset("gaps", (30, 30), "i4", chunks=(7, 7), fillvalue=-9)
    d[8:16, 3:9] = 5
    d = f.create_dataset("gaps_default_fill", (30,), "f8", chunks=(7,), compression="gzip")
    d[29] = 1.5
    f.create_dataset("never", (5, 4), "f4", fillvalue=-9)
    f.create_dataset("never_default", (5, 4), "f4")
    f.create_dataset("never_chunked", (5, 4), "u2", chunks=(2, 2), fillvalue=7)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    dcpl.set_fill_value(np.array(3, "i2"))
    h5py.h5d.create(f.id, b"early", h5py.h5t.NATIVE_INT16, h5py.h5s.create_simple((6,)), dcpl)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_layout(h5py.h5d.COMPACT)
    d = h5py.Dataset(h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F64BE, h5py.h5s.create_simple((3, 2)), dcpl))
    d[...] = np.arange(6).reshape(3, 2) / 3
    f.create_dataset("large", data=np.arange(700000, dtype="i2").reshape(700, 1000), compression="gzip", compression_opts=9, shuffle=True, chunks=(350, 500))
    f.create_dataset("empty", (0, 4), "f4", maxshape=(None, 4))
    d = f.create_dataset("shrunk", (20, 6), "i4", chunks=(4, 4), maxshape=(None, None))
    d[...] = np.arange(120).reshape(20, 6)
    d.resize((9, 3))
    d = f.create_dataset("cut_in_chunk", (10,), "i4", chunks=(4,), maxshape=(None,))
    d[...] = np.arange(10)
    d.resize((6,)); d.resize((9,))
    f["soft"] = h5py.SoftLink("/compact")
    f["dangling"] = h5py.SoftLink("/nowhere")
    f["outside"] = h5py.ExternalLink("other.h5", "/x")
    g = f.create_group("g"); g["loop"] = f["/g"]
    g.create_dataset("inner", data=np.int64(42))

with file("types.h5", userblock_size=512) as f:
    for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split():
        for order, name in (("<", "little"), (">", "big")):
            a = np.array([0, 1, 2, 100, 127], dtype=order + kind) * np.array(1, order + kind)
            f.create_dataset(name + "_" + kind, data=a.astype(order + kind))
            f[name + "_" + kind].attrs["valid_range"] = a.astype(order + kind)
    f.create_dataset("bool", data=np.array([True, False, True]))
    f.create_dataset("vlen", data=["eins", "zwölf", "", "日本"], dtype=h5py.string_dtype())
    f.create_dataset("vlen_chunked", data=[["a", "bb"], ["ccc", ""]], dtype=h5py.string_dtype(), chunks=(1, 2), compression="gzip")
    f.create_dataset("vlen_scalar", data="alone", dtype=h5py.string_dtype())
    f.create_dataset("fixed", data=np.array([b"abc", b"defgh", b""], "S6"))
    f.create_dataset("scalar", data=3.25)
    f.create_dataset("none", data=h5py.Empty("f4"))
    f.create_dataset("compound", data=np.zeros(3, dtype=[("x", "f4"), ("y", "i4")]))
    f.create_dataset("opaque", data=np.zeros(3, dtype="V5"))
    f.create_dataset("reference", data=f["scalar"].ref, dtype=h5py.ref_dtype)
    f.create_dataset("ragged", (2,), dtype=h5py.vlen_dtype("i4"))
    f.create_dataset("complex", data=np.zeros(2, "c16"))
    f["named"] = np.dtype("f4")
    f.create_dataset("of_named", data=np.arange(3), dtype=f["named"])
    f.attrs["text"] = "größe"; f.attrs["bytes"] = np.bytes_("plain"); f.attrs["texts"] = ["a", "b c"]
    f.attrs["fixed_texts"] = np.array([b"one", b"two2"]); f.attrs["int"] = np.int32(5); f.attrs["list"] = [1.5, 2.5]
    f.attrs["empty"] = h5py.Empty("S1"); f.attrs["ref"] = f["scalar"].ref; f.attrs["flag"] = True
    f.attrs["z"] = 1; f.attrs["a"] = 2

with file("latest.h5", libver="latest") as f:
    f.create_dataset("single", data=smooth, chunks=smooth.shape, compression="gzip")
    f.create_dataset("single_plain", data=smooth, chunks=smooth.shape)
    f.create_dataset("fixed", data=smooth, chunks=(10, 8), shuffle=True, compression="gzip")
    f.create_dataset("fixed_plain", data=smooth, chunks=(10, 8))
    d = f.create_dataset("fixed_paged", (2600,), "i2", chunks=(1,), fillvalue=-1); d[3] = 1; d[1030:1040] = 2; d[2599] = 3
    d = f.create_dataset("fixed_larger_limit", (20, 10), "i4", chunks=(4, 4), maxshape=(40, 30)); d[...] = np.arange(200).reshape(20, 10)
    d = f.create_dataset("growing", (40, 10), "f4", chunks=(1, 10), maxshape=(None, 10), compression="gzip"); d[...] = np.arange(400).reshape(40, 10)
    d = f.create_dataset("growing_second", (6, 50), "i4", chunks=(2, 3), maxshape=(6, None), fillvalue=-1); d[...] = np.arange(300).reshape(6, 50)
    d = f.create_dataset("growing_gaps", (200000,), "i1", chunks=(1,), maxshape=(None,), fillvalue=-7); d[[0, 1, 5, 70, 3000, 140000, 199999]] = 9
    d = f.create_dataset("growing_both", (30, 30), "i4", chunks=(2, 2), maxshape=(None, None), shuffle=True, compression="gzip"); d[...] = np.arange(900).reshape(30, 30)
    d = f.create_dataset("growing_both_plain", (9, 9), "i4", chunks=(2, 2), maxshape=(None, None)); d[2:7, 1:3] = 8
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY); dcpl.set_chunk((4, 4)); dcpl.set_fill_value(np.array(3, "i2"))
    d = h5py.Dataset(h5py.h5d.create(f.id, b"implicit", h5py.h5t.NATIVE_INT16, h5py.h5s.create_simple((10, 6)), dcpl)); d[2:9, 1] = 5
    for i in range(60):
        d.attrs["attribute_%02d" % (59 - i)] = i

with file("many.h5", libver="latest", track_order=True) as f:
    for i in range(1500):
        f.create_dataset("variable_with_a_long_name_%04d" % ((i * 7) % 1500), data=np.int32(i))
    f.attrs["large"] = np.arange(20000, dtype="i4")
    for i in range(20):
        f.attrs["z%02d" % (19 - i)] = "x" * 3000

with file("old_group.h5") as f:
    for i in range(300):
        f.create_dataset("v%03d" % ((i * 7) % 300), data=np.int16(i))

for name in "filters.h5 numbers.h5 layouts.h5 types.h5 latest.h5 many.h5 old_group.h5".split():
    describe(name)
expected["plugins.h5"].pop("/unknown")
few = lambda d: d if len(d) < 500 else dict(list(d.items())[::len(d) // 30])
json.dump({k: few(v) for k, v in expected.items()}, open("expected.json", "w"), indent=0)

with file("phony.h5") as f:
    f["a"] = np.arange(12, dtype="i4").reshape(3, 4)
    f["square"] = np.arange(16, dtype="i4").reshape(4, 4)
    f["line"] = np.arange(4, dtype="i4")
    f.create_dataset("grows", data=np.arange(4, dtype="i4"), chunks=(2,), maxshape=(None,))
    f.create_dataset("g/inner", data=np.arange(5, dtype="i4"))
    f.create_dataset("g/same", data=np.arange(4, dtype="i4"))
