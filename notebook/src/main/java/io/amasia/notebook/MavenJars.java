package io.amasia.notebook;

import io.amasia.array.AmasiaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The jars of libraries and of what they need, found by the Maven of this machine in the
/// repositories that it is set to, and in those that are named.
final class MavenJars {
  private static final String ERROR = "[ERROR]";
  private static final Pattern COORDINATES =
      Pattern.compile("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+:[A-Za-z0-9_.+-]+");

  private static final Pattern URL = Pattern.compile("(https?|file)://[A-Za-z0-9_.:/@%~+-]+");

  private MavenJars() {}

  /// @param words each `GROUP:ARTIFACT:VERSION`, or the URL of a repository to look in as well
  /// @throws AmasiaException.Usage if one isn't that, or its version is not one but a choice
  /// @throws AmasiaException.Unsupported if there is no Maven, or it does not find them
  static List<Path> of(List<String> words) {
    List<String> repositories = words.stream().filter(MavenJars::isUrl).toList();
    List<String> coordinates = words.stream().filter(word -> !isUrl(word)).toList();
    coordinates.forEach(MavenJars::check);
    try {
      Path folder = Files.createTempDirectory("amasia-maven-");
      try {
        Files.writeString(folder.resolve("pom.xml"), pom(coordinates, repositories));
        return found(folder, coordinates);
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "%%maven needs Maven's command mvn on PATH (%s)".formatted(e.getMessage()));
    }
  }

  private static boolean isUrl(String word) {
    return URL.matcher(word).matches();
  }

  private static void check(String coordinates) {
    if (!COORDINATES.matcher(coordinates).matches()) {
      throw new AmasiaException.Usage(
          "%%maven takes GROUP:ARTIFACT:VERSION, such as org.apache.commons:commons-math3:3.6.1, not '%s'"
              .formatted(coordinates));
    }
    String version = coordinates.substring(coordinates.lastIndexOf(':') + 1);
    if (version.equals("LATEST") || version.equals("RELEASE") || version.endsWith("-SNAPSHOT")) {
      throw new AmasiaException.Usage(
          "%s is another library tomorrow than today; name a version that was released"
              .formatted(coordinates));
    }
  }

  private static String pom(List<String> coordinates, List<String> repositories) {
    String dependencies =
        coordinates.stream()
            .map(each -> each.split(":", -1))
            .map(each ->
                """
                <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>
                """
                    .formatted(each[0], each[1], each[2]))
            .collect(Collectors.joining());
    String places =
        IntStream.range(0, repositories.size())
            .mapToObj(i ->
                "<repository><id>named%d</id><url>%s</url></repository>\n"
                    .formatted(i, repositories.get(i)))
            .collect(Collectors.joining());
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>io.amasia.notebook</groupId><artifactId>cells</artifactId><version>1</version>
    <repositories>
    %s</repositories>
    <dependencies>
    %s</dependencies>
    </project>
    """
        .formatted(places, dependencies);
  }

  private static List<Path> found(Path folder, List<String> coordinates) throws IOException {
    Path classPath = folder.resolve("classpath.txt");
    Path log = folder.resolve("log.txt");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-f",
                folder.resolve("pom.xml").toString(),
                "dependency:build-classpath",
                "-DincludeScope=runtime",
                "-Dmdep.outputFile=" + classPath)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try {
      if (maven.waitFor() != 0) {
        throw new AmasiaException.Unsupported(
            "Maven does not find %s:%n%s".formatted(String.join(", ", coordinates), why(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("interrupted");
    } finally {
      maven.descendants().forEach(ProcessHandle::destroy);
      maven.destroy();
    }
    List<Path> jars = new ArrayList<>();
    for (String jar : Files.readString(classPath).strip().split(File.pathSeparator, -1)) {
      if (!jar.isBlank()) {
        jars.add(Path.of(jar));
      }
    }
    return jars;
  }

  /// The first thing that Maven complains of: the rest is how to ask Maven for more.
  private static String why(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(ERROR)) // colours may stand before it
          .map(line -> line.substring(line.indexOf(ERROR) + ERROR.length()).strip())
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("it doesn't say why");
    }
  }
}
