package io.amasia.storage;

import io.amasia.array.AmasiaException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends requests, repeats those that failed in a way that may pass, and gives up in bounded time.
///
/// @param idleLimit how long a connection may be silent before it is given up
/// @param firstPause how long to wait before the first repetition; each next waits three times as
///   long
/// @param attempts how often a request is sent at most
record HttpRequests(HttpClient client, Duration idleLimit, Duration firstPause, int attempts) {
  private static final class Shared {
    static final HttpClient CLIENT = newClient();
  }

  /// Over the process's connections, as patient as the settings say.
  static HttpRequests standard() {
    return new HttpRequests(
        Shared.CLIENT,
        Duration.ofSeconds(setting("http.timeout", 30)),
        Duration.ofMillis(200),
        setting("http.attempts", 5));
  }

  private static int setting(String name, int otherwise) {
    String text = Locations.setting(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= 1 && value <= 3600) {
        return value;
      }
    } catch (NumberFormatException _) {
      // as any other value that can't be
    }
    throw new AmasiaException.Usage(
        "setting %s is '%s'; allowed are 1 to 3600".formatted(name, text));
  }

  /// A client of HTTP/1.1: many connections carry many ranges faster than one shared by all.
  static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(15))
        .build();
  }

  /// Sends the request; a body longer than `most` is cut.
  ///
  /// @throws AmasiaException.Format if no answer came
  HttpAnswer send(HttpRequest.Builder builder, long most) {
    HttpRequest request =
        builder
            .setHeader("Accept-Encoding", "identity")
            .setHeader("User-Agent", UserAgent.told(builder.copy().build().uri()))
            .timeout(idleLimit)
            .build();
    long pause = firstPause.toMillis();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == attempts;
      try {
        HttpAnswer answer = once(request, most);
        if (last || !passing(answer.status())) {
          return whenEncoded(answer);
        }
        pause = Math.max(pause, statedPause(answer));
        answer.close();
      } catch (IOException e) {
        if (last || !mayPass(e)) {
          throw new AmasiaException.Format(
              "%s: %s%s".formatted(request.uri(), why(e), last ? tried() : ""), e);
        }
      }
      sleep(pause + ThreadLocalRandom.current().nextLong(1 + pause / 2), request.uri());
      pause *= 3;
    }
  }

  private String tried() {
    return attempts > 1 ? " (tried %d times)".formatted(attempts) : "";
  }

  private static boolean passing(int status) {
    return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
  }

  private static boolean mayPass(IOException e) {
    return !(e instanceof SSLException || e instanceof UnknownHostException || unresolved(e));
  }

  private static boolean unresolved(IOException e) {
    return e.getCause() instanceof UnresolvedAddressException
        || (e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException);
  }

  private static String why(IOException e) {
    if (unresolved(e) || e instanceof UnknownHostException) {
      return "no such server; check the URL and the network";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "the server can't be reached";
    }
    if (e instanceof ConnectException) {
      return "the server refuses connections; check address and port";
    }
    return e.getMessage() == null ? "the connection failed" : e.getMessage();
  }

  /// What the server asks to wait, at most 5 s.
  private static long statedPause(HttpAnswer answer) {
    try {
      long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
      return Math.clamp(seconds, 0L, 5L) * 1000;
    } catch (NumberFormatException e) {
      return 0; // a date
    }
  }

  private static HttpAnswer whenEncoded(HttpAnswer answer) {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
    if (answer.bodyLength() > 0 && !encoding.equals("identity")) {
      answer.close();
      throw new AmasiaException.Unsupported(
          "%s: the server sends '%s' although plain bytes were asked for; copy the file to disk first"
              .formatted(answer.uri(), encoding));
    }
    return answer;
  }

  /// Sends once. A silent connection is given up, also in the middle of a body.
  private HttpAnswer once(HttpRequest request, long most) throws IOException {
    var sinks = new HttpBody.Handler(most);
    CompletableFuture<HttpResponse<HttpBody>> future = client.sendAsync(request, sinks);
    boolean answered = false;
    try {
      while (true) {
        long before = sinks.arrived();
        try {
          HttpResponse<HttpBody> response = future.get(idleLimit.toMillis(), TimeUnit.MILLISECONDS);
          answered = true;
          return response.body().answer(response);
        } catch (TimeoutException e) {
          if (sinks.arrived() == before) {
            throw new IOException(
                "nothing came for %d s".formatted(Math.max(1, idleLimit.toSeconds())), e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading " + request.uri() + " was interrupted");
    } finally {
      if (!answered) {
        future.cancel(true);
        sinks.abandon();
      }
    }
  }

  private static void sleep(long millis, URI uri) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmasiaException.Cancelled("reading " + uri + " was interrupted");
    }
  }
}
