package io.amasia.cli;

import io.amasia.array.AmasiaException;
import io.amasia.array.MemoryPool;
import io.amasia.plan.SessionProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `amasia run FILE.java`: a single-file program with Amasia on its class path, in a JVM of its
/// own, whose default session has the engine and the folders that this command is given, and is
/// watched as it says.
@Command(
    name = "run",
    description = "Runs a single-file Java program with Amasia on its class path.",
    footer = {"", "Example:", "  amasia run annual.java tas.nc"})
final class RunCommand implements Callable<Integer> {
  /// Direct memory that is not the pool's: buffers of sockets and files.
  private static final long DIRECT_BUFFERS = 64L << 20;

  @Mixin final GlobalOptions options;

  @Parameters(index = "0", paramLabel = "FILE.java", description = "the program")
  Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "its arguments")
  List<String> arguments = List.of();

  RunCommand(Console console) {
    options = new GlobalOptions(console);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new AmasiaException.Usage("no such program: " + file);
    }
    if (!file.toString().endsWith(".java")) {
      throw new AmasiaException.Usage(
          file + " is not a Java source file; its name must end in .java");
    }
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djava.awt.headless=true",
            "-Xmx" + Runtime.getRuntime().maxMemory()));
    Long pool = Long.getLong(MemoryPool.LIMIT_PROPERTY);
    if (pool != null) {
      line.add("-D" + MemoryPool.LIMIT_PROPERTY + "=" + pool);
      line.add("-XX:MaxDirectMemorySize=" + (pool + DIRECT_BUFFERS));
    }
    String home = System.getProperty("amasia.home");
    if (home != null) {
      line.add("-Damasia.home=" + home);
    }
    Settings settings = Settings.of(options);
    Optional<Integer> _ = settings.threads(); // refused here, not in the program
    for (SessionProperty each : SessionProperty.values()) {
      settings.find(each.setting()).ifPresent(value -> line.add(each.flag(value.text())));
    }
    if (options.resume) {
      line.add(SessionProperty.RESUME.flag("true"));
    }
    line.addAll(ProgramListener.flags(options, settings));
    line.add("--class-path");
    line.add(System.getProperty("java.class.path"));
    line.add(file.toString());
    line.addAll(arguments);
    return new ProcessBuilder(line).inheritIO().start().waitFor();
  }
}
