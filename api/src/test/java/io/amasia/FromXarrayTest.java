package io.amasia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The right column of the guide's table compiles, and gives what xarray gives for the left one, as
/// `make_from_xarray.py` wrote it down.
class FromXarrayTest {
  private static final Pattern ROW = Pattern.compile("\\|.*\\| `([^`]+)` \\|");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> everyRowOfTheTableAgreesWithXarray() throws Exception {
    List<String> snippets = snippets();
    assertThat(snippets).hasSizeGreaterThan(70);
    JsonNode answers;
    try (var written = FromXarrayTest.class.getResourceAsStream("from-xarray.json")) {
      answers = new ObjectMapper().readTree(written);
    }
    Class<?> compiled = compiled(snippets);
    return IntStream.range(0, snippets.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                snippets.get(i),
                () -> {
                  JsonNode wanted = answers.get("rows").get(snippets.get(i));
                  assertThat(wanted).as("run make_from_xarray.py again").isNotNull();
                  Object ours = compiled.getMethod("snippet" + i).invoke(null);
                  if (wanted.isEmpty() && wanted.isArray()) {
                    assertThat(ours).isNotNull(); // a row that shows something
                  } else {
                    WrittenAnswers.compare(ours, wanted);
                  }
                }));
  }

  private static List<String> snippets() throws Exception {
    Path page =
        Path.of(System.getProperty("amasia.root", "..")).resolve("docs/guide/from-xarray.md");
    return Files.readAllLines(page).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .toList();
  }

  private static Class<?> compiled(List<String> snippets) throws Exception {
    Path source = folder.resolve("Snippets.java");
    Files.writeString(source, program(snippets));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(failed).isZero();
    URL[] classes = {folder.toUri().toURL()};
    return new URLClassLoader(classes, FromXarrayTest.class.getClassLoader()).loadClass("Snippets");
  }

  /// A method for each snippet, so that a failure names its line.
  private static String program(List<String> snippets) {
    var text = new StringBuilder();
    text.append(
        """
        import static io.amasia.Amasia.*;
        import static io.amasia.dataset.Ufuncs.*;
        import io.amasia.array.*;
        import io.amasia.dataset.*;
        import io.amasia.dataset.group.*;
        import java.util.List;
        import java.util.Map;
        import java.util.ArrayList;
        public class Snippets {
          static DataArray field(String name, double base) {
            double[][][] values = new double[6][4][5];
            for (int t = 0; t < 6; t++)
              for (int y = 0; y < 4; y++)
                for (int x = 0; x < 5; x++) values[t][y][x] = base + t * t + y - x + 0.1 * t * y;
            Variable time = dateRange("2000-01-01", 6, "15D", Calendar.STANDARD);
            Variable lat = Variable.of(List.of("lat"), new double[] {10, 20, 30, 40})
                .withAttr("units", io.amasia.storage.format.Attribute.of("degrees_north"));
            Variable lon = Variable.of(List.of("lon"), new double[] {0, 72, 144, 216, 288})
                .withAttr("units", io.amasia.storage.format.Attribute.of("degrees_east"));
            return new DataArray(name, Variable.of(List.of("time", "lat", "lon"), values),
                Coordinates.NONE.with("time", time).with("lat", lat).with("lon", lon)).chunk("time", 4);
          }
          static final DataArray tas = field("tas", 280), pr = field("pr", 1);
          static final Dataset ds = merge(tas, pr);
          static final DataArray area = tas.isel("time", 0).dropVars("time").abs().named("area");
          static final DataArray lsm = area.gt(279).named("lsm");
          static final DataArray clim = tas.groupBy("time.month").mean();
          static final DataArray names = DataArray.of(new String[] {"Accra", "Bern"}, "city");
        """);
    for (int i = 0; i < snippets.size(); i++) {
      String snippet = snippets.get(i);
      boolean statement = snippet.endsWith(";");
      text.append("  public static Object snippet%d() { ".formatted(i));
      text.append(statement ? snippet + " return List.of(); }\n" : "return " + snippet + "; }\n");
    }
    return text.append("}\n").toString();
  }
}
