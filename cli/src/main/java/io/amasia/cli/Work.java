package io.amasia.cli;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.CfDecoder;
import io.amasia.dataset.cf.Notices;
import io.amasia.storage.format.Formats;

/// What a command works with: the session its flags and settings ask for, and how it opens inputs.
final class Work implements AutoCloseable {
  private final Notices notices;

  private Work(Console console) {
    notices = new Notices(console::warning);
  }

  static Work start(Console console, GlobalOptions options) {
    return new Work(console);
  }

  /// Opens one file or URL, decoded by CF.
  Dataset open(String url) {
    return CfDecoder.open(Formats.open(url), "/", true, notices);
  }

  @Override
  public void close() {}
}
