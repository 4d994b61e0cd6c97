import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds every Java file of the project to google-java-format.
///
/// `check ROOT` lists the files that differ and exits 1; `apply ROOT [FILE...]` rewrites them.
/// Spotless can't do this when Maven runs on JDK 17, because it formats inside Maven's own JVM.
public class Format {
  void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    List<Path> wrong =
        javaFiles(root).parallelStream().filter(f -> differs(f, apply)).sorted().toList();
    if (apply || wrong.isEmpty()) {
      IO.println(wrong.size() + " files reformatted");
      return;
    }
    wrong.forEach(f -> IO.println("not formatted: " + root.relativize(f)));
    IO.println("run: ./build/format");
    System.exit(1);
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !f.toString().contains("/target/"))
          .toList();
    }
  }

  private static boolean differs(Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      var formatter = new Formatter(JavaFormatterOptions.builder().formatJavadoc(true).build());
      String ordered =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.GOOGLE);
      String after = formatter.formatSource(ordered);
      if (apply && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return !after.equals(before);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
