package io.amasia.serve.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.geo.LonLatBox;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.plot.MapLook;
import io.amasia.testkit.RandomTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewQueryTest {
  private static final List<String> WORDS =
      List.of("tas", "a b", "ü/ö", "x&y=z", "%41", "+", "'; drop", "<b>", "時間", "p.q");

  private static Map<String, String> decoded(String query) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      values.put(
          URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
          URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return values;
  }

  @RandomTest
  void aStateIsReadAsItWasWritten(long seed) {
    ViewState state = state(new Random(seed));
    assertThat(ViewQuery.parse(decoded(ViewQuery.text(state)))).isEqualTo(state);
  }

  private static ViewState state(Random random) {
    FieldState field = field(random);
    Where where =
        switch (random.nextInt(3)) {
          case 0 -> new Where.Everywhere();
          case 1 ->
              new Where.Point(random.nextDouble() * 720 - 360, random.nextDouble() * 180 - 90);
          default -> new Where.Box(LonLatBox.of(-10.5, -20, 1e-5, 30 + random.nextInt(50)));
        };
    Limits limits =
        List.of(
                new Limits.Auto(),
                new Limits.Robust(),
                new Limits.Symmetric(),
                new Limits.Between(-1e-7, 1e20))
            .get(random.nextInt(4));
    var look =
        new Look(
            random.nextBoolean() ? Optional.of("magma") : Optional.empty(),
            limits,
            random.nextBoolean() ? OptionalInt.of(2 + random.nextInt(200)) : OptionalInt.empty(),
            random.nextBoolean() ? Optional.of("EqualEarth") : Optional.empty(),
            true,
            false,
            random.nextBoolean()
                ? MapLook.WHOLE
                : MapLook.WHOLE
                    .at(random.nextInt(360) / 2.0, -9.25, 1 + random.nextDouble())
                    .withCoasts(random.nextBoolean())
                    .withGraticule(random.nextBoolean())
                    .withEdges(random.nextBoolean())
                    .withMarked(LonLatBox.of(-10, -2, 3, 4.5)));
    return new ViewState(
        field,
        List.of(Kind.values()).get(random.nextInt(7)),
        random.nextBoolean() ? Optional.of(word(random)) : Optional.empty(),
        where,
        random.nextBoolean() ? Optional.of("mm day-1") : Optional.empty(),
        look,
        random.nextBoolean() ? Optional.of(field(random)) : Optional.empty());
  }

  private static FieldState field(Random random) {
    Map<String, FieldState.At> at = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      at.put(
          word(random),
          random.nextBoolean()
              ? new FieldState.At.Position(random.nextInt(1_000_000))
              : new FieldState.At.Label(word(random)));
    }
    return new FieldState(word(random), word(random), at);
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  @Test
  void whatIsNoViewIsRefusedInWords() {
    for (String query :
        List.of(
            "kind=map",
            "var=t&kind=pie",
            "var=t&at.time=-1",
            "var=t&at.time=1e3",
            "var=t&at.time=99999999999999999999",
            "var=t&at.time=1&on.time=2000",
            "var=t&point=1",
            "var=t&point=a,b",
            "var=t&point=0,91",
            "var=t&point=NaN,0",
            "var=t&point=0,0&box=0,0,1,1",
            "var=t&box=0,0,1",
            "var=t&box=0,50,10,40",
            "var=t&box=0,0,0,10",
            "var=t&colors=jet",
            "var=t&projection=Flat",
            "var=t&levels=1",
            "var=t&map.zoom=2",
            "var=t&map.at=1,2&map.zoom=0.5",
            "var=t&map.at=0,95",
            "var=t&map.area=1,2,3",
            "var=t&map.edges=yes",
            "var=t&levels=100000",
            "var=t&limits=5,1",
            "var=t&limits=high",
            "var=t&minus.at.time=3",
            "var=t&at.=3",
            "var=t&__proto__=x",
            "var=t&units=" + "x".repeat(5_000))) {
      assertThatThrownBy(() -> ViewQuery.parse(decoded(query)))
          .as(query)
          .isInstanceOf(AmasiaException.Usage.class);
    }
  }
}
