package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gives the pages of an idle slab back to the operating system.
///
/// On Linux by `madvise(MADV_DONTNEED)`: the address stays valid and reads as zeros, so that a bug
/// elsewhere can't crash the process, and the slab can be leased again. Linking it takes some 50
/// ms, so it is done when memory is short for the first time. Elsewhere the slab's arena is closed.
final class SystemMemory {
  private static final int MADV_DONTNEED = 4;

  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  private SystemMemory() {}

  /// An arena for a slab: one that is never closed where pages can be given back without.
  @SuppressWarnings("MustBeClosedChecker") // discard closes it
  static Arena newArena() {
    return LINUX ? Arena.global() : Arena.ofShared();
  }

  /// Gives a slab's pages back, and says whether its address can be used again.
  static boolean discard(Slab slab) {
    if (!LINUX) {
      slab.arena().close();
      return false;
    }
    MethodHandle madvise = Linked.MADVISE;
    if (madvise == null) {
      return true;
    }
    try {
      int _ = (int) madvise.invokeExact(slab.memory().address(), slab.bytes(), MADV_DONTNEED);
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("madvise", e);
    }
  }

  /// Linked on first use.
  private static final class Linked {
    static final @Nullable MethodHandle MADVISE = link();

    private static @Nullable MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      return linker.defaultLookup().find("madvise").map(Linked::handle).orElse(null);
    }

    private static MethodHandle handle(MemorySegment address) {
      return Linker.nativeLinker()
          .downcallHandle(
              address,
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT));
    }
  }
}
