import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites the classes of old libraries in today's class-file format, with stack maps; the code
/// stays.
///
/// Classes from before Java 6 are verified anew at each start, by the old verifier, because no
/// cache of linked classes takes them: for the command's option parser that was a third of the time
/// to start.
///
/// Arguments: jars, changed in place; one that is modern already stays as it is.
public class Modernize {
  private static final String NOTE = "META-INF/MODIFIED.txt";

  void main(String[] jars) throws IOException {
    for (String jar : jars) {
      modernize(Path.of(jar));
    }
  }

  private static void modernize(Path jar) throws IOException {
    Map<String, byte[]> entries = read(jar);
    if (entries.containsKey(NOTE)) {
      return;
    }
    ClassFile classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(among(entries)));
    entries.replaceAll((name, bytes) -> isClass(name) ? rewritten(classFile, bytes) : bytes);
    entries.put(
        NOTE,
        "Amasia's build raised the format of the class files; the code is unchanged.\n"
            .getBytes(StandardCharsets.UTF_8));
    write(entries, jar);
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  /// Finds the super classes that stack maps ask for in the JDK and in the jar itself.
  private static ClassHierarchyResolver among(Map<String, byte[]> entries) {
    return ClassHierarchyResolver.defaultResolver()
        .orElse(
            ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
              String name = type.descriptorString();
              byte[] bytes = entries.get(name.substring(1, name.length() - 1) + ".class");
              return bytes == null ? null : new ByteArrayInputStream(bytes);
            }));
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private static byte[] rewritten(ClassFile classFile, byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    return classFile.transformClass(
        old,
        (made, element) -> {
          switch (element) {
            case ClassFileVersion _ -> made.withVersion(ClassFile.JAVA_25_VERSION, 0);
            // Only code that is written anew gets stack maps.
            case MethodModel method ->
                made.transformMethod(
                    method, MethodTransform.transformingCode((code, part) -> code.with(part)));
            default -> made.with(element);
          }
        });
  }

  private static void write(Map<String, byte[]> entries, Path jar) throws IOException {
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    try (var out = new JarOutputStream(Files.newOutputStream(part))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
