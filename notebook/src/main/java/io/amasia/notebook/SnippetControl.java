package io.amasia.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/// Runs snippets in this JVM, on the thread that evaluates them, and keeps what they give and throw
/// as it is: JShell knows values by texts only, so it is told the number of a value instead.
final class SnippetControl extends DirectExecutionControl {
  private final Map<String, Optional<Object>> values = new HashMap<>();
  private @Nullable Throwable thrown;
  private long count;

  SnippetControl(SnippetLoader loader) {
    super(loader);
  }

  /// Hands this to JShell.
  ExecutionControlProvider provider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "amasia";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return SnippetControl.this;
      }
    };
  }

  @Override
  protected String invoke(Method method) throws Exception {
    try {
      Object value = method.invoke(null);
      String number = "value-" + ++count;
      values.put(number, Optional.ofNullable(value));
      return number;
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw e;
    }
  }

  /// The value that JShell knows as `number`; null if it is none of the last evaluation.
  @Nullable Object value(@Nullable String number) {
    return values.getOrDefault(number, Optional.empty()).orElse(null);
  }

  /// What was thrown since [#forget], as it is.
  Optional<Throwable> thrown() {
    return Optional.ofNullable(thrown);
  }

  /// Holds nothing of the last evaluation any more.
  void forget() {
    values.clear();
    thrown = null;
  }
}
