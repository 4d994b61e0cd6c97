import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Makes `target/amasia-VERSION-linux-ARCH.tar.gz`: the command, its jars, and a Java cut down to
/// what they need, so that it runs on a machine without one: `java Release.java ROOT VERSION`,
/// called by `mvn -Prelease package` after the jars are made. `build/check-release` tries it.
class Release {
  /// What jdeps finds, besides: the compiler for `amasia run`, jshell for `amasia shell`, and what
  /// is found by name at run time; the last line is what Spark needs on top.
  static final String MODULES =
      "java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.sql,"
          + "jdk.compiler,jdk.jshell,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs,"
          + "jdk.incubator.vector,java.security.jgss,jdk.security.auth";

  static final List<String> FILES =
      List.of("amasia", "README.md", "LICENSE", "CHANGELOG.md", "docs", "examples");

  void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    String arch = System.getProperty("os.arch").replace("amd64", "x64");
    String name = "amasia-" + args[1] + "-linux-" + arch;
    Path folder = root.resolve("target/release/" + name);
    delete(folder.getParent());
    Files.createDirectories(folder);
    link(folder.resolve("runtime"));
    copy(root.resolve("cli/target/amasia.jar"), folder.resolve("amasia.jar"));
    copy(root.resolve("cli/target/lib"), folder.resolve("lib"));
    for (String file : FILES) {
      copy(root.resolve(file), folder.resolve(file));
    }
    delete(folder.resolve("examples/target"));
    Path archive = root.resolve("target/" + name + ".tar.gz");
    run(
        "tar",
        "-C",
        folder.getParent().toString(),
        "--owner=0",
        "--group=0",
        "--sort=name",
        "-czf",
        archive.toString(),
        name);
    System.out.printf("%s: %d MB%n", archive, Files.size(archive) / 1_000_000);
  }

  static void link(Path runtime) {
    int code =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules",
                MODULES,
                "--output",
                runtime.toString(),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--generate-cds-archive");
    if (code != 0) {
      throw new IllegalStateException("jlink ended with " + code);
    }
  }

  /// Copies a file or a folder with all in it; files keep their permissions.
  static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path folder) throws Exception {
    if (Files.exists(folder)) {
      run("rm", "-rf", folder.toString());
    }
  }

  static void run(String... command) throws Exception {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(command[0] + " ended with " + code);
    }
  }
}
