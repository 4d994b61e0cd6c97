package io.amasia.cli;

/// The version this program was built as.
final class Version {
  private Version() {}

  static String text() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }
}
