import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// A jar as its entries, by name and in their order: what programs of the build read, change and
/// write.
final class ClassJar {
  private ClassJar() {}

  static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  /// Puts the jar in the place of an older one, whole or not at all.
  static void write(Map<String, byte[]> entries, Path jar) throws IOException {
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    try (var out = new JarOutputStream(Files.newOutputStream(part))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  /// Finds the super classes that stack maps ask for in the JDK and among `entries`.
  static ClassHierarchyResolver among(Map<String, byte[]> entries) {
    return ClassHierarchyResolver.defaultResolver()
        .orElse(
            ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
              String name = type.descriptorString();
              byte[] bytes = entries.get(name.substring(1, name.length() - 1) + ".class");
              return bytes == null ? null : new ByteArrayInputStream(bytes);
            }));
  }
}
