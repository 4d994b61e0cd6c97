package io.amasia.dataset;

/// How many values must be missing for their position to go.
public enum How {
  ANY,
  ALL
}
