package io.amasia.cli;

import java.util.ArrayList;
import java.util.List;

/// What `amasia help compute` teaches with, from the simplest on; a test runs every line.
///
/// @param purpose what one wants to know
/// @param line what one writes for it
record ComputeExamples(String purpose, String line) {
  private static final int WIDTH = 94;

  /// All of them. They use `tas.nc`, months of a global field, `mask.nc` on its grid, and two runs
  /// `low.nc` and `high.nc`.
  static List<ComputeExamples> all() {
    return List.of(
        new ComputeExamples(
            "the mean of a country in each year, as a table",
            "amasia compute tas.nc --region France --area-mean --yearly mean -o france.csv"),
        new ComputeExamples(
            "its anomaly from a base period, as a chart",
            "amasia compute tas.nc --region FRA:mainland --area-mean --yearly mean --anomaly none --base 2000..2004 -o france.png"),
        new ComputeExamples(
            "winters of a box across Greenwich, in degrees Celsius",
            "amasia compute tas.nc --bbox -10,35,30,60 --season DJF --seasonal mean --units degC -o winters.nc"),
        new ComputeExamples(
            "the mean month of the year, and the anomaly of each month from it",
            "amasia compute tas.nc --climatology month:mean -o climatology.nc"),
        new ComputeExamples(
            "",
            "amasia compute tas.nc --anomaly month --base 2000..2009 --chunk time=12 -o anomaly.zarr"),
        new ComputeExamples(
            "a map of the trend per decade",
            "amasia plot tas.nc -v tas --yearly mean --trend T -v tas -o trend.png"),
        new ComputeExamples(
            "two runs side by side, and their difference",
            "amasia compute low.nc high.nc --concat scenario=low,high --area-mean --yearly mean -o scenarios.png"),
        new ComputeExamples(
            "",
            "amasia compute a=high.nc b=low.nc --mean time --expr 'change = a.tas - b.tas' -o change.png"),
        new ComputeExamples(
            "a station, and the longest spell above a limit in each year",
            "amasia compute tas.nc --point 13.4,52.5,Berlin --spell 'tas > 270' --yearly max"),
        new ComputeExamples(
            "only where a mask of another file says so",
            "amasia compute a=tas.nc m=mask.nc --where 'm.mask > 0.5' --area-mean --yearly mean"),
        new ComputeExamples(
            "on another grid, by conservative means",
            "amasia compute tas.nc --isel time=0..11 --regrid 10x10 --method con -o coarse.nc"),
        new ComputeExamples(
            "what it would read and hold, before it runs",
            "amasia explain tas.nc --region Africa --rolling T=12:mean"));
  }

  /// The line as a terminal of 100 columns has room for it, broken before options.
  private List<String> wrapped() {
    List<String> lines = new ArrayList<>();
    var part = new StringBuilder("  ");
    for (String words : line.split(" (?=-)", -1)) {
      if (part.length() + words.length() > WIDTH && !part.toString().isBlank()) {
        lines.add(part + "\\");
        part = new StringBuilder("         ");
      }
      part.append(words).append(' ');
    }
    lines.add(part.toString().stripTrailing());
    return lines;
  }

  /// The lines of a help text.
  static String[] footer() {
    List<String> lines = new ArrayList<>(List.of("", "Examples:"));
    for (ComputeExamples example : all()) {
      if (!example.purpose().isEmpty()) {
        lines.add("  # " + example.purpose());
      }
      lines.addAll(example.wrapped());
    }
    lines.addAll(
        List.of(
            "",
            "Expressions (--expr, --where, --spell) have + - * / ** and ( ), comparisons, && || !,",
            "and the functions abs sqrt exp log log10 sin cos tan floor ceil round isnull notnull",
            "min(a,b) max(a,b) fillna(a,b) where(c,a,b); docs/guide/expressions.md has their grammar."));
    return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
  }
}
