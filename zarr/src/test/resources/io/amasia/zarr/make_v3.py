"""Small v3 arrays: written by tensorstore where it can, else by hand with numcodecs' bytes; and their values.

usage: python make_v3.py > made_v3.json     (tensorstore 0.1.85, NumPy 2.4.6; zlib, bz2, crc32 of Python)
"""
import base64, bz2, itertools, json, struct, zlib
import numpy as np, tensorstore as ts

store, expected = {}, {}
def expect(name, v, dtype=None):
    if v.dtype.kind in "UO":
        t = [str(x) for x in v.ravel()]
        expected[name] = {"dtype": "str", "shape": list(v.shape), "crc32": zlib.crc32("\0".join(t).encode()), "first": t[:6]}
        return
    shape = list(v.shape)
    v = np.ascontiguousarray(v).astype(v.dtype.newbyteorder("<"))
    expected[name] = {"dtype": dtype or str(v.dtype), "shape": shape, "crc32": zlib.crc32(v.tobytes()), "first": [float(x) if np.isfinite(x) else None for x in v.ravel()[:6]]}

LE, BE = {"name": "bytes", "configuration": {"endian": "little"}}, {"name": "bytes", "configuration": {"endian": "big"}}
def made(name, values, chunk, codecs, write=..., fill=0, **more):
    """By tensorstore."""
    kv = ts.KvStore.open("memory://").result()
    meta = {"shape": list(values.shape), "data_type": str(values.dtype), "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}},
            "codecs": codecs, "fill_value": fill, **more}
    a = ts.open({"driver": "zarr3", "kvstore": "memory://", "metadata": meta}, create=True, context=ts.Context()).result()
    a[write].write(values[write]).result()
    for k in a.kvstore.list().result():
        store[f"{name}/{k.decode()}"] = a.kvstore.read(k).result().value
    expect(name, a.read().result())

n = np.arange(35, dtype="int32").reshape(5, 7)
for t in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split():
    for e, b in (("le", LE), ("be", BE)):
        made(f"dtype_{t}_{e}", (n % 3 == 0) if t == "bool" else (n * 3).astype(t), [3, 4], [b], fill=False if t == "bool" else 0)
made("fill_hex", n.astype("float32"), [3, 4], [LE], write=np.s_[:2], fill="0x7fc00001")
made("fill_nan", n.astype("float64"), [3, 4], [LE], write=np.s_[:2], fill="NaN")
made("fill_inf", n.astype("float16"), [3, 4], [LE], write=np.s_[:2], fill="-Infinity")
made("transpose", np.arange(60, dtype="int16").reshape(3, 4, 5), [2, 3, 4], [{"name": "transpose", "configuration": {"order": [2, 0, 1]}}, LE])
made("transpose_twice", np.arange(60, dtype="int16").reshape(3, 4, 5), [2, 3, 4], [{"name": "transpose", "configuration": {"order": [2, 0, 1]}}, {"name": "transpose", "configuration": {"order": [1, 0, 2]}}, BE])
made("scalar", np.array(7, "int32"), [], [LE])
made("dots", n, [2, 3], [LE], chunk_key_encoding={"name": "default", "configuration": {"separator": "."}})
made("keys_v2", n, [2, 3], [LE], chunk_key_encoding={"name": "v2", "configuration": {"separator": "/"}})
big = (np.sin(np.arange(600)) * 100).astype("float32").reshape(20, 30)
made("gzip_crc", big, [11, 16], [LE, {"name": "gzip", "configuration": {"level": 5}}, {"name": "crc32c"}])
made("zstd", big, [11, 16], [LE, {"name": "zstd", "configuration": {"level": 3}}])
made("blosc", big, [11, 16], [LE, {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0}}])
def shard(chunk, codecs, location="end", index=[LE, {"name": "crc32c"}]):
    return {"name": "sharding_indexed", "configuration": {"chunk_shape": chunk, "codecs": codecs, "index_codecs": index, "index_location": location}}
ZSTD = {"name": "zstd", "configuration": {"level": 1}}
made("shard", big, [12, 16], [shard([3, 4], [LE, ZSTD])])
made("shard_start", big, [12, 16], [shard([3, 4], [LE, ZSTD], "start")])
made("shard_bare_index", big, [12, 16], [shard([3, 4], [LE, ZSTD], "end", [BE])])
made("shard_holes", big, [12, 16], [shard([3, 4], [LE, ZSTD])], write=np.s_[4:9, 5:7], fill=-1)
made("shard_nested", big, [12, 16], [shard([6, 8], [shard([3, 4], [LE, ZSTD])])], write=np.s_[:9], fill=-1)
made("shard_nested_start", big, [12, 16], [shard([6, 8], [shard([3, 4], [{"name": "transpose", "configuration": {"order": [1, 0]}}, BE, ZSTD], "start")], "start")], write=np.s_[:9], fill=-1)
made("shard_transposed", big, [12, 16], [{"name": "transpose", "configuration": {"order": [1, 0]}}, shard([4, 3], [LE])], write=np.s_[:9], fill=-1)
made("shard_gzip", big, [12, 16], [shard([3, 4], [LE])], write=np.s_[:9], fill=-1)
gzip = lambda b: (lambda c: c.compress(b) + c.flush())(zlib.compressobj(wbits=31))
for k in [k for k in store if k.startswith("shard_gzip/")]:
    if k.endswith("zarr.json"):
        meta = json.loads(store[k]); meta["codecs"].append({"name": "gzip", "configuration": {"level": 6}}); store[k] = json.dumps(meta).encode()
    else: store[k] = gzip(store[k])

def hand(name, shape, chunk, data_type, fill, codecs, encode, values, dtype=None, **more):
    """By hand: `encode` gives the bytes of a full chunk."""
    meta = {"zarr_format": 3, "node_type": "array", "shape": list(shape), "data_type": data_type, "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": list(chunk)}},
            "chunk_key_encoding": {"name": "default"}, "fill_value": fill, "codecs": codecs, "attributes": {}, **more}
    store[f"{name}/zarr.json"] = json.dumps(meta).encode()
    for index in itertools.product(*[range(-(-s // c)) for s, c in zip(shape, chunk)]):
        full = np.zeros(chunk, values.dtype) if values.dtype != object else np.full(chunk, "", object)
        part = values[tuple(slice(i * c, (i + 1) * c) for i, c in zip(index, chunk))]
        full[tuple(slice(0, k) for k in part.shape)] = part
        store[f"{name}/c/" + "/".join(map(str, index))] = encode(full)
    expect(name, values if dtype is None or values.dtype.kind not in "mM" else values.astype("M8[us]" if values.dtype.kind == "M" else "m8[us]").astype("i8"), dtype)

vlen = lambda v: struct.pack("<I", v.size) + b"".join(struct.pack("<I", len(s.encode())) + s.encode() for s in v.ravel())
texts = np.array(["", "one", "zwölf", "𝛑", "tail"] * 3, object).reshape(5, 3)
hand("string", (5, 3), (2, 2), "string", "", [{"name": "vlen-utf8"}], vlen, texts)
hand("string_short_names", (5, 3), (2, 2), "string", "x", ["vlen-utf8", {"name": "gzip", "configuration": {"level": 1}}], lambda v: gzip(vlen(v)), texts)
u = np.array(["", "ä", "𝛑r²", "abcde"], "<U5")
hand("utf32", (4,), (3,), {"name": "fixed_length_utf32", "configuration": {"length_bytes": 20}}, "", [LE], lambda v: v.tobytes(), u)
hand("utf32_be", (4,), (3,), {"name": "fixed_length_utf32", "configuration": {"length_bytes": 20}}, "", [BE], lambda v: v.astype(">U5").tobytes(), u)
hand("bytes5", (4,), (3,), {"name": "null_terminated_bytes", "configuration": {"length_bytes": 20}}, "", [{"name": "bytes"}], lambda v: b"".join(x.encode().ljust(20, b"\0") for x in v), u)
t = np.array(["1970-01-01", "2024-02-29T12:30", "1600-03-01", "NaT"], "M8[ms]")
hand("time_ms", (4,), (3,), {"name": "numpy.datetime64", "configuration": {"unit": "ms", "scale_factor": 1}}, "NaT", [BE], lambda v: v.astype(">M8[ms]").tobytes(), t, "datetime64[us]")
d = np.array([0, 1, -3, 7], "m8[10s]")
hand("timedelta_10s", (4,), (3,), {"name": "numpy.timedelta64", "configuration": {"unit": "s", "scale_factor": 10}}, -9223372036854775808, [LE], lambda v: v.tobytes(), d, "timedelta64[us]")
def shuffled(v): return np.frombuffer(v.tobytes(), "u1").reshape(-1, 4).T.tobytes()
n4 = n.astype("<i4")
hand("nc_zlib", (5, 7), (3, 4), "int32", 0, [LE, {"name": "numcodecs.zlib", "configuration": {"level": 1}}], lambda v: zlib.compress(v.tobytes()), n4)
hand("nc_bz2_shuffle", (5, 7), (3, 4), "int32", 0, [LE, {"name": "numcodecs.shuffle", "configuration": {"elementsize": 4}}, {"name": "numcodecs.bz2", "configuration": {"level": 1}}], lambda v: bz2.compress(shuffled(v)), n4)
hand("nc_crc32", (5, 7), (3, 4), "int32", 0, [LE, {"name": "numcodecs.crc32"}], lambda v: struct.pack("<I", zlib.crc32(v.tobytes())) + v.tobytes(), n4)
hand("nc_crc32_end", (5, 7), (3, 4), "int32", 0, [LE, {"name": "numcodecs.crc32", "configuration": {"location": "end"}}], lambda v: v.tobytes() + struct.pack("<I", zlib.crc32(v.tobytes())), n4)
hand("nc_adler32", (5, 7), (3, 4), "int32", 0, [LE, {"name": "numcodecs.adler32"}], lambda v: struct.pack("<I", zlib.adler32(v.tobytes())) + v.tobytes(), n4)
hand("nc_delta", (5, 7), (3, 4), "int32", 0, [{"name": "numcodecs.delta", "configuration": {"dtype": "<i4", "astype": "<i2"}}, BE], lambda v: np.diff(v.ravel(), prepend=0).astype(">i2").tobytes(), n4)
hand("nc_scale", (5, 7), (3, 4), "float64", 0, [{"name": "numcodecs.fixedscaleoffset", "configuration": {"dtype": "<f8", "astype": "<i2", "scale": 10, "offset": 5}}, LE], lambda v: np.round((v - 5) * 10).astype("<i2").tobytes(), n.astype("f8"))
hand("must_not", (5, 7), (3, 4), "int32", 0, [LE], lambda v: v.tobytes(), n4, novelty={"must_understand": False, "name": "x"})
refused = {}
def refuse(name, word, **change):
    meta = json.loads(store["nc_zlib/zarr.json"]) | change
    store[f"{name}/zarr.json"] = json.dumps(meta).encode(); refused[name] = word
refuse("r_must", "novelty", novelty={"name": "x"})
refuse("r_complex", "complex64", data_type="complex64")
refuse("r_raw", "r16", data_type="r16")
refuse("r_struct", "struct", data_type={"name": "struct", "configuration": {"fields": []}})
refuse("r_grid", "rectilinear", chunk_grid={"name": "rectilinear", "configuration": {}})
refuse("r_keys", "novel", chunk_key_encoding={"name": "novel"})
refuse("r_transformer", "storage transformers", storage_transformers=[{"name": "novel"}])
refuse("r_codec", "numcodecs.pcodec", codecs=[LE, {"name": "numcodecs.pcodec"}])
refuse("r_timedelta", "'M'", data_type={"name": "numpy.timedelta64", "configuration": {"unit": "M", "scale_factor": 1}})
store["zarr.json"] = json.dumps({"zarr_format": 3, "node_type": "group", "attributes": {"title": "made"}}).encode()
stored = {k: base64.b64encode(bytes(v)).decode() for k, v in store.items()}
lines = lambda d: "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in d.items()) + "\n }"
print("{\n \"store\": " + lines(stored) + ",\n \"expected\": " + lines(expected) + ",\n \"refused\": " + lines(refused) + "\n}")
