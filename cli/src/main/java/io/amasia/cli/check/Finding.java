package io.amasia.cli.check;

import java.util.List;

/// Something about files that a user should know before computing with them.
///
/// @param level whether it is wrong or only worth knowing
/// @param kind a short name that stays the same, for programs: `missing-times`, `units`
/// @param files the URLs that it is about, at least one
/// @param text what was found and what to do about it
public record Finding(Level level, String kind, List<String> files, String text) {
  /// How bad it is.
  public enum Level {
    /// A result would be wrong or refused; `check` exits 1.
    WRONG,
    /// Amasia does the right thing, other tools may not; or a choice that should be known.
    NOTE
  }

  public Finding {
    files = List.copyOf(files);
  }

  static Finding wrong(String kind, List<String> files, String text) {
    return new Finding(Level.WRONG, kind, files, text);
  }

  static Finding note(String kind, List<String> files, String text) {
    return new Finding(Level.NOTE, kind, files, text);
  }
}
