package io.amasia.array;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Memory of slabs from the operating system, and back to it.
///
/// On Linux large slabs come from `aligned_alloc`, untouched: a slab of an arena is filled with
/// zeros by the one thread that asks for it. The first of them, which are leased again and again
/// while data stream through, lie on huge pages where the system has them. Later ones hold what is
/// used once or twice, and a huge page is dear to get the first time: a virtual machine gives large
/// free areas back to its host, which takes five times as long to bring them again as it takes to
/// find as many small pages (`bench/RESULTS.md`). Pages are given back by `madvise(MADV_DONTNEED)`:
/// the address stays valid and reads as zeros, so that a bug elsewhere can't crash the process, and
/// the slab can be leased again. Linking these functions takes some milliseconds, so who needs
/// small slabs only does without. Elsewhere a slab has an arena, which is closed.
final class SystemMemory {
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_HUGEPAGE = 14;
  private static final long HUGE_PAGE = 2L << 20;

  /// Bytes of slabs that are asked for on huge pages.
  private static final long MOST_HUGE = 128L << 20;

  /// Bytes of slabs that were asked for without an arena.
  private static final AtomicLong ALLOCATED = new AtomicLong();

  /// The least bytes of slabs that are asked for without an arena.
  private static final long LARGE = 1L << 20;

  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  private SystemMemory() {}

  /// A new slab of undefined content.
  ///
  /// @throws OutOfMemoryError if the system has no more
  @SuppressWarnings("MustBeClosedChecker") // discard closes it
  static Slab slab(int sizeClass, long bytes) {
    if (LINUX && bytes >= LARGE && Linked.ALLOCATE != null && Linked.MADVISE != null) {
      return new Slab(sizeClass, large(Linked.ALLOCATE, bytes), Arena.global());
    }
    // Never closed where pages can be given back without.
    Arena arena = LINUX ? Arena.global() : Arena.ofShared();
    return new Slab(sizeClass, arena.allocate(bytes, 4096), arena);
  }

  private static MemorySegment large(MethodHandle allocate, long bytes) {
    long address;
    try {
      address = (long) allocate.invokeExact(HUGE_PAGE, bytes);
    } catch (Throwable e) {
      throw new IllegalStateException("aligned_alloc", e);
    }
    if (address == 0) {
      throw new OutOfMemoryError("aligned_alloc");
    }
    MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(bytes);
    if (ALLOCATED.addAndGet(bytes) <= MOST_HUGE) {
      advise(memory, MADV_HUGEPAGE);
    }
    return memory;
  }

  /// Gives a slab's pages back, and says whether its address can be used again.
  static boolean discard(Slab slab) {
    if (!LINUX) {
      slab.arena().close();
      return false;
    }
    advise(slab.memory(), MADV_DONTNEED);
    return true;
  }

  /// Advice is never needed: what it fails with is of no interest.
  private static void advise(MemorySegment memory, int advice) {
    MethodHandle madvise = Linked.MADVISE;
    if (madvise == null) {
      return;
    }
    try {
      int _ = (int) madvise.invokeExact(memory.address(), memory.byteSize(), advice);
    } catch (Throwable e) {
      throw new IllegalStateException("madvise", e);
    }
  }

  /// Linked on first use; null where the system has no such function.
  private static final class Linked {
    static final @Nullable MethodHandle MADVISE =
        link(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));

    static final @Nullable MethodHandle ALLOCATE =
        link(
            "aligned_alloc",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private static @Nullable MethodHandle link(String name, FunctionDescriptor descriptor) {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find(name)
          .map(address -> linker.downcallHandle(address, descriptor))
          .orElse(null);
    }
  }
}
