package io.amasia.plan.travel;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The class files that objects need where only the JDK and Amasia are: their own classes and all
/// that these name, directly or not.
final class ClassFiles {
  /// A program that names more is not one file any more.
  private static final int MOST = 10_000;

  private ClassFiles() {}

  /// By name, those that are not the JDK's or Amasia's.
  static Map<String, byte[]> of(Collection<Class<?>> types) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Class<?> type : types) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null) {
        collect(type.getName(), loader, files);
      }
    }
    return files;
  }

  private static void collect(String first, ClassLoader loader, Map<String, byte[]> files) {
    Deque<String> waiting = new ArrayDeque<>(List.of(first));
    for (String name = waiting.poll(); name != null; name = waiting.poll()) {
      byte[] file = isEverywhere(name) || files.containsKey(name) ? null : read(name, loader);
      if (file == null) {
        continue;
      }
      if (files.size() == MOST) {
        throw new AmasiaException.Unsupported(
            "a function of mapBlocks or applyUfunc needs over %d classes; put them on the class path of the workers"
                .formatted(MOST));
      }
      files.put(name, file);
      for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
        if (entry instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
          waiting.add(named.asInternalName().replace('/', '.'));
        }
      }
    }
  }

  private static boolean isEverywhere(String name) {
    boolean ours = name.startsWith("io.amasia.") && !name.startsWith("io.amasia.examples.");
    return ours || name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.");
  }

  private static byte @Nullable [] read(String name, ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new AmasiaException.Unsupported("the class " + name + " can't be sent: " + e);
    }
  }
}
