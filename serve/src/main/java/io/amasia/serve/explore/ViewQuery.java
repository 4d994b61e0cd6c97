package io.amasia.serve.explore;

import io.amasia.array.AmasiaException;
import io.amasia.geo.LonLatBox;
import io.amasia.plot.Limits;
import io.amasia.plot.Look;
import io.amasia.plot.MapLook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// A [ViewState] as the query of a URL, both ways:
/// `var=tas&kind=map&at.time=12&on.plev=50000&box=-10,35,40,70&colors=viridis&limits=robust`.
///
/// Reading is strict: what it doesn't know it refuses, and says what there is.
final class ViewQuery {
  private static final Set<String> KEYS =
      Set.of(
          "data",
          "var",
          "kind",
          "along",
          "point",
          "box",
          "units",
          "colors",
          "limits",
          "levels",
          "projection",
          "map.at",
          "map.zoom",
          "map.area",
          "map.coasts",
          "map.graticule",
          "map.edges",
          "map.boxing",
          "minus",
          "minus.data");
  private static final List<String> PLACES = List.of("at.", "on.", "minus.at.", "minus.on.");

  /// What belongs to a request and not to what is looked at.
  private static final Set<String> REQUEST =
      Set.of("w", "h", "detail", "panel", "turn", "format", "dim", "from", "to", "millis", "token");

  private static final int LONGEST = 4_096;

  private final Map<String, String> query;

  private ViewQuery(Map<String, String> query) {
    this.query = query;
  }

  /// The state that a decoded query says.
  ///
  /// @throws AmasiaException.Usage if a key is not known, or a value can't be read
  static ViewState parse(Map<String, String> query) {
    query.forEach((key, value) -> {
      boolean known =
          KEYS.contains(key)
              || REQUEST.contains(key)
              || PLACES.stream().anyMatch(p -> key.startsWith(p) && key.length() > p.length());
      if (!known) {
        throw new AmasiaException.Usage(
            "'%s' is no part of a view; there are: %s, at.DIM, on.DIM, minus.at.DIM, minus.on.DIM"
                .formatted(
                    shortened(key), KEYS.stream().sorted().collect(Collectors.joining(", "))));
      }
      if (value.length() > LONGEST) {
        throw new AmasiaException.Usage(
            "'%s' is longer than %d characters".formatted(key, LONGEST));
      }
    });
    return new ViewQuery(query).state();
  }

  private ViewState state() {
    String variable =
        find("var")
            .orElseThrow(() ->
                new AmasiaException.Usage("a view is of a variable: add var=NAME to the query"));
    FieldState field = new FieldState(find("data").orElse(""), variable, places("at.", "on."));
    return new ViewState(
        field,
        find("kind").map(ViewQuery::kind).orElse(Kind.MAP),
        find("along"),
        where(),
        find("units"),
        look(),
        minus(field));
  }

  private Optional<String> find(String key) {
    return Optional.ofNullable(query.get(key)).filter(text -> !text.isBlank());
  }

  private static Kind kind(String text) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new AmasiaException.Usage(
                "no kind of view '%s'; there are: %s"
                    .formatted(
                        shortened(text),
                        Arrays.stream(Kind.values())
                            .map(Kind::word)
                            .collect(Collectors.joining(", ")))));
  }

  private Map<String, FieldState.At> places(String position, String label) {
    Map<String, FieldState.At> at = new LinkedHashMap<>();
    query.forEach((key, value) -> {
      if (key.startsWith(position)) {
        at.put(key.substring(position.length()), new FieldState.At.Position(whole(key, value)));
      } else if (key.startsWith(label)) {
        String dim = key.substring(label.length());
        if (query.containsKey(position + dim)) {
          throw new AmasiaException.Usage(
              "'%s' is given by position and by label; one of them will do".formatted(dim));
        }
        at.put(dim, new FieldState.At.Label(value));
      }
    });
    return at;
  }

  private Optional<FieldState> minus(FieldState field) {
    Map<String, FieldState.At> at = places("minus.at.", "minus.on.");
    if (find("minus").isEmpty()) {
      if (!at.isEmpty() || query.containsKey("minus.data")) {
        throw new AmasiaException.Usage("minus.… goes with minus=VARIABLE, what is subtracted");
      }
      return Optional.empty();
    }
    return Optional.of(
        new FieldState(find("minus.data").orElse(field.data()), find("minus").orElseThrow(), at));
  }

  private Where where() {
    Optional<String> point = find("point");
    Optional<String> box = find("box");
    if (point.isPresent() && box.isPresent()) {
      throw new AmasiaException.Usage("a view is of a point or of a box, not of both");
    }
    if (point.isPresent()) {
      double[] at = numbers("point", point.get(), 2, "LON,LAT");
      if (!(Math.abs(at[0]) <= 720 && Math.abs(at[1]) <= 90)) {
        throw new AmasiaException.Usage(
            "the point %s is not on the Earth: longitude first, latitude within ±90"
                .formatted(shortened(point.get())));
      }
      return new Where.Point(at[0], at[1]);
    }
    if (box.isPresent()) {
      double[] sides = numbers("box", box.get(), 4, "WEST,SOUTH,EAST,NORTH");
      return new Where.Box(LonLatBox.of(sides[0], sides[1], sides[2], sides[3]));
    }
    return new Where.Everywhere();
  }

  private Look look() {
    Optional<Long> levels = find("levels").map(text -> whole("levels", text));
    return new Look(
        find("colors"),
        find("limits").map(Limits::parse).orElseGet(Limits.Auto::new),
        levels.isPresent()
            ? OptionalInt.of((int) Math.min(levels.get(), Integer.MAX_VALUE))
            : OptionalInt.empty(),
        find("projection"),
        true,
        false,
        map());
  }

  /// How a map is held; `map.boxing` is the page's own.
  private MapLook map() {
    MapLook look =
        MapLook.WHOLE
            .withCoasts(ticked("map.coasts", true))
            .withGraticule(ticked("map.graticule", true))
            .withEdges(ticked("map.edges", false));
    Optional<String> zoom = find("map.zoom");
    if (find("map.at").isPresent()) {
      double[] at = numbers("map.at", find("map.at").get(), 2, "LON,LAT");
      double closer = zoom.map(text -> numbers("map.zoom", text, 1, "a number")[0]).orElse(1.0);
      look = look.at(at[0], at[1], closer);
    } else if (zoom.isPresent()) {
      throw new AmasiaException.Usage("map.zoom goes with map.at=LON,LAT, the place to zoom to");
    }
    if (find("map.area").isPresent()) {
      double[] b = numbers("map.area", find("map.area").get(), 4, "WEST,SOUTH,EAST,NORTH");
      look = look.withMarked(LonLatBox.of(b[0], b[1], b[2], b[3]));
    }
    return look;
  }

  private boolean ticked(String key, boolean otherwise) {
    return switch (find(key).orElse(otherwise ? "1" : "0")) {
      case "0" -> false;
      case "1" -> true;
      default ->
          throw new AmasiaException.Usage(
              "%s is 0 or 1, not '%s'".formatted(key, shortened(find(key).orElseThrow())));
    };
  }

  private static double[] numbers(String key, String text, int count, String form) {
    String[] parts = text.split(",", -1);
    try {
      double[] numbers = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
      if (numbers.length == count && Arrays.stream(numbers).allMatch(Double::isFinite)) {
        return numbers;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new AmasiaException.Usage(
        "%s is %s in degrees, not '%s'".formatted(key, form, shortened(text)));
  }

  private static long whole(String key, String text) {
    if (!text.matches("[0-9]{1,15}")) {
      throw new AmasiaException.Usage(
          "%s is a whole number from 0, not '%s'".formatted(shortened(key), shortened(text)));
    }
    return Long.parseLong(text);
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /// `state` as a query, encoded; [#parse] of it gives the same state.
  static String text(ViewState state) {
    return values(state).entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  /// `state` by the keys of a query.
  static Map<String, String> values(ViewState state) {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "data", state.field().data());
    all.put("var", state.field().variable());
    all.put("kind", state.kind().word());
    putPlaces(all, "", state.field());
    state.along().ifPresent(dim -> all.put("along", dim));
    switch (state.where()) {
      case Where.Everywhere _ -> {}
      case Where.Point(double lon, double lat) -> all.put("point", degrees(lon, lat));
      case Where.Box(LonLatBox b) ->
          all.put("box", degrees(b.west(), b.south(), b.east(), b.north()));
    }
    state.units().ifPresent(units -> all.put("units", units));
    state.look().colors().ifPresent(colors -> all.put("colors", colors));
    if (!(state.look().limits() instanceof Limits.Auto)) {
      all.put("limits", state.look().limits().text());
    }
    state.look().levels().ifPresent(n -> all.put("levels", Integer.toString(n)));
    state.look().projection().ifPresent(name -> all.put("projection", name));
    putMap(all, state.look().map());
    state
        .minus()
        .ifPresent(other -> {
          put(all, "minus.data", other.data());
          all.put("minus", other.variable());
          putPlaces(all, "minus.", other);
        });
    return all;
  }

  private static void putMap(Map<String, String> all, MapLook look) {
    look.middle()
        .ifPresent(at -> {
          all.put("map.at", degrees(at.lon(), at.lat()));
          all.put("map.zoom", degree(look.zoom()));
        });
    look.marked()
        .ifPresent(b -> all.put("map.area", degrees(b.west(), b.south(), b.east(), b.north())));
    if (!look.coasts()) {
      all.put("map.coasts", "0");
    }
    if (!look.graticule()) {
      all.put("map.graticule", "0");
    }
    if (look.edges()) {
      all.put("map.edges", "1");
    }
  }

  private static void putPlaces(Map<String, String> all, String prefix, FieldState field) {
    field
        .at()
        .forEach((dim, at) -> {
          switch (at) {
            case FieldState.At.Position(long i) -> all.put(prefix + "at." + dim, Long.toString(i));
            case FieldState.At.Label(String text) -> all.put(prefix + "on." + dim, text);
          }
        });
  }

  private static void put(Map<String, String> all, String key, String value) {
    if (!value.isEmpty()) {
      all.put(key, value);
    }
  }

  static String degrees(double... values) {
    return Arrays.stream(values).mapToObj(ViewQuery::degree).collect(Collectors.joining(","));
  }

  private static String degree(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
