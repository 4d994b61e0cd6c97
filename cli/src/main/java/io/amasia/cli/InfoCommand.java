package io.amasia.cli;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Structure;
import io.amasia.dataset.Variable;
import io.amasia.plan.MarkupText;
import io.amasia.plan.Sizes;
import io.amasia.storage.format.StoredArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `amasia info`: the structure of a dataset, from its metadata and 1-D coordinates alone.
@Command(
    name = "info",
    description =
        "Shows the structure of files: dimensions, coordinates with their ranges, variables, attributes.",
    footer = {
      "",
      "Examples:",
      "  amasia info tas.nc",
      "  amasia info https://host/data.zarr --json"
    })
final class InfoCommand implements Callable<Integer> {
  /// Longer coordinates are shown without their range, so that `info` stays quick.
  private static final long LONGEST_COORDINATE = 1_000_000;

  @Mixin final GlobalOptions options;

  @Parameters(arity = "1..*", paramLabel = "URL", description = "files or URLs")
  List<String> urls = List.of();

  @Option(names = "--json", description = "a JSON line for each URL")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "also write it as a page to be opened in a browser")
  @Nullable Path html;

  private final Console console;

  InfoCommand(Console console) {
    this.console = console;
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws Exception {
    return Work.in(console, options, this::run);
  }

  private int run(Work work) throws IOException {
    StringBuilder page = new StringBuilder();
    int code = print(work, page);
    Path file = html;
    if (file != null) {
      Outputs.text(file.toString(), out -> out.append(page(page)));
      console.say("wrote " + file);
    }
    return code;
  }

  private static String page(StringBuilder body) {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>amasia info</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style>:root{color-scheme:light dark}body{margin:24px;font-family:system-ui,sans-serif}
    h1{font-size:15px}</style></head>
    <body>%s</body></html>
    """
        .formatted(body);
  }

  private int print(Work work, StringBuilder page) {
    return EachUrl.print(
        console,
        urls,
        json,
        url -> {
          try (Dataset dataset = work.open(url)) {
            if (html != null) {
              page.append("<h1>").append(MarkupText.escape(url));
              page.append("</h1>").append(dataset.toHtml());
            }
            return json ? Json.line(Structure.of(url, dataset)) : asText(url, dataset);
          }
        });
  }

  private static String asText(String url, Dataset dataset) {
    var text = new StringBuilder(url).append('\n');
    text.append("dimensions: ");
    String separator = "";
    for (Map.Entry<String, Long> dim : dataset.sizes().entrySet()) {
      text.append(separator).append(dim.getKey()).append(' ').append(dim.getValue());
      separator = ", ";
    }
    text.append(dataset.sizes().isEmpty() ? "none\n" : "\n");
    if (!dataset.coords().asMap().isEmpty()) {
      text.append("coordinates:\n");
      var table = new Table("", "", "", "", "");
      dataset
          .coords()
          .asMap()
          .forEach((name, v) ->
              table.row(
                  name,
                  dims(v),
                  type(v),
                  range(v),
                  v.attr("units").filter(_ -> v.calendar().isEmpty()).orElse("")));
      text.append(body(table));
    }
    text.append(dataset.variables().isEmpty() ? "no variables\n" : "variables:\n");
    var table = new Table("", "", "", "", "", "", "");
    dataset
        .variables()
        .forEach((name, v) ->
            table.row(
                name,
                dims(v),
                type(v),
                Sizes.text(v.shape().size() * v.dtype().itemSize()),
                chunks(v),
                v.attr("units").map(u -> "[" + u + "]").orElse(""),
                v.attr("long_name").or(() -> v.attr("standard_name")).orElse("")));
    text.append(body(table));
    if (!dataset.attrs().isEmpty()) {
      text.append("attributes:\n");
      dataset
          .attrs()
          .forEach((name, value) ->
              text.append("  ")
                  .append(name)
                  .append(": ")
                  .append(shorten(Structure.plain(value)))
                  .append('\n'));
    }
    return text.toString().stripTrailing();
  }

  /// The rows without the empty heading.
  private static String body(Table table) {
    String text = table.toString();
    return text.substring(text.indexOf('\n') + 1);
  }

  private static String dims(Variable variable) {
    var text = new StringBuilder("(");
    for (int d = 0; d < variable.ndim(); d++) {
      text.append(d == 0 ? "" : ", ")
          .append(variable.dims().get(d))
          .append(' ')
          .append(variable.shape().size(d));
    }
    return text.append(')').toString();
  }

  private static String type(Variable variable) {
    return variable.calendar().map(c -> "time " + c.label()).orElse(variable.dtype().label());
  }

  private static String chunks(Variable variable) {
    if (variable.ndim() == 0) {
      return "";
    }
    Optional<StoredArray> array = variable.stored();
    String shape =
        String.join("×", Structure.chunkShape(variable).stream().map(String::valueOf).toList());
    long count = variable.data().chunks().count();
    String codecs =
        array.map(StoredArray::codecs).filter(c -> !c.equals("none")).map(c -> " " + c).orElse("");
    return (count == 1 ? "1 chunk" : count + " chunks of " + shape) + codecs;
  }

  /// First and last value of a 1-D coordinate, and its step when it is even.
  private static String range(Variable variable) {
    if (variable.ndim() > 1
        || variable.shape().size() == 0
        || variable.shape().size() > LONGEST_COORDINATE) {
      return "";
    }
    NdArray values = variable.load();
    long last = values.size() - 1;
    if (last == 0) {
      return value(variable, values, 0);
    }
    String ends = value(variable, values, 0) + " … " + value(variable, values, last);
    return ends + step(variable, values);
  }

  private static String step(Variable variable, NdArray values) {
    if (variable.dtype() == DType.STRING || variable.dtype().isTime()) {
      return "";
    }
    long n = values.size() - 1;
    double step = (values.getDouble(n) - values.getDouble(0)) / n;
    for (long i = 0; i < n; i++) {
      if (Math.abs(values.getDouble(i + 1) - values.getDouble(i) - step) > 1e-3 * Math.abs(step)) {
        return "";
      }
    }
    return " by " + Table.compact(step);
  }

  private static String value(Variable variable, NdArray values, long i) {
    return switch (variable.dtype()) {
      case STRING -> "'" + values.getString(i) + "'";
      case DATETIME -> {
        String stamp = variable.calendar().orElse(Calendar.STANDARD).format(values.getLong(i));
        yield stamp.endsWith("T00:00:00") ? stamp.substring(0, stamp.length() - 9) : stamp;
      }
      default -> Table.compact(values.getDouble(i));
    };
  }

  private static String shorten(Object value) {
    String line = value.toString().replace('\n', ' ').strip();
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }
}
