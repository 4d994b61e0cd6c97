package io.amasia.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chromium without a window, for tests that look at pages as their users do: it opens them, runs
/// their scripts in real time, answers questions about what they show, and takes pictures.
///
/// Spoken to by the [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/). Where
/// there is no Chromium, tests that start one are skipped and say so.
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();

  private Browser(Process process, Path profile) throws IOException, InterruptedException {
    this.process = process;
    Path told = profile.resolve("DevToolsActivePort");
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(told) || Files.readAllLines(told).size() < 2) {
      if (System.nanoTime() > until || !process.isAlive()) {
        process.destroyForcibly();
        throw new IOException("the browser did not start");
      }
      Thread.sleep(20);
    }
    String port = Files.readAllLines(told).getFirst();
    var list =
        client.send(
            java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json"))
                .build(),
            java.net.http.HttpResponse.BodyHandlers.ofString());
    Matcher page =
        Pattern.compile(
                "\"type\": \"page\".*?\"webSocketDebuggerUrl\": \"([^\"]+)\"", Pattern.DOTALL)
            .matcher(list.body());
    if (!page.find()) {
      throw new IOException("the browser has no page: " + list.body());
    }
    socket =
        client.newWebSocketBuilder().buildAsync(URI.create(page.group(1)), new Hearing()).join();
  }

  /// Starts one, with its own profile in `folder`.
  public static Browser start(Path folder) throws IOException, InterruptedException {
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      try {
        Path profile = folder.resolve("profile");
        Process process =
            new ProcessBuilder(
                    name,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    "about:blank")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Browser(process, profile);
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("Cannot run program")) {
          throw e;
        }
      }
    }
    assumeTrue(false, "no Chromium on this machine: pages are not looked at");
    throw new IOException("no Chromium");
  }

  private final class Hearing implements WebSocket.Listener {
    private static final Pattern ID = Pattern.compile("^\\{\"id\":([0-9]+)");
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        Matcher id = ID.matcher(text);
        if (id.find()) {
          CompletableFuture<String> answer = asked.remove(Integer.valueOf(id.group(1)));
          if (answer != null) {
            answer.complete(text.toString());
          }
        }
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private String ask(String method, String parameters) {
    int id = number.incrementAndGet();
    var answer = new CompletableFuture<String>();
    asked.put(id, answer);
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters), true)
        .join();
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Shows a page in a window of this size.
  public void open(String url, int width, int height, boolean dark) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}"
            .formatted(width, height));
    ask(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(dark ? "dark" : "light"));
    // as if its window were in front: else nothing in it has the keyboard
    ask("Emulation.setFocusEmulationEnabled", "{\"enabled\":true}");
    ask("Page.navigate", "{\"url\":\"" + url + "\"}");
  }

  /// The value of a JavaScript expression as text; an error's text if it throws.
  public String eval(String expression) {
    String code =
        "(()=>{let v;try{v=String(%s)}catch(e){v='error: '+e}return btoa(Array.from(new TextEncoder().encode(v),b=>String.fromCharCode(b)).join(''))})()"
            .formatted(expression)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n");
    String answer =
        ask("Runtime.evaluate", "{\"expression\":\"" + code + "\",\"returnByValue\":true}");
    Matcher value = Pattern.compile("\"value\":\"([A-Za-z0-9+/=]*)\"").matcher(answer);
    if (answer.contains("Inspected target navigated")) {
      return "error: the page was left meanwhile";
    }
    if (!value.find()) {
      throw new IllegalStateException(answer);
    }
    return new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8);
  }

  /// Waits until an expression is true.
  public void await(String expression) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (System.nanoTime() < until) {
      last = eval(expression);
      if (last.equals("true")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "not within %s: %s is %s; the page: %s"
            .formatted(PATIENCE, expression, last, eval("document.body.innerText.slice(0, 2000)")));
  }

  /// Clicks with the mouse at a point of the window in CSS pixels: twice is a double click.
  public void click(double x, double y, int times) {
    mouse("mouseMoved", x, y, 0);
    for (int i = 1; i <= times; i++) {
      mouse("mousePressed", x, y, i);
      mouse("mouseReleased", x, y, i);
    }
  }

  /// Drags with the mouse from one point of the window to another, in CSS pixels.
  public void drag(double fromX, double fromY, double toX, double toY) {
    mouse("mouseMoved", fromX, fromY, 0);
    mouse("mousePressed", fromX, fromY, 1);
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, 1);
    mouse("mouseMoved", toX, toY, 1);
    mouse("mouseReleased", toX, toY, 1);
  }

  private void mouse(String type, double x, double y, int clicks) {
    ask(
        "Input.dispatchMouseEvent",
        "{\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"%s\",\"buttons\":%d,\"clickCount\":%d}"
            .formatted(
                type,
                x,
                y,
                clicks == 0 ? "none" : "left",
                clicks == 0 || type.equals("mouseReleased") ? 0 : 1,
                clicks));
  }

  /// Writes a picture of the window as PNG.
  public void picture(Path file) throws IOException {
    String answer = ask("Page.captureScreenshot", "{\"format\":\"png\"}");
    Matcher data = Pattern.compile("\"data\":\"([A-Za-z0-9+/=]*)\"").matcher(answer);
    if (!data.find()) {
      throw new IOException("no picture: " + answer);
    }
    Files.write(file, Base64.getDecoder().decode(data.group(1)));
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
