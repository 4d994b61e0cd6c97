package io.amasia.geo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What CDO gives, as `cdo_areas.py` wrote it.
final class CdoAreas {
  private CdoAreas() {}

  static List<String[]> lines(String kind) {
    try (var in = Objects.requireNonNull(CdoAreas.class.getResourceAsStream("cdo-areas.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .filter(line -> line[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(String kind) {
    return lines(kind).stream().map(line -> line[1]).toList();
  }

  /// The numbers of the line of `kind` with `name` as its second field, or none for null.
  static double[] numbers(String kind, @Nullable String name) {
    int from = name == null ? 1 : 2;
    return lines(kind).stream()
        .filter(line -> name == null || line[1].equals(name))
        .map(line -> parse(line, from, line.length))
        .findFirst()
        .orElseThrow();
  }

  static double[] parse(String[] line, int from, int to) {
    return Arrays.stream(line, from, to).mapToDouble(Double::parseDouble).toArray();
  }
}
