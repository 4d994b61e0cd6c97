package io.amasia.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The jars that tasks need on executors, besides Spark's: Amasia's own without its command and its
/// pictures, and the libraries of its codecs and formats. Folders of classes are packed.
final class ShippedJars {
  /// What Spark has itself (Jackson, zstd-jni) is not among them.
  private static final Pattern NEEDED =
      Pattern.compile(
          "(amasia-(array|storage|plan|dataset|geo|zarr|netcdf|tables|cloud|api|spark)"
              + "|aircompressor-v3|fastcsv|jts-core|jspecify)\\b.*\\.jar");

  private ShippedJars() {}

  /// Their files. `temporary` takes what is packed.
  static List<Path> of(Path temporary) {
    // Spark knows a jar by its name.
    Map<String, Path> jars = new LinkedHashMap<>();
    for (Path entry : classPath()) {
      if (Files.isDirectory(entry)) {
        String name = "classes-" + jars.size() + ".jar";
        jars.put(name, packed(entry, temporary.resolve(name)));
      } else if (isNeeded(entry)) {
        jars.putIfAbsent(String.valueOf(entry.getFileName()), entry);
      }
    }
    return List.copyOf(jars.values());
  }

  static boolean isNeeded(Path jar) {
    return NEEDED.matcher(String.valueOf(jar.getFileName())).matches();
  }

  /// The class path, with what the manifests of its jars add to it.
  static Set<Path> classPath() {
    Set<Path> entries = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      add(entries, Path.of(entry).toAbsolutePath().normalize());
    }
    own().ifPresent(entries::add);
    return entries;
  }

  /// The engine's own jar, which may be on no class path but in a class loader of its own.
  private static Optional<Path> own() {
    var source = ShippedJars.class.getProtectionDomain().getCodeSource();
    return source == null
        ? Optional.empty()
        : Optional.of(Path.of(URI.create(source.getLocation().toString())));
  }

  /// A jar and those that its manifest names.
  private static void add(Set<Path> entries, Path entry) {
    if (!Files.exists(entry) || !entries.add(entry) || Files.isDirectory(entry)) {
      return;
    }
    try (var jar = new JarFile(entry.toFile())) {
      var manifest = jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (more != null) {
        for (String name : more.strip().split("\\s+", -1)) {
          add(entries, Path.of(entry.toUri().resolve(name)).normalize());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + entry, e);
    }
  }

  private static Path packed(Path folder, Path jar) {
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      zip.setLevel(1);
      List<Path> all = new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
      for (Path file : all) {
        zip.putNextEntry(
            new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("can't pack " + folder, e);
    }
  }
}
