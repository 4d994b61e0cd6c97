package io.amasia.notebook;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What the documentation of Amasia's own API says: JShell knows that of the JDK only. It stands in
/// the sources, which the jars of the API carry in `META-INF`.
final class ApiDocs {
  /// Signatures name classes without their package.
  private static final List<String> PACKAGES =
      Stream.of(
              "",
              ".dataset",
              ".array",
              ".dataset.group",
              ".dataset.cf",
              ".plot",
              ".plot.interactive",
              ".notebook")
          .map(name -> "io.amasia" + name)
          .toList();

  /// Such as `T Labelled<T extends Labelled<T>>.sel(String dim, Object label)`.
  private static final Pattern METHOD =
      Pattern.compile("(?:.* )?(\\w+)(?:<.*>)?\\.(?:<[^.(]*>)?(\\w+)\\((.*)\\)");

  private static final Pattern CONSTRUCTOR = Pattern.compile("(\\w+)\\((.*)\\)");
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\.(\\w+)(?::.*)?");
  private static final Pattern TYPE =
      Pattern.compile("(?:\\w+:)?io\\.amasia[.\\w]*\\.(\\w+)(?:<.*>)?");

  private ApiDocs() {}

  /// What is said of what `signature` names, in Markdown.
  static Optional<String> of(String signature) {
    Matcher type = TYPE.matcher(signature);
    if (type.matches()) {
      return of(type.group(1), node -> node instanceof ClassTree);
    }
    Matcher method = METHOD.matcher(signature);
    if (method.matches()) {
      List<String> types = types(method.group(3));
      // What is said of each of many alike stands at their type.
      return of(method.group(1), node -> isMethod(node, method.group(2), types))
          .or(() -> of(method.group(1), node -> node instanceof ClassTree));
    }
    Matcher constructor = CONSTRUCTOR.matcher(signature);
    if (constructor.matches()) {
      List<String> types = types(constructor.group(2));
      return of(constructor.group(1), node -> isMethod(node, "<init>", types));
    }
    Matcher field = FIELD.matcher(signature);
    return field.matches()
        ? of(
            field.group(1),
            node ->
                node instanceof VariableTree variable
                    && variable.getName().contentEquals(field.group(2)))
        : Optional.empty();
  }

  private interface Wanted {
    boolean is(Tree node);
  }

  private static boolean isMethod(Tree node, String name, List<String> types) {
    return node instanceof MethodTree method
        && method.getName().contentEquals(name)
        && method.getParameters().stream()
            .map(parameter -> erased(parameter.getType().toString()))
            .toList()
            .equals(types);
  }

  /// The types of parameters, without packages and what stands in brackets.
  private static List<String> types(String parameters) {
    List<String> types = new ArrayList<>();
    int depth = 0;
    var one = new StringBuilder();
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        types.add(erased(one.toString()));
        one.setLength(0);
      } else {
        one.append(c);
      }
    }
    if (!one.toString().isBlank()) {
      types.add(erased(one.toString()));
    }
    return types;
  }

  private static String erased(String type) {
    String plain = type.replaceAll("@[\\w.]+(\\(\\))?\\s*", "").replaceAll("<.*>", "").strip();
    String word = plain.split("\\s+", -1)[0].replace("...", "[]");
    return word.substring(word.lastIndexOf('.') + 1);
  }

  private static Optional<String> of(String className, Wanted wanted) {
    for (String name : PACKAGES) {
      String path = "/META-INF/sources/" + name.replace('.', '/') + "/" + className + ".java";
      try (InputStream source = ApiDocs.class.getResourceAsStream(path)) {
        if (source != null) {
          return found(
              className, new String(source.readAllBytes(), StandardCharsets.UTF_8), wanted);
        }
      } catch (IOException e) {
        // Without its source there is only the signature.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> found(String className, String source, Wanted wanted)
      throws IOException {
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    _ -> {},
                    List.of("-proc:none"),
                    null,
                    List.of(file(className, source)));
    DocTrees docs = DocTrees.instance(task);
    for (CompilationUnitTree unit : task.parse()) {
      var scanner =
          new TreePathScanner<@Nullable String, @Nullable Void>() {
            @Override
            public @Nullable String scan(@Nullable Tree node, @Nullable Void nothing) {
              if (node != null && wanted.is(node)) {
                return docs.getDocComment(new TreePath(getCurrentPath(), node));
              }
              return super.scan(node, null);
            }

            @Override
            public @Nullable String reduce(@Nullable String a, @Nullable String b) {
              return a != null ? a : b;
            }
          };
      String text = scanner.scan(new TreePath(unit), null);
      return Optional.ofNullable(text).map(String::strip);
    }
    return Optional.empty();
  }

  private static JavaFileObject file(String className, String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return Objects.requireNonNull(source);
      }
    };
  }
}
