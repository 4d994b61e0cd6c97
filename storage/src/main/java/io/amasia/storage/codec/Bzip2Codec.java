package io.amasia.storage.codec;

import io.airlift.compress.v3.bzip2.BZip2HadoopStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// bzip2 streams.
///
/// ### What
///
/// Burrows-Wheeler blocks with Huffman codes: small, slow; found in older archives.
///
/// ### Specification
///
/// None but the reference implementation, <https://sourceware.org/bzip2/>.
///
/// ### Names
///
/// Zarr v2 `bz2`, Zarr v3 `numcodecs.bz2`, HDF5 filter 307.
///
/// ### Configuration
///
/// `{"id": "bz2", "level": 1}`
///
/// ### Compatible implementations
///
/// libbz2, Python's bz2. Always writes blocks of 900 kB, level 9.
public final class Bzip2Codec implements Codec {
  private static final String NAME = "bz2";
  private static final BZip2HadoopStreams STREAMS = new BZip2HadoopStreams();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long decode(MemorySegment encoded, MemorySegment target) {
    Damage.require(NAME, encoded, 0, 14);
    if (encoded.get(Ints.BYTE, 0) != 'B' || encoded.get(Ints.BYTE, 1) != 'Z') {
      throw Damage.at(NAME, 0, "no bzip2 header");
    }
    var source = new SegmentInput(encoded);
    byte[] strip = new byte[1 << 16];
    long done = 0;
    try (var stream = STREAMS.createInputStream(source)) {
      for (int n = stream.read(strip, 0, strip.length);
          n > 0;
          n = stream.read(strip, 0, strip.length)) {
        if (n > target.byteSize() - done) {
          throw Damage.overrun(NAME, -1, target.byteSize());
        }
        MemorySegment.copy(strip, 0, target, ValueLayout.JAVA_BYTE, done, n);
        done += n;
      }
      return done;
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw Damage.at(NAME, source.taken(), "not bzip2 (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public Bytes encode(MemorySegment decoded) {
    var out = new ByteArrayOutputStream();
    try (var stream = STREAMS.createOutputStream(out)) {
      byte[] strip = new byte[1 << 16];
      for (long done = 0; done < decoded.byteSize(); ) {
        int n = (int) Math.min(strip.length, decoded.byteSize() - done);
        MemorySegment.copy(decoded, ValueLayout.JAVA_BYTE, done, strip, 0, n);
        stream.write(strip, 0, n);
        done += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Bytes block = Bytes.allocate(out.size());
    block.segment().copyFrom(MemorySegment.ofArray(out.toByteArray()));
    return block;
  }
}
