package io.amasia.dataset.cf;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shared files of up to 100 kB, with `-Damasia.roundtrip=all` every one: opened, written to Zarr,
/// netCDF-4 or CDF-5, opened again, it is the same in values, attributes and encodings.
class RoundTripTest {
  private static final Set<String> KEPT = Set.of("scale_factor", "add_offset", "units", "calendar");

  /// What is kept too, of data, in the format that it was read from; coordinates are one chunk.
  private static final Set<String> LAYOUT =
      Set.of(Encoding.CHUNKS, Encoding.SHARDS, Encoding.CODECS);

  @TempDir Path folder;

  private final List<String> wrong = new ArrayList<>();
  private int compared;

  @ParameterizedTest
  @ValueSource(strings = {"zarr3", "zarr2", "nc4", "cdf5"})
  void whatIsWrittenIsIdentical(String variant) throws IOException {
    Path root = Shared.file("data");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(RoundTripTest::isDataset)
              .filter(RoundTripTest::isWanted)
              .sorted()
              .toList()) {
        compare(root.relativize(file).toString(), file, variant);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(20);
  }

  private static boolean isWanted(Path path) {
    return "all".equals(System.getProperty("amasia.roundtrip")) || path.toFile().length() < 100_000;
  }

  private static boolean isDataset(Path path) {
    boolean inside = path.getParent() != null && path.getParent().toString().contains(".zarr");
    String name = path.getFileName().toString();
    return !inside
        && (Files.isDirectory(path)
            ? name.endsWith(".zarr")
            : name.matches(".*\\.(nc|nc4|cdf|h5)"));
  }

  private void compare(String name, Path file, String variant) throws IOException {
    // a name of its own: what was closed under a name stays closed
    String url =
        !variant.startsWith("zarr")
            ? folder.resolve("round-trip.nc").toString()
            : "memory:round-trip/" + variant + "/" + name;
    Dataset opened;
    try {
      opened = Opening.open(List.of(file.toString()), OpenOptions.standard());
    } catch (AmasiaException e) {
      return; // damaged on purpose, or of a kind that is not read
    }
    try (Dataset dataset = opened) {
      var options = DatasetWriter.Options.keepingEncodings().overwriting();
      DatasetWriter.write(dataset, url, options.withVariant(variant));
      try (Dataset again = Opening.open(List.of(url), OpenOptions.standard())) {
        compare(name, dataset, again);
        if (format(file.toString()).equals(format(url))) {
          compareLayouts(name, dataset.variables(), again.variables());
        }
        compared++;
      }
      new Dataset(Map.of(), new Coordinates(Map.of()), Map.of())
          .toZarr(url, DatasetWriter.Options.standard().overwriting().withVariant(variant));
    } catch (RuntimeException e) {
      wrong.add(name + ": " + e);
    }
  }

  private void compare(String file, Dataset one, Dataset other) {
    if (!one.equals(other) || !same(one.attrs(), other.attrs()) || !sameAttributes(one, other)) {
      var said = new ArrayList<String>();
      if (!same(one.attrs(), other.attrs())) {
        said.add("attributes " + difference(one.attrs(), other.attrs()));
      }
      Map<String, Variable> all = variables(one);
      Map<String, Variable> others = variables(other);
      all.forEach((name, v) -> {
        Variable w = others.get(name);
        if (w == null) {
          said.add(name + " is gone");
        } else if (!same(v.attrs(), w.attrs())) {
          said.add(name + " attributes " + difference(v.attrs(), w.attrs()));
        } else if (v.dtype() != w.dtype() || !v.shape().equals(w.shape())) {
          said.add(name + " " + v + " became " + w);
        } else if (one.coords().has(name) != other.coords().has(name)) {
          said.add(name + " changed its role");
        }
      });
      wrong.add(file + ": " + (said.isEmpty() ? "values" : said));
    }
    Map<String, Variable> written = variables(other);
    variables(one)
        .forEach((name, v) -> {
          Variable w = written.get(name);
          if (w != null) {
            compareEncodings(file + " " + name, v, w);
          }
        });
  }

  private static String format(String url) {
    try (StoredDataset stored = Formats.open(url)) {
      return stored.format();
    }
  }

  private void compareLayouts(String file, Map<String, Variable> one, Map<String, Variable> other) {
    one.forEach((name, v) -> {
      Variable w = other.get(name);
      Map<String, Attribute> has = w == null ? Map.of() : w.encoding();
      for (String key : LAYOUT) {
        Attribute said = v.encoding().get(key);
        if (said != null && !said.equals(has.get(key))) {
          wrong.add("%s %s %s: %s became %s".formatted(file, name, key, said, has.get(key)));
        }
      }
    });
  }

  private void compareEncodings(String name, Variable v, Variable w) {
    DType had = stored(v);
    DType has = stored(w);
    boolean integers = had.isInteger() && v.dtype().isNumeric();
    for (String key : KEPT) {
      Attribute said = v.encoding().get(key);
      boolean counts = key.equals("units") || key.equals("calendar");
      if (said != null && (integers || counts) && !same(said, w.encoding().get(key))) {
        wrong.add("%s %s: %s became %s".formatted(name, key, said, w.encoding().get(key)));
      }
    }
    if (!had.isNumeric() || v.dtype() == DType.BOOL) {
      return; // coded by each format in its own way
    }
    boolean widened = had == DType.FLOAT16 && has == DType.FLOAT32;
    boolean signed = v.encoding().containsKey("_Unsigned");
    if (had != has && !widened && !signed) {
      wrong.add("%s: %s became %s".formatted(name, had, has));
    }
    for (String key : List.of(Encoding.FILL, Encoding.MISSING)) {
      List<Number> fills = fills(v, key, has);
      if (!fills.isEmpty() && !fills.equals(fills(w, key, has))) {
        wrong.add("%s %s: %s became %s".formatted(name, key, fills, fills(w, key, has)));
      }
    }
  }

  private static DType stored(Variable variable) {
    return Encoding.of(variable).dtype().orElseThrow();
  }

  private static List<Number> fills(Variable variable, String key, DType stored) {
    Attribute said = variable.encoding().get(key);
    return said == null ? List.of() : FillValues.of(stored, Map.of(key, said), _ -> {});
  }

  private static boolean sameAttributes(Dataset one, Dataset other) {
    return variables(one).entrySet().stream()
        .allMatch(entry ->
            other.has(entry.getKey())
                && same(entry.getValue().attrs(), other.variable(entry.getKey()).attrs()));
  }

  private static boolean same(Map<String, Attribute> one, Map<String, Attribute> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream().allMatch(e -> same(e.getValue(), other.get(e.getKey())));
  }

  /// JSON knows no dtypes, so numbers count by their values.
  private static boolean same(Attribute one, @Nullable Attribute other) {
    return (one instanceof Attribute.Numbers(var _, var some)
            && other instanceof Attribute.Numbers(var _, var others))
        ? some.stream()
            .map(Number::doubleValue)
            .toList()
            .equals(others.stream().map(Number::doubleValue).toList())
        : one.equals(other);
  }

  private static Map<String, Variable> variables(Dataset dataset) {
    Map<String, Variable> all = new LinkedHashMap<>(dataset.coords().asMap());
    all.putAll(dataset.variables());
    return all;
  }

  private static String difference(Map<String, Attribute> one, Map<String, Attribute> other) {
    Map<String, Object> differing = new LinkedHashMap<>();
    one.forEach((key, value) -> {
      if (!same(value, other.get(key))) {
        differing.put(key, value + " → " + other.get(key));
      }
    });
    other.keySet().stream().filter(k -> !one.containsKey(k)).forEach(k -> differing.put(k, "new"));
    return differing.toString();
  }
}
