package io.amasia.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `%maven` with a library that lies in a repository of its own: skipped where there is no Maven,
/// or one without its dependency plugin.
class MavenJarsTest {
  private static final String GROUP = "io.amasia.test.made";

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void aPinnedLibraryIsFoundAndLoadedWithWhatItNeeds() throws IOException {
    assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator)))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "mvn")));
    add(
        "words",
        "",
        "package made; public class Words { public static String hello = \"hello\"; }");
    add(
        "greeting",
        "<dependencies><dependency><groupId>%s</groupId><artifactId>words</artifactId><version>1.0</version></dependency></dependencies>"
            .formatted(GROUP),
        "package made; public class Greeting { public static String of(String who) { return Words.hello + \" \" + who; } }");
    String cell =
        """
        %%maven %s %s:greeting:1.0
        made.Greeting.class.getProtectionDomain().getCodeSource().getLocation().getPath()\
        """
            .formatted(folder.resolve("repository").toUri(), GROUP);
    try (var java = new Interpreter()) {
      List<Output> outputs = new ArrayList<>();
      java.run(new Cell("one", cell), outputs::add);
      if (outputs.getLast() instanceof Output.Failure failure) {
        assumeThat(failure.message()).doesNotContain("maven-dependency-plugin");
        throw new AssertionError(failure.toString());
      }
      assertThat(((Output.Stream) outputs.getFirst()).text())
          .contains("greeting-1.0.jar", "words-1.0.jar");
      String jar = ((Output.ExecuteResult) outputs.getLast()).data().plain().replace("\"", "");
      outputs.clear();
      java.run(new Cell("two", "made.Greeting.of(\"you\")"), outputs::add);
      forget(Path.of(jar).resolve("../../..").normalize());
      assertThat(outputs)
          .containsExactly(new Output.ExecuteResult(MimeBundle.plain("\"hello you\"")));
    }
  }

  /// Compiles a class of package `made` and puts it into the repository.
  private void add(String artifact, String dependencies, String java) throws IOException {
    String name = artifact.substring(0, 1).toUpperCase(Locale.ROOT) + artifact.substring(1);
    Path source = Files.writeString(folder.resolve(name + ".java"), java);
    String[] options = {"-cp", folder.toString(), "-d", folder.toString(), source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
    Path place = folder.resolve("repository/io/amasia/test/made/" + artifact + "/1.0");
    Files.createDirectories(place);
    String pom =
        "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>1.0</version>%s</project>"
            .formatted(GROUP, artifact, dependencies);
    Files.writeString(place.resolve(artifact + "-1.0.pom"), pom);
    Path jar = place.resolve(artifact + "-1.0.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      String entry = "made/" + name + ".class";
      out.putNextEntry(new JarEntry(entry));
      Files.copy(folder.resolve(entry), out);
    }
  }

  /// Maven keeps what it found in its own repository.
  private static void forget(Path group) throws IOException {
    assertThat(group.toString()).endsWith("made");
    try (Stream<Path> files = Files.walk(group)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
