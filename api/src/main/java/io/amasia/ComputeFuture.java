package io.amasia;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Work that a [Client] was given, and what came of it. Thread-safe.
public final class ComputeFuture<T> extends CompletableFuture<T> {
  /// How the work is: dask's words.
  public enum Status {
    /// It waits or runs.
    PENDING,
    FINISHED,
    ERROR,
    CANCELLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Cancel stop;

  ComputeFuture(Cancel stop) {
    this.stop = stop;
  }

  public Status status() {
    return switch (state()) {
      case RUNNING -> Status.PENDING;
      case SUCCESS -> Status.FINISHED;
      case FAILED -> Status.ERROR;
      case CANCELLED -> Status.CANCELLED;
    };
  }

  /// What came of it, once it is there.
  ///
  /// @throws AmasiaException the error it ended by; `Cancelled` if it was cancelled, `TaskFailed`
  ///   around what a function threw
  public T result() {
    try {
      return join();
    } catch (CancellationException _) {
      throw new AmasiaException.Cancelled("cancelled");
    } catch (CompletionException e) {
      if (e.getCause() instanceof AmasiaException known) {
        throw known;
      }
      throw new AmasiaException.TaskFailed("the function failed: " + e.getCause(), e);
    }
  }

  /// Stops the computation soon. A function that was submitted and runs is not interrupted, but
  /// what it computes is stopped.
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      stop.cancel();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new ComputeFuture<>(stop);
  }
}
