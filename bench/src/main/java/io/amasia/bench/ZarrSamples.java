package io.amasia.bench;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.DatasetWriter;
import io.amasia.dataset.cf.Encoding;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the same small dataset to Zarr in many encodings, for `zarr_peers.py` to read with other
/// systems: `ZarrSamples FOLDER`.
public final class ZarrSamples {
  private static final int TIMES = 7;
  private static final int XS = 5;

  private ZarrSamples() {}

  /// Writes all stores to the folder `args[0]`.
  public static void main(String[] args) {
    for (String version : List.of("zarr2", "zarr3")) {
      for (String codecs : codecs(version)) {
        write(args[0], version, codecs, "");
      }
      write(args[0], version, "zstd:3", "packed");
    }
    for (String codecs :
        List.of("zstd:3", "blosc:zstd:1:shuffle,crc32c", "sharding:start,gzip:1")) {
      write(args[0], "zarr3", codecs, "sharded");
    }
  }

  private static List<String> codecs(String version) {
    List<String> common =
        List.of(
            "none",
            "zstd:3",
            "gzip:5",
            "transpose",
            "blosc:zstd:1:shuffle",
            "blosc:lz4:5:bitshuffle",
            "blosc:lz4hc:9:shuffle",
            "blosc:zlib:3:noshuffle",
            "blosc:blosclz:5:shuffle",
            "blosc:snappy:5:shuffle");
    List<String> all = new ArrayList<>(common);
    all.addAll(
        version.equals("zarr2")
            ? List.of(
                "zlib:4",
                "bz2",
                "lz4",
                "shuffle,zlib:4",
                "delta,zstd:1",
                "crc32,zstd:1",
                "adler32,zstd:1",
                "fletcher32",
                "shuffle,lz4")
            : List.of("zstd:1,crc32c", "transpose,zstd:1"));
    return all;
  }

  private static void write(String folder, String version, String codecs, String kind) {
    String name = version + "_" + kind + "_" + codecs.replaceAll("[:,]", "-");
    var options = DatasetWriter.Options.keepingEncodings().overwriting().withVariant(version);
    Encoding encoding = Encoding.none().chunks(3, 2).codecs(codecs);
    encoding = kind.equals("sharded") ? encoding.shards(6, 4) : encoding;
    encoding =
        kind.equals("packed")
            ? encoding.dtype("int16").scaleFactor(0.25).addOffset(2).fillValue(-9)
            : encoding;
    if (codecs.contains("delta")) {
      encoding = Encoding.none().chunks(3, 2);
    }
    options = options.encoding("f", encoding);
    if (kind.isEmpty()) {
      options = options.encoding("i", Encoding.none().chunks(3, 2).codecs(codecs));
    }
    String url = folder + "/" + name + ".zarr";
    data(0, 4).toZarr(url, options);
    data(4, TIMES - 4).toZarr(url, options.appending("time"));
  }

  private static Dataset data(int first, int count) {
    double[][] reals = new double[count][XS];
    int[][] whole = new int[count][XS];
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      int t = first + i;
      times[i] = Calendar.STANDARD.micros(2001, 2, 26, 12, 0, 0, 0) + t * Calendar.DAY_MICROS;
      for (int x = 0; x < XS; x++) {
        reals[i][x] = (t + x) % 6 == 5 ? Double.NaN : t * 10 + x / 4.0;
        whole[i][x] = t * 1000 - x;
      }
    }
    Map<String, Variable> coords = new LinkedHashMap<>();
    coords.put("time", Variable.times(Calendar.STANDARD, "time", times));
    coords.put("x", Variable.of(List.of("x"), new double[] {0, 1, 2, 3, 4}));
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put(
        "f", Variable.of(List.of("time", "x"), reals).withAttr("units", Attribute.of("K")));
    variables.put("i", Variable.of(List.of("time", "x"), whole));
    return new Dataset(variables, new Coordinates(coords), Map.of("title", Attribute.of("sample")));
  }
}
