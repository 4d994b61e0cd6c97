package io.amasia.notebook;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import org.jspecify.annotations.Nullable;

/// Loads the classes of snippets, each with a loader of its own: when a snippet is replaced its
/// class is forgotten, and the values of its variables go as soon as nothing refers to them.
final class SnippetLoader implements LoaderDelegate {
  /// JShell calls the class of its K-th name `REPL.$JShell$K`, and `…KB`, `…KC` when it is declared
  /// anew.
  private static final Pattern NAME = Pattern.compile("REPL\\.(\\$JShell\\$[0-9_]+)[A-Z]*");

  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
  private final Known known = new Known();
  private List<String> loaded = new ArrayList<>();

  /// What all snippets see: the classes of others, the jars that were added, this program. What
  /// this process was started with, which the parent of the snippets' loaders has.
  static final String OWN_PATH = System.getProperty("java.class.path");

  private final class Known extends URLClassLoader {
    Known() {
      super(new URL[0], SnippetLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> snippet = classes.get(name);
      return snippet != null ? snippet : super.findClass(name);
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }
  }

  /// The classes that were compiled together.
  private static final class Together extends ClassLoader {
    private final Map<String, byte[]> codes = new HashMap<>();

    Together(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = codes.remove(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }
  }

  /// The loader that sees every class of the cells.
  ClassLoader asLoader() {
    return known;
  }

  @Override
  public void load(ClassBytecodes[] compiled) throws ClassInstallException {
    var together = new Together(known);
    Map<String, byte[]> files = new HashMap<>();
    for (ClassBytecodes each : compiled) {
      files.put(each.name(), each.bytecodes());
    }
    ClassHierarchyResolver hierarchy = hierarchy(files);
    try {
      files.forEach(
          (name, code) -> together.codes.put(name, SnippetCode.rewritten(code, hierarchy)));
      for (ClassBytecodes each : compiled) {
        // Resolved now, so that what is wrong with a class shows here.
        Class<?> type = Class.forName(each.name(), false, together);
        forgetEarlier(each.name());
        classes.put(each.name(), type);
        loaded.add(each.name());
      }
    } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
      throw new ClassInstallException(e.toString(), new boolean[compiled.length]);
    }
  }

  private ClassHierarchyResolver hierarchy(Map<String, byte[]> files) {
    return ClassHierarchyResolver.ofResourceParsing(type -> opened(files, type))
        .orElse(ClassHierarchyResolver.ofClassLoading(known))
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static @Nullable InputStream opened(Map<String, byte[]> files, ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] code = files.get(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    return code == null ? null : new ByteArrayInputStream(code);
  }

  private void forgetEarlier(String name) {
    Matcher outer = NAME.matcher(name);
    if (outer.matches()) {
      Pattern same = Pattern.compile("REPL\\." + Pattern.quote(outer.group(1)) + "[A-Z]*(\\$.*)?");
      classes.keySet().removeIf(other -> same.matcher(other).matches() && !other.startsWith(name));
    }
  }

  /// The names of the classes that were loaded since this was last asked.
  List<String> takeLoaded() {
    List<String> taken = loaded;
    loaded = new ArrayList<>();
    return taken;
  }

  void forget(List<String> names) {
    names.forEach(classes::remove);
  }

  @Override
  public void classesRedefined(ClassBytecodes[] redefined) {
    // Classes are never redefined in place: JShell is told so, and loads new ones.
  }

  @Override
  public void addToClasspath(String path) {
    if (path.equals(OWN_PATH)) {
      return;
    }
    for (String entry : path.split(java.io.File.pathSeparator, -1)) {
      try {
        known.addURL(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> found = classes.get(name);
    if (found == null) {
      throw new ClassNotFoundException(name + " not found");
    }
    return found;
  }
}
