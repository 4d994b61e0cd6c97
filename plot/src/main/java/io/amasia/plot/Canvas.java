package io.amasia.plot;

/// What a [Figure] is drawn on; opaque outside this package.
public final class Canvas {
  private final Surface surface;

  Canvas(Surface surface) {
    this.surface = surface;
  }

  Surface surface() {
    return surface;
  }
}
