package io.amasia.storage.codec;

import io.airlift.compress.v3.internal.NativeLoader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// A native library out of aircompressor's jar, of which only the functions that decode are linked.
///
/// aircompressor's own classes link every function of a library at the first use, twenty for zstd:
/// that takes longer than decoding a gigabyte, and most runs only read.
final class NativeLibrary {
  private final @Nullable SymbolLookup symbols;

  private NativeLibrary(@Nullable SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /// The library of that name, such as `zstd`; there may be none for this machine.
  static NativeLibrary of(String name) {
    try {
      return new NativeLibrary(NativeLoader.loadLibrary(name));
    } catch (LinkageError e) {
      return new NativeLibrary(null);
    }
  }

  /// Whether it is there for this machine.
  boolean isThere() {
    return symbols != null;
  }

  /// The function `name`, which takes `parameters` and gives `result`.
  MethodHandle function(String name, ValueLayout result, MemoryLayout... parameters) {
    return link(name, FunctionDescriptor.of(result, parameters));
  }

  /// The function `name`, which takes `parameters` and gives nothing.
  MethodHandle procedure(String name, MemoryLayout... parameters) {
    return link(name, FunctionDescriptor.ofVoid(parameters));
  }

  private MethodHandle link(String name, FunctionDescriptor descriptor) {
    if (symbols == null) {
      throw new IllegalStateException("no native library for " + name);
    }
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  /// What a method handle threw, none of which is expected.
  static IllegalStateException failed(Throwable e) {
    if (e instanceof RuntimeException known) {
      throw known;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
