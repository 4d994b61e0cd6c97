package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataTree;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Defaults;
import io.amasia.plan.Session;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/// Opens files and URLs as one labelled dataset: metadata only, each once, many at a time.
///
/// Of several files the 1-D dimension coordinates are read too, by which they are joined.
public final class Opening {
  // Enough to hide the latency of a store, few enough for its limits and our file handles.
  private static final int AT_A_TIME = 64;

  private Opening() {}

  /// The dataset of one file, or of several joined as `options` say. `given` may hold globs and
  /// `@list` files. Closing the dataset closes them all.
  ///
  /// @throws AmasiaException.Format if one is missing, damaged or of no known format
  /// @throws AmasiaException.Alignment if they do not fit together
  public static Dataset open(List<String> given, OpenOptions options) {
    List<String> urls = UrlPatterns.expand(given, options.notices());
    return openAll(urls, options, Formats::open);
  }

  /// All groups of one file as a tree; metadata only.
  ///
  /// @throws AmasiaException.Format if it is missing, damaged or of no known format
  /// @throws AmasiaException.Usage if `options` speak of one group, or of joining files
  public static DataTree openTree(String url, OpenOptions options) {
    options.requireOnlyDecoding("a tree is opened of all groups of one file");
    StoredDataset stored = Formats.open(url);
    try {
      return CfDecoder.openTree(stored, options.decoding(), options.notices());
    } catch (Throwable e) {
      stored.close();
      throw e;
    }
  }

  /// The same for what `opener` opens.
  static Dataset openAll(
      List<String> urls, OpenOptions options, Function<String, StoredDataset> opener) {
    if (urls.size() == 1 && options.concat().isEmpty()) {
      String url = urls.getFirst();
      return prepared(url, single(url, options, opener), options);
    }
    List<OpenedFile> files = inParallel(urls, url -> file(url, options, opener));
    try {
      List<String> left = files.stream().map(OpenedFile::url).toList();
      if (left.isEmpty()) {
        throw new AmasiaException.Format(
            "none of the %d files can be opened, the first is '%s'"
                .formatted(urls.size(), urls.getFirst()));
      }
      Dataset joined =
          options.concat().isPresent()
              ? new Stacking(options.concat().get().of(left, urls), options).stack(files)
              : new Joining(options).join(files);
      String name = urls.size() == 1 ? urls.getFirst() : urls.getFirst() + " …";
      return joined.closing(name, () -> closeAll(files));
    } catch (Throwable e) {
      closeAll(files);
      throw e;
    }
  }

  private static Dataset single(
      String url, OpenOptions options, Function<String, StoredDataset> opener) {
    StoredDataset stored = opener.apply(url);
    try {
      Dataset dataset =
          CfDecoder.open(stored, options.group(), options.decoding(), options.notices());
      return dataset.closing(stored.url(), stored::close);
    } catch (Throwable e) {
      stored.close();
      throw e;
    }
  }

  private static Dataset prepared(String url, Dataset opened, OpenOptions options) {
    try {
      return options.preprocess().apply(opened).closing(url, opened::close);
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
  }

  /// One of several files with its labels; empty if it can't be opened and is left out.
  private static Optional<OpenedFile> file(
      String url, OpenOptions options, Function<String, StoredDataset> opener) {
    return unlessLeftOut(url, options, () -> single(url, options, opener))
        .map(opened -> prepared(url, opened, options))
        .flatMap(dataset ->
            unlessLeftOut(url, options, () -> labelled(url, dataset, options.notices())));
  }

  private static <T> Optional<T> unlessLeftOut(
      String url, OpenOptions options, Supplier<T> opening) {
    try {
      return Optional.of(opening.get());
    } catch (AmasiaException.Format
        | AmasiaException.Label
        | AmasiaException.Unsupported
        | AmasiaException.TaskFailed e) {
      switch (options.errors()) {
        case RAISE -> throw e;
        case WARN ->
            options
                .notices()
                .say("'%s' can't be opened and is left out: %s".formatted(url, e.getMessage()));
        case IGNORE -> {}
      }
      return Optional.empty();
    }
  }

  private static OpenedFile labelled(String url, Dataset dataset, Notices notices) {
    try {
      return OpenedFile.of(url, dataset, Session.current(), notices);
    } catch (Throwable e) {
      dataset.close();
      throw e;
    }
  }

  private static void closeAll(List<OpenedFile> files) {
    files.forEach(file -> file.dataset().close());
  }

  private static List<OpenedFile> inParallel(
      List<String> urls, Function<String, Optional<OpenedFile>> open) {
    List<OpenedFile> opened = new ArrayList<>();
    var permits = new Semaphore(AT_A_TIME);
    Session session = Session.current(); // what users do to a file's dataset runs where they are
    Defaults defaults = Defaults.current();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<OpenedFile>>> running = new ArrayList<>();
      for (String url : urls) {
        running.add(
            threads.submit(() -> {
              permits.acquire();
              try {
                return session.call(() -> defaults.call(() -> open.apply(url)));
              } finally {
                permits.release();
              }
            }));
      }
      RuntimeException failure = null;
      for (Future<Optional<OpenedFile>> one : running) {
        try {
          one.get().ifPresent(opened::add);
        } catch (ExecutionException e) {
          failure = failure == null ? unwrapped(e) : failure;
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          threads.shutdownNow();
          failure = new AmasiaException.Cancelled("opening was cancelled");
          break;
        }
      }
      if (failure != null) {
        closeAll(opened);
        throw failure;
      }
    }
    return opened;
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
