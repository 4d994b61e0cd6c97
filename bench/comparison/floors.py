"""The floor of each row: the native C decoder or encoder alone on the same bytes, on all cores, and one pass over the
values. What a row computes besides comes on top."""

import ctypes
import glob
import os
import struct
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from fields import Grid, layout

CORES = len(os.sched_getaffinity(0))
BOX = (20.0, 30.0, 60.0, 70.0)  # west, south, east, north


def on_all_cores(work, parts):
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(work, [parts[i::CORES] for i in range(CORES)]))


def look(values):
    """One pass over memory."""
    np.bitwise_or.reduce(values.view("u8"))


def chunk_files(folder, kind, variables=("t",)):
    names = [name for v in variables for name in glob.glob(f"{folder}/{kind}.zarr/{v}/c/**", recursive=True)]
    return [name for name in names if os.path.isfile(name)]


def touches(file, grid):
    """Whether the chunk overlaps the box."""
    west, south, east, north = BOX
    y, x = (int(part) for part in file.split("/")[-2:])
    rows, columns = grid.chunk[1:]
    step = grid.step
    return (y * rows * step - 90 <= north and (y + 1) * rows * step - 90 > south) and (
        x * columns * step <= east and (x + 1) * columns * step > west)  # fmt: skip


# --- codecs of C ---


def decoder(kind):
    """Decodes bytes into an array of the chunk's length."""
    if kind == "raw":

        def copy(packed, target):
            ctypes.memmove(target.ctypes.data, packed, len(packed))

        return copy
    if kind in ("blosc", "wind", "result"):
        call = ctypes.CDLL("libblosc.so.1").blosc_decompress_ctx
        call.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        return lambda packed, target: call(packed, target.ctypes.data, target.size, 1)
    call = ctypes.CDLL("libzstd.so.1").ZSTD_decompress
    call.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    call.restype = ctypes.c_size_t
    return lambda packed, target: call(target.ctypes.data, target.size, packed, len(packed))


def encoder(kind):
    """Encodes an array into a buffer; gives the length."""
    if kind == "raw":

        def copy(values, target):
            ctypes.memmove(target.ctypes.data, values.ctypes.data, values.nbytes)
            return values.nbytes

        return copy
    if kind in ("blosc", "result"):
        compressor, level = (b"lz4", 5) if kind == "blosc" else (b"zstd", 1)
        call = ctypes.CDLL("libblosc.so.1").blosc_compress_ctx
        call.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p,
                         ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]  # fmt: skip
        return lambda values, target: call(
            level, 1, 4, values.nbytes, values.ctypes.data, target.ctypes.data, target.size, compressor, 0, 1)  # fmt: skip
    call = ctypes.CDLL("libzstd.so.1").ZSTD_compress
    call.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    call.restype = ctypes.c_size_t
    return lambda values, target: call(target.ctypes.data, target.size, values.ctypes.data, values.nbytes, 3)


# --- the rows ---


def reading(folder, kind, chosen=lambda _: True, variables=("t",)):
    """Decodes the chunks of a Zarr array, each into the same buffer."""
    grid = Grid.of(folder)
    decode = decoder(kind)
    size = 4 * int(np.prod(layout("blosc" if kind == "wind" else kind, grid)[0]))

    def some(names):
        target = np.zeros(size, "u1")
        for name in names:
            with open(name, "rb") as file:
                decode(file.read(), target)
            look(target)

    on_all_cores(some, [name for name in chunk_files(folder, kind, variables) if chosen(name)])
    return []


def transcoding(folder, kind, out):
    """Decodes the chunks of a Zarr array, encodes them as results are, and writes synced files."""
    grid = Grid.of(folder)
    decode, encode = decoder(kind), encoder("result")
    size, names = 4 * int(np.prod(grid.chunk)), chunk_files(folder, kind)
    os.makedirs(out, exist_ok=True)

    def some(indices):
        target, packed = np.zeros(size, "u1"), np.empty(size + 4096, "u1")
        for i in indices:
            with open(names[i], "rb") as file:
                decode(file.read(), target)
            write(f"{out}/{i}", packed[: encode(target, packed)])

    on_all_cores(some, range(len(names)))
    return []


def write(path, packed):
    with open(path, "wb") as file:
        file.write(packed)
        file.flush()
        os.fsync(file.fileno())


def loading(folder, kind):
    """Decodes the chunks of a Zarr array to places of their own in memory."""
    if kind == "sharded":
        return loading_shards(folder)
    grid = Grid.of(folder)
    decode, names = decoder(kind), chunk_files(folder, kind)
    targets = np.empty((len(names), 4 * int(np.prod(layout(kind, grid)[0]))), "u1")

    def some(indices):
        for i in indices:
            with open(names[i], "rb") as file:
                decode(file.read(), targets[i])

    on_all_cores(some, range(len(names)))
    return []


def loading_shards(folder):
    grid = Grid.of(folder)
    shard, codecs = layout("sharded", grid)
    inner = codecs[0]["configuration"]["chunk_shape"]
    count, size = int(np.prod(shard) // np.prod(inner)), 4 * int(np.prod(inner))
    decode, names = decoder("zstd"), chunk_files(folder, "sharded")
    targets = np.empty((len(names), count, size), "u1")

    def some(indices):
        for i in indices:
            with open(names[i], "rb") as file:
                packed = file.read()
            places = np.frombuffer(packed[-(16 * count + 4) : -4], "<u8").reshape(-1, 2)
            for j, (offset, length) in enumerate(places):
                if offset != 2**64 - 1:
                    decode(packed[int(offset) : int(offset + length)], targets[i, j])

    on_all_cores(some, range(len(names)))
    return []


def writing(out, kind, values, grid):
    """Encodes values of [time, latitude, longitude] chunk by chunk and writes synced files."""
    shape, _ = layout("zstd" if kind == "sharded" else kind, grid)
    encode = encoder(kind)
    boxes = [tuple(slice(i * n, (i + 1) * n) for i, n in zip(index, shape)) for index in
             np.ndindex(*(-(-n // c) for n, c in zip(grid.shape, shape)))]  # fmt: skip
    os.makedirs(out, exist_ok=True)

    def some(indices):
        target = np.empty(4 * int(np.prod(shape)) * 5 // 4 + 4096, "u1")
        for i in indices:
            length = encode(np.ascontiguousarray(values[boxes[i]]), target)
            write(f"{out}/{i}", target[:length])

    on_all_cores(some, range(len(boxes)))
    return []


class Deflate:
    """libdeflate on the chunks of the netCDF-4 files, without shuffling, which comes on top."""

    def __init__(self, folder):
        self.grid = Grid.of(folder)
        self.path = f"{folder}/deflate.bin"
        self.library = ctypes.CDLL("libdeflate.so.0")
        for name in ("libdeflate_alloc_decompressor", "libdeflate_alloc_compressor"):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.library.libdeflate_zlib_decompress.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]  # fmt: skip
        self.library.libdeflate_zlib_compress.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]  # fmt: skip
        self.library.libdeflate_zlib_compress.restype = ctypes.c_size_t

    def places(self):
        at, found, size = 0, [], os.path.getsize(self.path)
        with open(self.path, "rb") as file:
            while at < size:
                file.seek(at)
                (length,) = struct.unpack("<q", file.read(8))
                found.append((at + 8, length))
                at += 8 + length
        return found

    def run(self, encode=False):
        def some(part):
            target = np.empty(4 * self.grid.latitudes * self.grid.longitudes, "u1")
            again = np.empty(target.size + 4096, "u1")
            decompressor = self.library.libdeflate_alloc_decompressor()
            compressor = self.library.libdeflate_alloc_compressor(1)
            with open(self.path, "rb") as file:
                for offset, length in part:
                    file.seek(offset)
                    packed = file.read(length)
                    if self.library.libdeflate_zlib_decompress(
                        decompressor, packed, length, target.ctypes.data, target.size, None):  # fmt: skip
                        raise ValueError("damaged")
                    look(target)
                    if encode:
                        self.library.libdeflate_zlib_compress(
                            compressor, target.ctypes.data, target.size, again.ctypes.data, again.size)  # fmt: skip

        on_all_cores(some, self.places())
        return []
