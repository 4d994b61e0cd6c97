import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

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
    Map<String, byte[]> entries = ClassJar.read(jar);
    if (entries.containsKey(NOTE)) {
      return;
    }
    ClassFile classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassJar.among(entries)));
    entries.replaceAll(
        (name, bytes) -> ClassJar.isClass(name) ? rewritten(classFile, bytes) : bytes);
    entries.put(
        NOTE,
        "Amasia's build raised the format of the class files; the code is unchanged.\n"
            .getBytes(StandardCharsets.UTF_8));
    ClassJar.write(entries, jar);
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
}
