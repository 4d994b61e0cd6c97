#!/usr/bin/env python3
"""Makes the foreign-encoded bytes beside this file, with numcodecs (Debian's 0.11) and h5py.

plain.bin: 2003 float32, a yearly wave with noise, so that the last block is short and odd.
NAME.enc: plain.bin encoded by the codec NAME.
"""
import bz2
import gzip
import io
import pathlib
import zlib

import numcodecs
import numpy as np

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)
values = (280 + 10 * np.sin(np.arange(2003) / 58) + rng.normal(0, 0.2, 2003)).astype("<f4")
values = np.round(values * 16) / 16
plain = values.astype("<f4").tobytes()


def save(name, data):
    (here / name).write_bytes(bytes(data))


save("plain.bin", plain)
save("zlib.enc", zlib.compress(plain, 6))
save("deflate.enc", zlib.compress(plain, 6)[2:-4])
save("gzip.enc", gzip.compress(plain, 5, mtime=0))
named = io.BytesIO()
with gzip.GzipFile(filename="field.bin", mode="wb", fileobj=named, mtime=1) as f:
    f.write(plain)
save("gzip-name.enc", named.getvalue())
save("gzip-members.enc", gzip.compress(plain[:3000], mtime=0) + gzip.compress(plain[3000:], mtime=0))
save("gzip-padded.enc", gzip.compress(plain, mtime=0) + b"\0" * 9)
save("bz2.enc", bz2.compress(plain, 1))
save("zstd.enc", numcodecs.Zstd(3).encode(plain))
save("zstd-frames.enc", bytes(numcodecs.Zstd(3).encode(plain[:3000])) + bytes(numcodecs.Zstd(9).encode(plain[3000:])))
save("lz4.enc", numcodecs.LZ4().encode(plain))
save("shuffle4.enc", numcodecs.Shuffle(4).encode(np.frombuffer(plain, "u1")))
save("crc32.enc", numcodecs.CRC32().encode(plain))
save("adler32.enc", numcodecs.Adler32().encode(plain))
for cname in numcodecs.blosc.list_compressors():
    for shuffle, word in ((0, "none"), (1, "bytes"), (2, "bits")):
        codec = numcodecs.Blosc(cname, clevel=5, shuffle=shuffle, blocksize=512)
        save(f"blosc-{cname}-{word}.enc", codec.encode(values))
# 90003 integers i // 7: more than one block even where Blosc makes them large, and a short last one.
steps = (np.arange(90003) // 7).astype("<u4")
for cname in ("blosclz", "lz4", "snappy", "zlib", "zstd"):
    for shuffle, word in ((0, "none"), (1, "bytes"), (2, "bits")):
        data = numcodecs.Blosc(cname, clevel=9, shuffle=shuffle, blocksize=16384).encode(steps)
        if len(data) < 40_000:
            save(f"steps-{cname}-{word}.enc", data)
wide = (np.arange(30001) // 7).astype("<u8")
save("wide-lz4-bits.enc", numcodecs.Blosc("lz4", 9, 2, 32768).encode(wide))
save("blosc-stored.enc", numcodecs.Blosc("lz4", clevel=0).encode(values))

try:
    import h5py

    with h5py.File("x.h5", "w", driver="core", backing_store=False) as f:
        for name, options in {
            "lzf": dict(compression="lzf"),
            "fletcher32": dict(fletcher32=True),
            "h5shuffle": dict(shuffle=True),
        }.items():
            d = f.create_dataset(name, data=values, chunks=(2003,), **options)
            mask, data = d.id.read_direct_chunk((0,))
            save(f"{name}.enc", data)
except ImportError:
    print("no h5py: lzf, fletcher32, h5shuffle not made")
