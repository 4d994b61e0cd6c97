package io.amasia.serve;

import io.amasia.array.AmasiaException;
import io.amasia.plan.Cancel;
import io.amasia.plan.Session;
import io.amasia.storage.UserAgent;
import io.amasia.web.AnswerRoom;
import io.amasia.web.Request;
import io.amasia.web.Response;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where requests are answered: in the session in which the server was started, a few computations
/// at a time, stopped when the client goes away, and told as an error of one answer when they fail.
/// Thread-safe.
public final class Computing {
  private static final ScopedValue<Cancel> GONE = ScopedValue.newInstance();
  private static final System.Logger LOG = System.getLogger("io.amasia.serve");

  /// Requests that wait for their turn; more are sent away.
  private static final int MOST_WAITING = 256;

  private static final long PATIENCE_SECONDS = 120;

  private final Session session;
  private final Cancel stop = new Cancel();
  private final Semaphore turns;
  private final Waiting waiting = new Waiting();

  Computing(Session session) {
    this.session = session;
    turns = new Semaphore(Math.max(2, session.threads()), true);
  }

  /// The session that all is computed in.
  public Session session() {
    return session;
  }

  /// A handler that answers as `handler` does, in the session; what goes wrong is told in a
  /// sentence, with a status that says whose fault it is.
  public Function<Request, Response> answering(Function<Request, Response> handler) {
    return request -> {
      var gone = new Cancel();
      Runnable both = gone::cancel;
      stop.onCancel(both);
      try (var _ = waiting.client(request.connection(), gone)) {
        return ScopedValue.where(GONE, gone)
            .call(() -> called(request, gone, () -> handler.apply(request)));
      } catch (AmasiaException e) {
        LOG.log(Level.DEBUG, "no answer for " + request.path(), e);
        return failure(e);
      } catch (Busy _) {
        return Response.error(503, "too many requests wait already; ask again in a moment")
            .with("Retry-After", "1");
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      } finally {
        stop.forget(both);
      }
    };
  }

  /// Those who ask from this process may be tasks, whose computations have the memory that this one
  /// would wait for.
  private Response called(Request request, Cancel gone, Callable<Response> answer)
      throws Exception {
    boolean isOwn = request.header("User-Agent").filter(UserAgent.OWN::equals).isPresent();
    return isOwn ? session.callForTask(gone, answer) : session.call(gone, answer);
  }

  /// Too many wait, or one waited too long.
  private static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Waits until the answers of others leave memory for one of `bytes`, which is held until it has
  /// been sent. To be called before anything is made.
  public void takeRoom(long bytes) {
    try {
      if (!AnswerRoom.take(bytes, PATIENCE_SECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException _) {
      throw ended();
    }
  }

  /// The result of `work`, which takes its turn among other computations, and is stopped soon after
  /// the client goes away. To be called within [#answering].
  public <T> T inTurn(Supplier<T> work) {
    return inTurn(new Cancel(), work);
  }

  /// The same, stopped soon after `wanted` is thrown too.
  public <T> T inTurn(Cancel wanted, Supplier<T> work) {
    Cancel gone = GONE.orElse(stop);
    Runnable both = wanted::cancel;
    gone.onCancel(both);
    try {
      takeTurn();
      try {
        wanted.check(); // it may have waited for long
        return called(wanted, work);
      } finally {
        turns.release();
      }
    } finally {
      gone.forget(both);
    }
  }

  private void takeTurn() {
    try {
      if (turns.getQueueLength() >= MOST_WAITING
          || !turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException _) {
      throw ended();
    }
  }

  private static AmasiaException ended() {
    Thread.currentThread().interrupt();
    return new AmasiaException.Cancelled("the server ends");
  }

  private <T> T called(Cancel stop, Supplier<T> work) {
    try {
      return session.call(stop, work::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// An error as an answer.
  static Response.Body failure(AmasiaException e) {
    int status =
        switch (e) {
          case AmasiaException.Usage _,
              AmasiaException.Label _,
              AmasiaException.Alignment _,
              AmasiaException.Unsupported _ ->
              400;
          case AmasiaException.MemoryLimit _ -> 413;
          case AmasiaException.Format _,
              AmasiaException.Conflict _,
              AmasiaException.TaskFailed _,
              AmasiaException.Cancelled _ ->
              503;
        };
    return Response.error(status, String.valueOf(e.getMessage()));
  }

  /// Stops what runs, and refuses what comes.
  void stop() {
    waiting.close();
    stop.cancel();
  }
}
