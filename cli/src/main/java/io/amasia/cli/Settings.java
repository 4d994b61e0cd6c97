package io.amasia.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settings and where each comes from: flags, then `AMASIA_…` in the environment, then
/// `./amasia.yaml`, then the user's `amasia.yaml`.
final class Settings {
  static final List<String> NAMES =
      List.of("engine", "memory", "threads", "scratch", "work-dir", "progress", "dashboard");

  /// A value and its origin, for people.
  record Value(String text, String origin) {}

  private final Map<String, Value> values;

  private Settings(Map<String, Value> values) {
    this.values = values;
  }

  /// The settings under `flags`.
  ///
  /// @throws AmasiaException.Usage if a settings file is malformed or has an unknown key
  static Settings of(GlobalOptions flags) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Path file : files()) {
      if (Files.isRegularFile(file)) {
        read(file).forEach((name, text) -> values.put(name, new Value(text, file.toString())));
      }
    }
    for (String name : NAMES) {
      String variable = "AMASIA_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
      String set = System.getenv(variable);
      if (set != null && !set.isBlank()) {
        values.put(name, new Value(set, variable));
      }
      flags.flag(name).ifPresent(text -> values.put(name, new Value(text, "--" + name)));
    }
    return new Settings(values);
  }

  /// Later ones win.
  private static List<Path> files() {
    @Nullable String config = System.getenv("XDG_CONFIG_HOME");
    Path home =
        config == null || config.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".config")
            : Path.of(config);
    return List.of(home.resolve("amasia").resolve("amasia.yaml"), Path.of("amasia.yaml"));
  }

  private static Map<String, String> read(Path file) {
    Map<?, ?> content;
    try {
      content = new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Map.class);
    } catch (IOException e) {
      throw new AmasiaException.Usage(file + " is no settings file: " + e.getMessage());
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (content == null) {
      return texts;
    }
    content.forEach((name, value) -> {
      if (!NAMES.contains(String.valueOf(name))) {
        throw new AmasiaException.Usage(
            "unknown setting '%s' in %s; there are: %s"
                .formatted(name, file, String.join(", ", NAMES)));
      }
      texts.put(String.valueOf(name), String.valueOf(value));
    });
    return texts;
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Integer> threads() {
    return find("threads")
        .map(value -> {
          try {
            int n = Integer.parseInt(value.text());
            if (n >= 1) {
              return n;
            }
          } catch (NumberFormatException e) {
            // Falls through to the one message.
          }
          throw new AmasiaException.Usage(
              "threads is a whole number of at least 1, not '%s' (from %s)"
                  .formatted(value.text(), value.origin()));
        });
  }

  /// The port of the dashboard, 0 for any; empty if there is to be none.
  Optional<Integer> dashboard() {
    return find("dashboard")
        .filter(value -> !value.text().equals("off"))
        .map(value -> {
          if (value.text().matches("[0-9]{1,5}") && Integer.parseInt(value.text()) <= 65_535) {
            return Integer.valueOf(value.text());
          }
          throw new AmasiaException.Usage(
              "dashboard is a port from 0 to 65535, or off, not '%s' (from %s)"
                  .formatted(value.text(), value.origin()));
        });
  }

  GlobalOptions.ProgressKind progress() {
    return find("progress")
        .map(value -> {
          try {
            return GlobalOptions.ProgressKind.valueOf(value.text().toUpperCase(Locale.ROOT));
          } catch (IllegalArgumentException e) {
            throw new AmasiaException.Usage(
                "progress is auto, plain or none, not '%s' (from %s)"
                    .formatted(value.text(), value.origin()));
          }
        })
        .orElse(GlobalOptions.ProgressKind.AUTO);
  }
}
