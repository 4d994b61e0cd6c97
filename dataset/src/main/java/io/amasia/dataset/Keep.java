package io.amasia.dataset;

/// Which of equal labels stay.
public enum Keep {
  FIRST,
  LAST,
  /// None of them: only labels that come once.
  NONE
}
