package io.amasia.storage;

import io.amasia.array.Lease;
import io.amasia.array.MemoryPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes the bytes of an answer straight into leased memory, which grows with what has arrived; a
/// server's claim is believed up to 64 MB. A body longer than `most` is cut there.
final class HttpBody implements HttpResponse.BodySubscriber<HttpBody> {
  private static final long FIRST = 1 << 20;
  private static final long TRUSTED = 64 << 20;

  private final long most;
  private final long stated;
  private final CompletableFuture<HttpBody> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Lease lease;
  private volatile long length;
  private boolean cut;
  private boolean abandoned;

  private HttpBody(long most, long stated) {
    this.most = most;
    this.stated = stated;
  }

  /// Makes the body's taker when the headers are there, and knows how much came.
  static final class Handler implements HttpResponse.BodyHandler<HttpBody> {
    private final long most;
    private volatile @Nullable HttpBody body;

    Handler(long most) {
      this.most = most;
    }

    @Override
    public HttpResponse.BodySubscriber<HttpBody> apply(HttpResponse.ResponseInfo info) {
      var made = new HttpBody(most, stated(info.headers()));
      body = made;
      return made;
    }

    private static long stated(HttpHeaders headers) {
      try {
        return headers.firstValueAsLong("Content-Length").orElse(-1);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    /// Bytes arrived so far, or -1 before the headers.
    long arrived() {
      HttpBody made = body;
      return made == null ? -1 : made.length;
    }

    /// Gives back the memory of an answer that nobody will take.
    void abandon() {
      HttpBody made = body;
      if (made != null) {
        made.abandon();
      }
    }
  }

  HttpAnswer answer(HttpResponse<?> response) {
    return new HttpAnswer(
        response.uri(),
        response.statusCode(),
        response.headers(),
        new HttpAnswer.Body(lease, length),
        cut);
  }

  @Override
  public CompletionStage<HttpBody> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription = s;
    if (stated > most) {
      cut = true;
      s.cancel();
      done.complete(this);
    } else {
      s.request(Long.MAX_VALUE);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> parts) {
    if (done.isDone() || abandoned) {
      return;
    }
    try {
      for (ByteBuffer part : parts) {
        if (part.remaining() > most - length) {
          cut = true;
          if (subscription != null) {
            subscription.cancel();
          }
          done.complete(this);
          return;
        }
        MemorySegment bytes = MemorySegment.ofBuffer(part);
        Lease room = roomFor(bytes.byteSize());
        MemorySegment.copy(bytes, 0, room.segment(), length, bytes.byteSize());
        length += bytes.byteSize();
      }
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  /// The lease, long enough for `more` bytes; doubled when it is not.
  private Lease roomFor(long more) {
    Lease old = lease;
    if (old != null && old.segment().byteSize() >= length + more) {
      return old;
    }
    long doubled = Math.max(length + more, Math.max(FIRST, 2 * length));
    boolean plausible = stated >= length + more;
    long size = plausible ? Math.min(stated, Math.max(TRUSTED, doubled)) : doubled;
    Lease larger = MemoryPool.process().lease(size);
    if (old != null) {
      MemorySegment.copy(old.segment(), 0, larger.segment(), 0, length);
      old.close();
    }
    lease = larger;
    return larger;
  }

  @Override
  public void onError(Throwable e) {
    done.completeExceptionally(e instanceof IOException ? e : new IOException(e));
    abandon();
  }

  @Override
  public synchronized void onComplete() {
    if (stated > length) {
      done.completeExceptionally(
          new IOException("the connection ended after %d of %d bytes".formatted(length, stated)));
      return;
    }
    try {
      if (lease == null) {
        lease = MemoryPool.process().lease(0);
      }
      done.complete(this);
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  private synchronized void abandon() {
    abandoned = true;
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }
}
