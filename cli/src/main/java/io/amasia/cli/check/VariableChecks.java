package io.amasia.cli.check;

import io.amasia.array.DType;
import io.amasia.dataset.cf.Unit;
import io.amasia.dataset.cf.Units;
import io.amasia.storage.format.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Units, dimensions, dtypes, fills and packing of the same variable in several files.
final class VariableChecks {
  private VariableChecks() {}

  static List<Finding> of(List<FileFacts> files) {
    List<Finding> found = new ArrayList<>();
    for (String name : files.getFirst().variables().keySet()) {
      units(files, name, found);
      differing(files, name, v -> String.join(" ", v.dims()))
          .ifPresent(text ->
              found.add(
                  Finding.wrong(
                      "dims",
                      Inspection.urls(files),
                      "%s has dimensions %s".formatted(name, text))));
      differing(files, name, FileFacts.Packed::meaning)
          .ifPresent(text ->
              found.add(
                  Finding.note(
                      "meaning",
                      Inspection.urls(files),
                      "%s is %s; what the first file says stands for all".formatted(name, text))));
      differing(files, name, FileFacts.Packed::stored)
          .ifPresent(text ->
              found.add(
                  Finding.note(
                      "dtype",
                      Inspection.urls(files),
                      "%s is stored as %s".formatted(name, text))));
      differing(files, name, VariableChecks::range)
          .ifPresent(text ->
              found.add(
                  Finding.note(
                      "packing",
                      Inspection.urls(files),
                      "%s is packed with different ranges: %s; each file is unpacked by its own, and packing them again together needs the widest"
                          .formatted(name, text))));
      for (FileFacts file : files) {
        fill(file, name).ifPresent(found::add);
      }
    }
    return found;
  }

  private static FileFacts.Packed variable(FileFacts file, String name) {
    return Objects.requireNonNull(file.variables().get(name));
  }

  private static void units(List<FileFacts> files, String name, List<Finding> found) {
    Optional<String> differing = differing(files, name, FileFacts.Packed::units);
    if (differing.isEmpty()) {
      return;
    }
    String first = variable(files.getFirst(), name).units();
    boolean same = files.stream().allMatch(f -> areSame(first, variable(f, name).units()));
    String text = "%s is in %s".formatted(name, differing.get());
    found.add(
        same
            ? Finding.note("units", Inspection.urls(files), text + ", which is the same")
            : Finding.wrong(
                "units",
                Inspection.urls(files),
                text + "; convert the files first: --units %s=UNIT".formatted(name)));
  }

  /// Whether two units are one in two spellings.
  static boolean areSame(String a, String b) {
    Optional<Unit> one = Units.find(a);
    Optional<Unit> other = Units.find(b);
    return a.equals(b)
        || (one.isPresent()
            && other.isPresent()
            && one.get().isConvertibleTo(other.get())
            && one.get().to(other.get()).isIdentity());
  }

  /// `A in x.nc and 2 more, B in y.nc` when the files don't agree.
  private static Optional<String> differing(
      List<FileFacts> files, String name, Function<FileFacts.Packed, String> what) {
    Map<String, List<String>> by = new LinkedHashMap<>();
    for (FileFacts file : files) {
      by.computeIfAbsent(what.apply(variable(file, name)), _ -> new ArrayList<>())
          .add(Inspection.name(file.url()));
    }
    return by.size() < 2 ? Optional.empty() : Optional.of(listed(by));
  }

  static String listed(Map<String, List<String>> by) {
    List<String> parts = new ArrayList<>();
    by.forEach((value, names) ->
        parts.add(
            "%s in %s%s"
                .formatted(
                    value.isEmpty() ? "none" : "'" + value + "'",
                    names.getFirst(),
                    names.size() == 1 ? "" : " and %d more".formatted(names.size() - 1))));
    return String.join(", ", parts);
  }

  /// The least and greatest value that a packed variable can hold; empty if it is not packed.
  private static String range(FileFacts.Packed variable) {
    Optional<DType> stored = integer(variable);
    if (stored.isEmpty() || (variable.scale() == 1 && variable.offset() == 0)) {
      return "";
    }
    int bits = 8 * stored.get().itemSize();
    boolean signed = !variable.stored().startsWith("u");
    double least = signed ? -Math.scalb(1.0, bits - 1) : 0;
    double most = (signed ? Math.scalb(1.0, bits - 1) : Math.scalb(1.0, bits)) - 1;
    double a = variable.scale() * least + variable.offset();
    double b = variable.scale() * most + variable.offset();
    return "%.6g..%.6g by %.3g"
        .formatted(Math.min(a, b), Math.max(a, b), Math.abs(variable.scale()));
  }

  private static Optional<Finding> fill(FileFacts file, String name) {
    FileFacts.Packed variable = variable(file, name);
    if (variable.fill().isEmpty()) {
      return Optional.empty();
    }
    Attribute.Numbers fill = variable.fill().get();
    if (fill.dtype().label().equals(variable.stored())) {
      return Optional.empty();
    }
    double value = fill.values().getFirst().doubleValue();
    boolean holds =
        integer(variable).isEmpty()
            || (value == Math.rint(value) && Math.abs(value) < Math.scalb(1.0, 63));
    return Optional.of(
        Finding.note(
            "fill-type",
            List.of(file.url()),
            "%s is %s but its fill value %s is %s; %s, other tools may do otherwise"
                .formatted(
                    name,
                    variable.stored(),
                    fill.values().getFirst(),
                    fill.dtype().label(),
                    holds
                        ? "it is rounded to %s here".formatted(variable.stored())
                        : "no %s can be that, so nothing is taken as missing"
                            .formatted(variable.stored()))));
  }

  private static Optional<DType> integer(FileFacts.Packed variable) {
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.label().equals(variable.stored()) && dtype.isInteger())
        .findFirst();
  }
}
