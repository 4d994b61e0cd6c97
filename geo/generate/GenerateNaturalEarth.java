import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Packs the country outlines of npm's `world-atlas` into the resources that `geo` bundles. How to
/// run it and what the bytes are: README.md beside this file.
class GenerateNaturalEarth {
  void main(String[] args) throws IOException {
    Path atlas = Path.of(args[0]);
    Path target = Path.of(args[1]);
    for (String scale : List.of("50m", "110m")) {
      Path out = target.resolve("natural-earth-" + scale + ".bin.gz");
      JsonNode topology =
          new ObjectMapper().readTree(atlas.resolve("countries-" + scale + ".json").toFile());
      Files.write(out, pack(topology));
      IO.println(out + ": " + Files.size(out) + " bytes");
    }
  }

  private static byte[] pack(JsonNode topology) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(new SmallestGzip(bytes))) {
      JsonNode transform = topology.get("transform");
      for (String part : List.of("scale", "translate")) {
        out.writeDouble(transform.get(part).get(0).doubleValue());
        out.writeDouble(transform.get(part).get(1).doubleValue());
      }
      writeArcs(out, topology.get("arcs"));
      JsonNode countries = topology.get("objects").get("countries").get("geometries");
      writeVarint(out, countries.size());
      for (JsonNode country : countries) {
        out.writeUTF(country.get("properties").get("name").textValue());
        writePolygons(out, country);
      }
    }
    return bytes.toByteArray();
  }

  private static void writeArcs(DataOutputStream out, JsonNode arcs) throws IOException {
    writeVarint(out, arcs.size());
    for (JsonNode arc : arcs) {
      writeVarint(out, arc.size());
    }
    for (int k = 0; k < 2; k++) {
      for (JsonNode arc : arcs) {
        for (JsonNode delta : arc) {
          writeSigned(out, delta.get(k).intValue());
        }
      }
    }
  }

  private static void writePolygons(DataOutputStream out, JsonNode country) throws IOException {
    JsonNode polygons = country.get("arcs");
    boolean single = country.get("type").textValue().equals("Polygon");
    writeVarint(out, single ? 1 : polygons.size());
    for (JsonNode polygon : single ? List.of(polygons) : polygons) {
      writeVarint(out, polygon.size());
      for (JsonNode ring : polygon) {
        writeVarint(out, ring.size());
        for (JsonNode arc : ring) {
          writeSigned(out, arc.intValue());
        }
      }
    }
  }

  private static void writeSigned(DataOutputStream out, int value) throws IOException {
    writeVarint(out, (value << 1) ^ (value >> 31));
  }

  private static void writeVarint(DataOutputStream out, int value) throws IOException {
    int rest = value;
    for (; (rest & ~0x7F) != 0; rest >>>= 7) {
      out.writeByte(rest & 0x7F | 0x80);
    }
    out.writeByte(rest);
  }

  private static final class SmallestGzip extends GZIPOutputStream {
    SmallestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
