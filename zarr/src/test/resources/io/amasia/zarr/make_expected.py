"""What other implementations read from the shared Zarr files: dtype, shape, CRC-32 of the values, the first ones.

usage: python make_expected.py SHARED/data/zarr > expected.json
v2 by tensorstore, v3 too; strings by hand (vlen-utf8, no compression). Made with tensorstore 0.1.85, NumPy 2.4.6.
"""
import json, pathlib, struct, sys, zlib
import numpy as np, tensorstore as ts
root = pathlib.Path(sys.argv[1])

def texts(path, meta):
    n, chunk = meta["shape"][0], meta["chunk_grid"]["configuration"]["chunk_shape"][0]
    out = []
    for c in range(-(-n // chunk)):
        b = (path / f"c/{c}").read_bytes()
        assert struct.unpack_from("<I", b)[0] == chunk
        at = 4
        for _ in range(chunk):
            k = struct.unpack_from("<I", b, at)[0]; out.append(b[at + 4:at + 4 + k].decode()); at += 4 + k
    return out[:n]

result = {}
for meta in sorted([*root.rglob(".zarray"), *root.rglob("zarr.json")]):
    path = meta.parent; doc = json.loads(meta.read_text())
    if doc.get("node_type") == "group" or (meta.name == ".zarray" and (path / "zarr.json").exists()): continue
    key = str(path.relative_to(root))
    if doc.get("data_type") == "string":
        v = texts(path, doc)
        result[key] = {"dtype": "str", "shape": doc["shape"], "crc32": zlib.crc32("\0".join(v).encode()), "first": v[:4]}
        continue
    driver = "zarr3" if meta.name == "zarr.json" else "zarr"
    v = ts.open({"driver": driver, "kvstore": {"driver": "file", "path": str(path)}}, open=True, read=True).result().read().result()
    v = np.ascontiguousarray(v)
    result[key] = {"dtype": str(v.dtype), "shape": list(v.shape), "crc32": zlib.crc32(v.tobytes()), "first": [float(x) for x in v.ravel()[:4]]}
print("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in result.items()) + "\n}")
