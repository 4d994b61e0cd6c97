package io.amasia.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the dashboard answers to programs, against the events.
class DashboardAnswersTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Dashboard dashboard = Dashboard.start(0, "a test", _ -> {});
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    dashboard.close();
    client.close();
  }

  private URI uri(String path) {
    return URI.create(dashboard.url().replace("/status", path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  @Test
  void aComputationIsToldAsItsEventsTellIt() throws Exception {
    new Simulated(dashboard, 5, 40)
        .begin()
        .runTo(20)
        .starts(20)
        .starts(21)
        .fails(21, "broken: \"it\"");
    JsonNode one = json("/json/computation.json?number=5");
    assertThat(one.get("state").asText()).isEqualTo("running");
    JsonNode stage = one.get("stages").get(0);
    assertThat(stage.get("tasks").asInt()).isEqualTo(40);
    assertThat(stage.get("done").asInt()).isEqualTo(20);
    assertThat(stage.get("running").asInt()).isEqualTo(1);
    assertThat(stage.get("failed").asInt()).isEqualTo(1);
    assertThat(stage.get("traffic").get("read").asLong())
        .isEqualTo(20 * Simulated.MOVED.readBytes());
    assertThat(one.get("workers")).hasSize(4);
    assertThat(one.get("workers").get(0).get("worker").asText()).isEqualTo("thread 1");
    assertThat(one.get("workers").get(0).get("tasks").asInt()).isEqualTo(5);
    assertThat(one.get("workers").get(0).get("now").get(0).get(1).asInt()).isEqualTo(20);
    assertThat(one.get("failures").get(0).get("error").asText()).isEqualTo("broken: \"it\"");
    assertThat(one.get("failures").get(0).get("box").asText()).contains("2100");
  }

  @Test
  void theStatesOfTasksAreToldInAsManyPartsAsAskedFor() throws Exception {
    new Simulated(dashboard, 5, 1000).begin().runTo(500).starts(500).fails(700, "x");
    JsonNode all = json("/json/tasks.json?number=5&stage=1&most=10");
    assertThat(all.get("per").asInt()).isEqualTo(100);
    assertThat(all.get("parts").toString())
        .isEqualTo("[100,0,0,100,0,0,100,0,0,100,0,0,100,0,0,0,1,0,0,0,0,0,0,1,0,0,0,0,0,0]");
    JsonNode some = json("/json/tasks.json?number=5&stage=1&from=499&to=502");
    assertThat(some.get("parts").toString()).isEqualTo("[1,0,0,0,1,0,0,0,0]");
    assertThat(json("/json/task.json?number=5&stage=1&task=499").get("box").asText())
        .contains("49900");
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    for (String path :
        List.of(
            "/json/computation.json",
            "/json/computation.json?number=9",
            "/json/computation.json?number=-1",
            "/json/tasks.json?number=9&stage=1",
            "/nothing")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    new Simulated(dashboard, 5, 10).begin();
    assertThat(json("/json/tasks.json?number=5&stage=7")).isEmpty();
    assertThat(get("/json/task.json?number=5&stage=1&task=10").statusCode()).isEqualTo(404);
  }

  @Test
  void countsAndMetricsAgreeWithTheEvents() throws Exception {
    new Simulated(dashboard, 5, 40).begin().runTo(40).end("");
    new Simulated(dashboard, 6, 40).begin().runTo(10).starts(10).fails(10, "x").end("x");
    new Simulated(dashboard, 7, 40).begin().runTo(5).starts(5);
    JsonNode counts = json("/json/counts.json");
    assertThat(counts.get("tasksDone").asInt()).isEqualTo(55);
    assertThat(counts.get("tasksFailed").asInt()).isEqualTo(1);
    assertThat(counts.get("tasksRunning").asInt()).isEqualTo(1);
    assertThat(counts.get("computationsFailed").asInt()).isEqualTo(1);
    assertThat(get("/metrics").body())
        .contains(
            "# TYPE amasia_tasks_total counter",
            "\namasia_tasks_total{state=\"done\"} 55\n",
            "\namasia_tasks_running 1\n",
            "\namasia_computations_total{state=\"failed\"} 1\n",
            "\namasia_computations_running 1\n",
            "\namasia_bytes_total{kind=\"read\"} 50000\n",
            "\namasia_memory_bytes{kind=\"budget\"} 4000000000\n");
    assertThat(get("/health").body()).isEqualTo("ok");
    assertThat(json("/json/computations.json")).hasSize(3);
    assertThat(json("/json/machine.json").get("processors").asInt()).isPositive();
    assertThat(json("/sitemap.json").get("paths").toString())
        .contains("/status", "/individual-task-stream", "/metrics");
  }

  @Test
  void theReportKeepsTheSamePage() throws Exception {
    new Simulated(dashboard, 5, 40).begin().runTo(40).end("");
    HttpResponse<String> answer = get("/report.html");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"amasia-report.html\"");
    assertThat(answer.body())
        .contains("function taskGraph", "\"done\":40")
        .doesNotContain("import {");
  }

  @Test
  void aHundredThousandTasksAreFewAndSmallMessages() throws Exception {
    var run = new Simulated(dashboard, 5, 100_000).begin();
    var answer =
        client.send(
            HttpRequest.newBuilder(uri("/events")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (var in =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(in.readLine()).isEqualTo("id: 0");
      long start = System.nanoTime();
      run.runTo(100_000).end("");
      List<String> messages = new ArrayList<>();
      String line = in.readLine();
      while (line != null && !(line.startsWith("data: [") && line.contains("\"state\":\"done\""))) {
        if (line.startsWith("data: ")) {
          messages.add(line);
        }
        line = in.readLine();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      assertThat(messages.size()).isLessThan((int) (10 + 10 * seconds));
      assertThat(messages).allSatisfy(message -> assertThat(message.length()).isLessThan(120_000));
    }
    assertThat(get("/json/computation.json?number=5").body().length()).isLessThan(900_000);
  }
}
