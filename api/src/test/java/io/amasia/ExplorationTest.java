package io.amasia;

import static io.amasia.Amasia.chunks;
import static io.amasia.Amasia.explore;
import static io.amasia.Amasia.random;
import static io.amasia.Amasia.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.DataArray;
import io.amasia.dataset.Dataset;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplorationTest {
  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aLazyArrayIsShownUntilThePageIsClosed() throws Exception {
    DataArray mean = random(shape(100, 20, 30), chunks(10, 20, 30), 1).mean("dim_0").named("mean");
    String url;
    try (var page = explore(mean);
        HttpClient client = HttpClient.newHttpClient()) {
      url = page.url();
      assertThat(page).hasToString("Exploration at " + url);
      assertThat(page.toHtml()).contains("<iframe src=\"" + url);
      assertThat(get(client, url).body()).contains("/explore/app.js");
      var frame = get(client, url + "explore/frame?var=mean&kind=section");
      assertThat(frame.statusCode()).isEqualTo(200);
      assertThat(frame.body()).contains("\"shape\":[20,30]");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> get(client, url)).isInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void dataWithoutNumbersAreRefused() {
    var texts = DataArray.of(new String[] {"a", "b"}, "x").named("names").toDataset();
    assertThatThrownBy(() -> explore(Map.of("texts", texts)))
        .isInstanceOf(AmasiaException.Usage.class)
        .hasMessageContaining("nothing to look at");
  }

  @Test
  void aMapThatHasMoreNowIsAnotherPage() {
    var a = random(shape(4), chunks(4), 1).named("a").toDataset();
    Map<String, Dataset> asked = new HashMap<>(Map.of("a", a));
    try (var one = explore(asked)) {
      assertThat(explore(new HashMap<>(asked))).isSameAs(one);
      asked.put("b", a);
      try (var two = explore(asked)) {
        assertThat(two).isNotSameAs(one);
      }
    }
  }

  @Test
  void theSameDataHaveOnePageAndFewAreOpen() {
    List<Exploration> pages = new ArrayList<>();
    DataArray first = random(shape(4, 4), chunks(4, 4), 0).named("x");
    try {
      for (int i = 0; i <= Exploration.MOST_OPEN; i++) {
        DataArray array = i == 0 ? first : random(shape(4, 4), chunks(4, 4), i).named("x");
        pages.add(explore(array));
        assertThat(explore(array)).isSameAs(pages.getLast());
      }
      pages.add(explore(first));
      assertThat(pages.getLast()).as("the oldest was ended").isNotSameAs(pages.getFirst());
    } finally {
      pages.forEach(Exploration::close);
    }
  }
}
