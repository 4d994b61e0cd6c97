package io.amasia.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where Jupyter finds kernels: [a folder
/// each](https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs) with a
/// `kernel.json`, in `kernels` of one of its data folders.
public final class KernelSpecs {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Marks the ones that are of this program.
  private static final String MARK = "amasia";

  private static final String FILE = "kernel.json";

  private KernelSpecs() {}

  /// An installed kernel of this program.
  ///
  /// @param command what starts it
  public record Installed(String name, Path folder, List<String> command) {
    public Installed {
      command = List.copyOf(command);
    }
  }

  /// The folder of the user's own kernels.
  ///
  /// @param environment the process's
  public static Path ofUser(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    @Nullable String data = environment.get("JUPYTER_DATA_DIR");
    @Nullable String shared = environment.get("XDG_DATA_HOME");
    @Nullable String roaming = environment.get("APPDATA");
    Path folder;
    if (data != null && !data.isBlank()) {
      folder = Path.of(data);
    } else if (system.contains("mac")) {
      folder = home.resolve("Library/Jupyter");
    } else if (system.contains("win") && roaming != null) {
      folder = Path.of(roaming, "jupyter");
    } else if (shared != null && !shared.isBlank()) {
      folder = Path.of(shared, "jupyter");
    } else {
      folder = home.resolve(".local/share/jupyter");
    }
    return folder.resolve("kernels");
  }

  /// The folder of the kernels of an installation, such as `/usr/local` or a Python environment.
  public static Path ofPrefix(Path prefix) {
    return prefix.resolve("share/jupyter/kernels");
  }

  /// All folders that Jupyter looks into, but those of Python environments, which only they know.
  ///
  /// @param environment the process's
  public static List<Path> searched(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String path :
        environment.getOrDefault("JUPYTER_PATH", "").split(java.io.File.pathSeparator, -1)) {
      if (!path.isBlank()) {
        folders.add(Path.of(path, "kernels"));
      }
    }
    folders.add(ofUser(environment));
    folders.add(ofPrefix(Path.of("/usr/local")));
    folders.add(ofPrefix(Path.of("/usr")));
    return folders;
  }

  /// Makes a kernel known; one of the same name that is of this program is replaced.
  ///
  /// @param kernels the folder of kernels
  /// @param command what starts it, with `{connection_file}` for the path of that
  /// @return its folder
  /// @throws AmasiaException.Usage if the name is none for a kernel
  /// @throws AmasiaException.Conflict if another program's kernel has the name
  public static Path install(Path kernels, String name, String shown, List<String> command) {
    Path folder = folder(kernels, name);
    if (Files.exists(folder) && !isOurs(folder)) {
      throw new AmasiaException.Conflict(
          "%s is another kernel; choose another --name".formatted(folder));
    }
    ObjectNode json = Message.object();
    command.forEach(json.putArray("argv")::add);
    json.put("display_name", shown).put("language", "java").put("interrupt_mode", "message");
    json.putObject("metadata").put(MARK, true).put("debugger", false);
    try {
      Files.createDirectories(folder);
      Path partial = folder.resolve(FILE + ".partial");
      JSON.writerWithDefaultPrettyPrinter().writeValue(partial.toFile(), json);
      Files.move(
          partial,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "the kernel can't be written to %s: %s".formatted(folder, e.getMessage()));
    }
    return folder;
  }

  /// Removes a kernel of this program.
  ///
  /// @return the folder that was removed
  /// @throws AmasiaException.Usage if there is none of that name
  /// @throws AmasiaException.Conflict if it is another program's
  public static Path uninstall(Path kernels, String name) {
    Path folder = folder(kernels, name);
    if (!Files.exists(folder.resolve(FILE))) {
      throw new AmasiaException.Usage(
          "there is no kernel '%s' in %s; amasia kernel list shows which there are"
              .formatted(name, kernels));
    }
    if (!isOurs(folder)) {
      throw new AmasiaException.Conflict(folder + " is not a kernel of Amasia");
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new AmasiaException.Unsupported(
          "%s can't be removed: %s".formatted(folder, e.getMessage()));
    }
    return folder;
  }

  /// The kernels of this program in `folders`.
  public static List<Installed> list(List<Path> folders) {
    List<Installed> found = new ArrayList<>();
    for (Path kernels : folders) {
      if (!Files.isDirectory(kernels)) {
        continue;
      }
      try (Stream<Path> all = Files.list(kernels)) {
        all.filter(KernelSpecs::isOurs).sorted().map(KernelSpecs::installed).forEach(found::add);
      } catch (IOException e) {
        // What can't be read is not there for Jupyter either.
      }
    }
    return found;
  }

  private static Installed installed(Path folder) {
    List<String> command = new ArrayList<>();
    json(folder).path("argv").forEach(word -> command.add(word.asText()));
    return new Installed(folder.getFileName().toString(), folder, command);
  }

  private static Path folder(Path kernels, String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new AmasiaException.Usage(
          "a kernel's name has letters, digits and ._- only, not '%s'".formatted(name));
    }
    return kernels.resolve(name);
  }

  private static boolean isOurs(Path folder) {
    return json(folder).path("metadata").path(MARK).asBoolean();
  }

  private static JsonNode json(Path folder) {
    try {
      return JSON.readTree(folder.resolve(FILE).toFile());
    } catch (IOException e) {
      return Message.object();
    }
  }
}
