package io.amasia.serve.explore;

import io.amasia.geo.LonLatBox;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.plot.MapLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is seen as a Java program and as lines of the command, which give the same values and the
/// same picture when they are run. Made from the steps that the page itself takes.
final class CodeOf {
  private static final String SAFE = "[A-Za-z0-9_./:=,+%@-]+";

  private final View view;
  private final ViewState state;

  private final Optional<Histogram> histogram;

  /// @param histogram what is counted; empty for other kinds
  CodeOf(View view, Optional<Histogram> histogram) {
    this.view = view;
    this.histogram = histogram;
    state = view.state();
  }

  /// A whole program that draws what is seen, for `amasia run`.
  String java() {
    String body =
        opening(view.side(), "ds")
            + view.minus().filter(_ -> hasOther()).map(side -> opening(side, "other")).orElse("");
    String statements = indented(statements() + "\n" + drawing(), "    ");
    return imports()
        + "\nvoid main() {\n  try ("
        + body.strip().replaceFirst(";$", "")
        + ") {\n"
        + statements
        + "\n  }\n}\n";
  }

  private String imports() {
    String all = statements();
    var imports = new StringBuilder();
    for (String name : List.of("AreaWeights", "LonLatBox", "Places", "RegionSelection")) {
      if (all.contains(name + ".")) {
        imports.append("import io.amasia.geo.").append(name).append(";\n");
      }
    }
    return "import static io.amasia.Amasia.*;\n" + (imports.isEmpty() ? "" : "\n" + imports);
  }

  private static String opening(Side side, String name) {
    String urls =
        side.source().urls().stream().map(CodeOf::quoted).collect(Collectors.joining(", "));
    return "var %s = %s;\n      "
        .formatted(
            name,
            urls.isEmpty()
                ? "open(\"…\") /* the dataset %s of your program */"
                    .formatted(side.source().name().replaceAll("[^A-Za-z0-9_. -]", "_"))
                : "open(" + urls + ")");
  }

  private boolean hasOther() {
    return view.minus().isPresent()
        && !view.minus().get().source().name().equals(view.side().source().name());
  }

  /// The Java that makes the array `x` from datasets called `ds` and `other`.
  String statements() {
    var text = new StringBuilder();
    if (view.minus().isEmpty()) {
      text.append(array(view.side(), "ds", "x", ""));
    } else {
      text.append(array(view.side(), "ds", "a", ""));
      text.append(array(view.minus().get(), hasOther() ? "other" : "ds", "b", "Other"));
      text.append("var x = a.minus(b)");
      for (String name : view.leftOut()) {
        text.append(
            "\n    .assignCoords(%s, a.coords().get(%s))".formatted(quoted(name), quoted(name)));
      }
      String units = view.side().units();
      if (!units.isEmpty()) {
        text.append(".withAttr(\"units\", ").append(quoted(units)).append(")");
      }
      text.append(".named(").append(quoted(view.name())).append(");\n");
    }
    return text.toString().stripTrailing();
  }

  private static String array(Side side, String dataset, String name, String suffix) {
    var before = new StringBuilder();
    String from = dataset;
    if (side.source().located()) {
      from =
          "on" + dataset.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + dataset.substring(1);
      if (suffix.isEmpty() || !dataset.equals("ds")) {
        before.append("var %s = Places.located(%s);\n".formatted(from, dataset));
      }
    }
    String variable = quoted(side.variable());
    var chain = new StringBuilder("var %s = %s.get(%s)".formatted(name, from, variable));
    Optional<String> box = Optional.empty();
    String comment = "";
    String boxName = "box" + suffix;
    for (Step step : side.steps()) {
      if (step instanceof Step.InBox(LonLatBox b, boolean masked)) {
        before.append(
            "var %s = RegionSelection.of(%s, %s, LonLatBox.of(%s));\n"
                .formatted(
                    boxName,
                    from,
                    variable,
                    ViewQuery.degrees(b.west(), b.south(), b.east(), b.north())
                        .replace(",", ", ")));
        String inner = chain.substring(("var " + name + " = ").length());
        chain.setLength(0);
        chain
            .append("var %s = %s.cut(\n        ".formatted(name, boxName))
            .append(inner)
            .append(comment.isEmpty() ? ")" : comment + "\n        )");
        comment = "";
        if (masked) {
          chain.append("\n    .where(%s.mask())".formatted(boxName));
        }
        box = Optional.of(boxName);
      } else {
        chain.append(comment).append("\n    ").append(step.java(from, side.variable(), box));
        comment = step.comment().map(said -> " // " + said).orElse("");
      }
    }
    return before + chain.append(';').append(comment).append('\n').toString();
  }

  private String drawing() {
    if (histogram.isPresent()) {
      String sample = histogram.get().sample();
      return """
      %sdouble[] edges = {%s};
      for (int i = 0; i + 1 < edges.length; i++) {
        var inside = x.ge(edges[i]).and(i + 2 < edges.length ? x.lt(edges[i + 1]) : x.le(edges[i + 1]));
        IO.println(edges[i] + " to " + edges[i + 1] + ": " + (long) inside.sum().item());
      }\
      """
          .formatted(
              sample.isEmpty() ? "" : "// Counts every value; on the page " + sample + ".\n",
              Arrays.stream(histogram.get().edges())
                  .mapToObj(Double::toString)
                  .collect(Collectors.joining(", ")));
    }
    Look look = state.look();
    var text = new StringBuilder("plot(x).inOwnUnits()" + (view.isPlane() ? ".asPlane()" : ""));
    view.minus().ifPresent(_ -> text.append(".difference()"));
    if (!view.pictureSubtitle().isEmpty()) {
      text.append(".subtitle(").append(quoted(view.pictureSubtitle())).append(")");
    }
    look.colors().ifPresent(c -> text.append(".colors(").append(quoted(c)).append(")"));
    switch (look.limits()) {
      case Limits.Auto _ -> {}
      case Limits.Between(double low, double high) ->
          text.append(".limits(%s, %s)".formatted(low, high));
      case Limits.Robust _ -> text.append(".limits(\"robust\")");
      case Limits.Symmetric _ -> text.append(".limits(\"symmetric\")");
    }
    look.levels().ifPresent(n -> text.append(".levels(").append(n).append(")"));
    look.projection().ifPresent(p -> text.append(".projection(").append(quoted(p)).append(")"));
    look.map()
        .middle()
        .ifPresent(at ->
            text.append(".view(%s, %s, %s)".formatted(at.lon(), at.lat(), look.map().zoom())));
    look.map()
        .marked()
        .ifPresent(b ->
            text.append(
                ".marked(%s, %s, %s, %s)".formatted(b.west(), b.south(), b.east(), b.north())));
    text.append(look.map().coasts() ? "" : ".withoutCoasts()")
        .append(look.map().graticule() ? "" : ".withoutGraticule()")
        .append(look.map().edges() ? ".withCellEdges()" : "");
    return text + ".save(" + quoted(view.fileName() + ".png") + ");";
  }

  /// Command lines that draw what is seen, or write the values that a histogram counts; empty where
  /// the command can't.
  Optional<String> command() {
    if (view.side().source().urls().isEmpty()
        || view.minus().filter(side -> side.source().urls().isEmpty()).isPresent()) {
      return Optional.empty();
    }
    Optional<List<String>> first = words(view.side());
    if (view.minus().isEmpty()) {
      return first.map(this::last);
    }
    Optional<List<String>> second = words(view.minus().get());
    if (first.isEmpty() || second.isEmpty() || !view.leftOut().isEmpty()) {
      return Optional.empty();
    }
    String difference =
        "%s = a.%s - b.%s"
            .formatted(view.name(), view.side().variable(), view.minus().get().variable());
    return Optional.of(
        line("compute", first.get(), List.of("-o", "a.nc"))
            + line("compute", second.get(), List.of("-o", "b.nc"))
            + last(List.of("a=a.nc", "b=b.nc", "--expr", difference)));
  }

  private String last(List<String> words) {
    return state.kind() == Kind.HISTOGRAM
        ? line("compute", words, List.of("-o", view.fileName() + ".csv"))
        : line("plot", words, look(), List.of("-o", view.fileName() + ".png"));
  }

  private static Optional<List<String>> words(Side side) {
    List<String> words = new ArrayList<>(side.source().urls());
    words.addAll(List.of("-v", side.variable()));
    for (Step step : side.steps()) {
      Optional<List<String>> options = step.options(side.variable());
      if (options.isEmpty()) {
        return Optional.empty();
      }
      words.addAll(options.get());
    }
    return Optional.of(words);
  }

  private List<String> look() {
    Look look = state.look();
    List<String> words = new ArrayList<>(List.of("--own-units"));
    if (view.isPlane()) {
      words.add("--plane");
    }
    look.colors().ifPresent(c -> words.addAll(List.of("--colors", c)));
    if (!(look.limits() instanceof Limits.Auto)) {
      words.add("--limits=" + look.limits().text());
    }
    look.levels().ifPresent(n -> words.addAll(List.of("--levels", Integer.toString(n))));
    look.projection().ifPresent(p -> words.addAll(List.of("--projection", p)));
    MapLook map = look.map();
    map.middle()
        .ifPresent(at -> words.add("--view=" + ViewQuery.degrees(at.lon(), at.lat(), map.zoom())));
    map.marked()
        .ifPresent(b ->
            words.add("--mark=" + ViewQuery.degrees(b.west(), b.south(), b.east(), b.north())));
    if (!map.coasts()) {
      words.add("--no-coasts");
    }
    if (!map.graticule()) {
      words.add("--no-graticule");
    }
    if (map.edges()) {
      words.add("--cell-edges");
    }
    return words;
  }

  @SafeVarargs
  private static String line(String command, List<String>... words) {
    var text = new StringBuilder("amasia " + command);
    for (List<String> some : words) {
      some.forEach(word -> text.append(' ').append(shell(word)));
    }
    return text.append('\n').toString();
  }

  /// A word as a shell reads it.
  static String shell(String word) {
    return word.matches(SAFE) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// A text as Java has it; nothing in it can end the literal.
  static String quoted(String text) {
    var literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c < ' ' ? "?" : String.valueOf(c));
      }
    }
    return literal.append('"').toString();
  }

  private static String indented(String text, String by) {
    return text.strip().replaceAll("(?m)^", by);
  }
}
