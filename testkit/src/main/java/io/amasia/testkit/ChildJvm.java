package io.amasia.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A class of the tests in a JVM of its own: with other flags, with little memory, to be killed.
public final class ChildJvm {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String MOST_RESIDENT = "VmHWM:";

  private ChildJvm() {}

  /// `main` with `args` on this JDK and this class path, not started yet.
  public static ProcessBuilder of(List<String> flags, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.add("--class-path");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  /// Runs it to its end and gives what it printed, errors too.
  ///
  /// @throws AssertionError with that, if it does not exit with 0
  public static String output(List<String> flags, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Process child = of(flags, main, args).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = child.waitFor();
    if (code != 0) {
      throw new AssertionError("exit " + code + ": " + output);
    }
    return output;
  }

  /// Whether the system tells how much memory a process has resident, as Linux does.
  public static boolean tellsResident() {
    return Files.isReadable(STATUS);
  }

  /// Prints the most memory this process had resident so far, for [#mostResident] of its parent.
  public static void printMostResident() throws IOException {
    try (var lines = Files.lines(STATUS)) {
      lines.filter(line -> line.startsWith(MOST_RESIDENT)).forEach(IO::println);
    }
  }

  /// The bytes that a child with this output said by [#printMostResident].
  public static long mostResident(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(MOST_RESIDENT))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output));
  }
}
