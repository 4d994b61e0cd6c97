package io.amasia.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// Lets two files or folders take each other's names at once, so that there is no moment at which
/// either name is free. Java's own renaming can't replace a folder that is not empty.
///
/// Linux: `renameat2` with `RENAME_EXCHANGE`; macOS: `renamex_np` with `RENAME_SWAP`. Some network
/// file systems have neither.
public final class AtomicExchange {
  private static final int AT_FDCWD = -100;
  private static final int EXCHANGE = 2;

  private AtomicExchange() {}

  /// Exchanges `one` and `other`, which are on one file system.
  ///
  /// @return false if this system can't, and then nothing has changed
  public static boolean exchange(Path one, Path other) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocateFrom(one.toAbsolutePath().toString());
      MemorySegment second = arena.allocateFrom(other.toAbsolutePath().toString());
      Optional<MemorySegment> linux = find("renameat2");
      if (linux.isPresent()) {
        MethodHandle rename =
            handle(
                linux.get(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
        return (int) rename.invokeExact(AT_FDCWD, first, AT_FDCWD, second, EXCHANGE) == 0;
      }
      Optional<MemorySegment> mac = find("renamex_np");
      if (mac.isPresent()) {
        MethodHandle rename =
            handle(
                mac.get(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
        return (int) rename.invokeExact(first, second, EXCHANGE) == 0;
      }
      return false;
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      return false;
    }
  }

  private static Optional<MemorySegment> find(String name) {
    return Linker.nativeLinker().defaultLookup().find(name);
  }

  private static MethodHandle handle(MemorySegment function, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(function, descriptor);
  }
}
