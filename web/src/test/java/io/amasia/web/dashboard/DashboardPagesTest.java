package io.amasia.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Chunks;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction;
import io.amasia.plan.Session;
import io.amasia.plan.Sizes;
import io.amasia.testkit.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The pages in a browser: what they show against the events.
///
/// `-Damasia.pictures=DIR` writes pictures of them, dark and light, wide and narrow.
class DashboardPagesTest {
  @TempDir static Path folder;
  private static Browser browser;

  private final Dashboard dashboard = Dashboard.start(0, "amasia compute <tas.nc>", _ -> {});

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  private void open(String page) throws Exception {
    show(page, 1280, 900, false);
  }

  private void show(String page, int width, int height, boolean dark) throws Exception {
    browser.open(dashboard.url().replace("/status", page), width, height, dark);
    browser.await(
        "location.pathname == '%s' && document.body?.dataset.state == 'live'"
            .formatted(page.replaceFirst("\\?.*", "")));
    browser.await("document.body.dataset.computation !== undefined");
  }

  private static String fact(String name) {
    return browser.eval("document.querySelector('[data-fact=%s]').firstChild.data".formatted(name));
  }

  @Test
  void aComputationIsShownAsItsEventsTellIt() throws Exception {
    var random = Nodes.random(1, Chunks.regular(Shape.of(4000, 100), 100, 100));
    var std = Nodes.reduce(random, Reduction.of(Reduction.Kind.STD), List.of(0));
    Session.builder()
        .threads(2)
        .taskBytes(80_000)
        .listener(dashboard)
        .build()
        .compute(List.of(std))
        .forEach(NdArray::close);
    open("/status");
    browser.await("document.body.dataset.computation == 'done'");
    assertThat(fact("tasks")).isEqualTo("40");
    assertThat(fact("threads")).isEqualTo("2");
    assertThat(browser.eval("document.querySelector('.progress .done').style.width"))
        .isEqualTo("100%");
    assertThat(browser.eval("document.title")).isEqualTo("Amasia: status");
    assertThat(browser.eval("document.querySelector('h1').textContent"))
        .isEqualTo("amasia compute <tas.nc>");
  }

  @Test
  void whatRunsIsShownWhileItRuns() throws Exception {
    var run = new Simulated(dashboard, 7, 200).begin();
    open("/status");
    browser.await("document.body.dataset.computation == 'running'");
    run.runTo(50).starts(50).starts(51);
    browser.await(
        "document.querySelector('.progress .number').textContent.startsWith('50 of 200')");
    browser.await("document.querySelector('.progress .number').textContent.includes('2 running')");
    run.runTo(120);
    browser.await("document.querySelector('[data-fact=tasks]').firstChild.data == '120'");
    assertThat(browser.eval("document.querySelector('.pill').textContent")).isEqualTo("running");
    run.runTo(200).end("");
    browser.await("document.body.dataset.computation == 'done'");
    assertThat(fact("read")).isEqualTo(Sizes.text(200_000));
    assertThat(fact("decoded")).isEqualTo(Sizes.text(800_000));
    assertThat(fact("peak")).isEqualTo(Sizes.text(1_100_000_000));
    new Simulated(dashboard, 8, 10).begin().runTo(10).end("");
    browser.await("document.querySelector('[data-fact=tasks]').firstChild.data == '10'");
  }

  @Test
  void aHundredThousandTasksAreFewElements() throws Exception {
    var run = new Simulated(dashboard, 1, 100_000).begin();
    open("/status");
    for (int i = 1; i <= 10; i++) {
      run.runTo(10_000L * i - 1);
    }
    browser.await(
        "document.querySelector('.progress .number').textContent.startsWith('99\u2009999 of')");
    assertThat(Integer.parseInt(browser.eval("document.querySelectorAll('*').length")))
        .isLessThan(1_500);
    open("/graph");
    browser.await("document.querySelectorAll('g.task.done').length > 200");
    assertThat(Integer.parseInt(browser.eval("document.querySelectorAll('*').length")))
        .isLessThan(3_000);
    browser.eval("document.querySelector('.tools button').click()");
    browser.await(
        "document.querySelector('.zoomed h3')?.textContent.startsWith('Stage 1: tasks 0 to 99\u2009999')");
  }

  @Test
  void aFailureIsShownWithItsChunk() throws Exception {
    new Simulated(dashboard, 3, 20)
        .begin()
        .runTo(11)
        .starts(11)
        .fails(11, "chunk is damaged: <checksum>")
        .end("chunk is damaged: <checksum>");
    open("/logs");
    browser.await("document.querySelectorAll('.log .error').length == 2");
    assertThat(browser.eval("document.querySelector('.log .error .said').textContent"))
        .contains("task 11 of stage 1", "1100", "on thread 4: chunk is damaged: <checksum>");
    open("/status");
    browser.await("document.querySelector('.notice.bad')?.textContent.includes('<checksum>')");
    open("/graph");
    browser.await("document.querySelectorAll('g.task.failed').length == 1");
    open("/history");
    browser.await("document.querySelector('.pill.failed') != null");
  }

  @Test
  void everyPageAndPanelDraws() throws Exception {
    new Simulated(dashboard, 3, 40).begin().runTo(30).starts(30);
    for (String page : Pages.PAGES) {
      open("/" + page);
      browser.await("document.body.dataset.computation == 'running'");
      assertThat(browser.eval("document.querySelector('nav a[aria-current]').textContent"))
          .isEqualTo(page);
    }
    for (String panel : Pages.PANELS) {
      open("/individual-" + panel);
      browser.await("document.querySelector('main section').children.length > 0");
      assertThat(browser.eval("document.querySelector('nav') == null")).isEqualTo("true");
      assertThat(browser.eval("document.querySelector('main').innerText.trim().length > 0"))
          .as(panel)
          .isEqualTo("true");
    }
  }

  @Test
  void theMemoryOfOtherProcessesIsShown() throws Exception {
    new Simulated(dashboard, 3, 40)
        .begin()
        .runTo(30)
        .holds("process 1", 1_500_000_000)
        .holds("process 1", 800_000_000)
        .holds("process 2", 600_000_000);
    open("/workers");
    browser.await("document.querySelectorAll('[data-worker]').length == 3");
    assertThat(browser.eval("document.querySelector('[data-worker=\"process 1\"]').textContent"))
        .isEqualTo("800 MB in use, at most 1.5 GB of 2.0 GB");
    String main = browser.eval("document.querySelector('main').textContent");
    assertThat(main).contains("written; 1.7 processors busy");
  }

  @Test
  void aPageKeepsWhatItShowedWhenTheProcessEnds() throws Exception {
    var run = new Simulated(dashboard, 3, 40).begin().runTo(30);
    open("/status");
    browser.await("document.body.dataset.computation == 'running'");
    run.runTo(40).end("");
    dashboard.close();
    browser.await("document.body.dataset.state == 'ended'");
    browser.await("document.querySelector('[data-fact=tasks]').firstChild.data == '40'");
    assertThat(browser.eval("document.querySelector('.note .notice').hidden")).isEqualTo("false");
  }

  @Test
  void thePlotsCanBeUsedByKeyboard() throws Exception {
    new Simulated(dashboard, 3, 40).begin().runTo(40).end("");
    open("/tasks");
    browser.await("document.querySelector('.timeline') != null");
    browser.eval(
        "document.querySelector('.timeline').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))");
    browser.await(
        "document.querySelector('.says').textContent.startsWith('thread 1: a task of stage 1')");
    browser.eval(
        "dispatchEvent(new KeyboardEvent('keydown', {key: '4'})) && document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '4', bubbles: true}))");
    browser.await("location.pathname == '/graph'");
  }

  @Test
  @EnabledIfSystemProperty(named = "amasia.pictures", matches = ".+")
  void picturesAreTakenWhenAskedFor() throws Exception {
    Path pictures = Files.createDirectories(Path.of(System.getProperty("amasia.pictures")));
    new Simulated(dashboard, 1, 60).begin().runTo(60).end("");
    new Simulated(dashboard, 2, 90)
        .begin()
        .runTo(31)
        .starts(31)
        .fails(31, "chunk 31 is damaged: checksum 7f3a is not 11c2")
        .end("chunk 31 is damaged: checksum 7f3a is not 11c2");
    new Simulated(dashboard, 3, 100_000)
        .begin()
        .runTo(64_000)
        .starts(64_000)
        .starts(64_001)
        .starts(64_002);
    show("/status?number=2", 1280, 700, true);
    Thread.sleep(500);
    browser.picture(pictures.resolve("failed-dark.png"));
    show("/graph", 1280, 1000, false);
    browser.await("document.querySelector('.tools button') != null");
    browser.eval("document.querySelector('.tools button').click()");
    browser.await("document.querySelector('.zoomed h3')?.textContent.startsWith('Stage 1')");
    browser.picture(pictures.resolve("zoomed-light.png"));
    for (String page : Pages.PAGES) {
      for (boolean dark : new boolean[] {false, true}) {
        show("/" + page, 1280, 1150, dark);
        Thread.sleep(2_500);
        browser.picture(pictures.resolve(page + (dark ? "-dark" : "-light") + ".png"));
      }
      show("/" + page, 400, 1150, false);
      Thread.sleep(1_000);
      browser.picture(pictures.resolve(page + "-narrow.png"));
      assertThat(browser.eval("document.documentElement.scrollWidth")).as(page).isEqualTo("400");
    }
  }
}
