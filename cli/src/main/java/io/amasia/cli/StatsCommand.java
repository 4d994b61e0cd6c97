package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia stats`: count, min, max, mean and std of every variable, in one pass over each file.
@Command(
    name = "stats",
    description = {
      "Prints dims, shape, dtype, count of non-missing values, min, max, mean and standard deviation",
      "of every variable; for times calendar, first and last."
    },
    footer = {"", "Examples:", "  amasia stats tas.nc", "  amasia stats *.nc -v tas --json"})
final class StatsCommand implements Callable<Integer> {
  @Mixin final GlobalOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "URL",
      description = "files or URLs, one by one; @LIST.txt reads names from a file")
  List<String> urls = List.of();

  @Option(names = "-v", split = ",", paramLabel = "V,..", description = "these variables only")
  List<String> names = List.of();

  @Option(names = "--json", description = "a JSON line for each URL")
  boolean json;

  private final Console console;

  StatsCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) {
    return EachUrl.print(
        console,
        urls,
        json,
        url -> {
          Map<String, Object> line = statistics(url, work);
          return json ? Json.line(line) : table(line);
        });
  }

  private Map<String, Object> statistics(String url, Work work) {
    try (Dataset dataset = work.open(url)) {
      Map<String, Variable> wanted = wanted(dataset, url);
      List<Node> nodes = new ArrayList<>();
      wanted.values().forEach(variable -> nodes.addAll(nodes(variable)));
      var results = Session.current().compute(nodes).iterator();
      Map<String, Object> variables = new LinkedHashMap<>();
      wanted.forEach((name, variable) ->
          variables.put(
              name,
              describe(
                  variable,
                  IntStream.range(0, nodes(variable).size())
                      .mapToObj(_ -> results.next())
                      .toList())));
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("url", url);
      line.put("dims", dataset.sizes());
      line.put("variables", variables);
      return line;
    }
  }

  private Map<String, Variable> wanted(Dataset dataset, String url) {
    Map<String, Variable> all = new LinkedHashMap<>(dataset.coords().asMap());
    all.putAll(dataset.variables());
    if (names.isEmpty()) {
      return all;
    }
    Map<String, Variable> chosen = new LinkedHashMap<>();
    for (String name : names) {
      Variable variable = all.get(name);
      if (variable == null) {
        throw new AmasiaException.Label(
            "no variable '%s' in %s; there are: %s"
                .formatted(name, url, String.join(", ", all.keySet())));
      }
      chosen.put(name, variable);
    }
    return chosen;
  }

  private enum Kind {
    NUMBER,
    TIME,
    TEXT
  }

  private static Kind kind(Variable variable) {
    if (variable.dtype() == DType.STRING) {
      return Kind.TEXT;
    }
    return variable.dtype() == DType.DATETIME ? Kind.TIME : Kind.NUMBER;
  }

  private static final List<Reduction.Kind> OF_NUMBERS =
      List.of(
          Reduction.Kind.COUNT,
          Reduction.Kind.MIN,
          Reduction.Kind.MAX,
          Reduction.Kind.MEAN,
          Reduction.Kind.STD);
  private static final List<Reduction.Kind> OF_TIMES =
      List.of(Reduction.Kind.COUNT, Reduction.Kind.FIRST, Reduction.Kind.LAST);

  /// The reductions that a variable's statistics come from; none for text and for no values.
  private static List<Node> nodes(Variable variable) {
    if (variable.shape().size() == 0 || kind(variable) == Kind.TEXT) {
      return List.of();
    }
    boolean time = kind(variable) == Kind.TIME;
    // Statistics are of the values in double, so that a float32 mean is not rounded twice.
    Node data = time ? variable.data() : Nodes.cast(variable.data(), DType.FLOAT64);
    List<Integer> axes = IntStream.range(0, variable.ndim()).boxed().toList();
    return (time ? OF_TIMES : OF_NUMBERS)
        .stream().map(kind -> Nodes.reduce(data, Reduction.of(kind), axes)).toList();
  }

  private static Map<String, Object> describe(Variable variable, List<NdArray> results) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("dims", variable.dims());
    line.put(
        "shape",
        IntStream.range(0, variable.ndim()).mapToObj(d -> variable.shape().size(d)).toList());
    line.put("dtype", variable.dtype().label());
    Kind kind = kind(variable);
    line.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    switch (kind) {
      case TEXT -> line.put("count", variable.shape().size());
      case TIME -> {
        Calendar calendar = variable.calendar().orElse(Calendar.STANDARD);
        line.put("calendar", calendar.label());
        long count = results.isEmpty() ? 0 : results.getFirst().getLong(0);
        line.put("count", count);
        if (count > 0) {
          line.put("first", seconds(calendar, results.get(1)));
          line.put("last", seconds(calendar, results.get(2)));
        }
      }
      case NUMBER -> {
        long count = results.isEmpty() ? 0 : results.getFirst().getLong(0);
        line.put("count", count);
        if (count > 0) {
          line.put("min", statistic(results.get(1)));
          line.put("max", statistic(results.get(2)));
          line.put("mean", statistic(results.get(3)));
          line.put("std", statistic(results.get(4)));
        }
      }
    }
    results.forEach(NdArray::close);
    return line;
  }

  /// A number, or the text `NaN`: statistics of infinite values, which are not missing.
  private static Object statistic(NdArray value) {
    double number = value.getDouble(0);
    return Double.isNaN(number) ? "NaN" : (Object) number;
  }

  /// `YYYY-MM-DDTHH:MM:SS`; fractions of a second are cut off, not rounded.
  private static String seconds(Calendar calendar, NdArray time) {
    String text = calendar.format(time.getLong(0));
    int fraction = text.indexOf('.');
    return fraction < 0 ? text : text.substring(0, fraction);
  }

  private static String table(Map<String, Object> line) {
    var table =
        new Table("variable", "dims", "shape", "dtype", "count", "min", "max", "mean", "std");
    ((Map<?, ?>) Objects.requireNonNull(line.get("variables")))
        .forEach((name, entry) -> {
          Map<?, ?> v = (Map<?, ?>) entry;
          boolean time = "time".equals(v.get("kind"));
          table.row(
              String.valueOf(name),
              text(v.get("dims")),
              text(v.get("shape")),
              String.valueOf(v.get("dtype")),
              String.valueOf(v.get("count")),
              text(v.get(time ? "first" : "min")),
              text(v.get(time ? "last" : "max")),
              time ? String.valueOf(v.get("calendar")) : text(v.get("mean")),
              text(v.get("std")));
        });
    return line.get("url") + "\n" + table;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double d -> Table.number(d);
      case List<?> list -> String.join(" ", list.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }
}
