package io.amasia.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Compiles single-file programs and runs their instance `main` in this process, as `amasia run`
/// does in one of its own.
final class Programs {
  private Programs() {}

  /// What the program `source` prints, compiled into `folder` and run with `args`.
  static String run(Path source, Path folder, String... args) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "--release",
            "25",
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var units = files.getJavaFileObjects(source);
      if (!compiler.getTask(null, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(source + " does not compile");
      }
    }
    String name = source.getFileName().toString().replace(".java", "");
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return printed(loader.loadClass(name), args);
    }
  }

  private static String printed(Class<?> program, String... args) throws Exception {
    var constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main = program.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.invoke(constructor.newInstance(), (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
