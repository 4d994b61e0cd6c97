package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How each operation is written on the command line, and what it does in a line.
public enum OperationOption {
  VARIABLES("-v", "V,..", Group.SELECT, "keep these variables"),
  SEL(
      "--sel",
      "DIM=A..B",
      Group.SELECT,
      "by label: DIM=A, A,B,C or A..B[..STEP]; DIM may be X Y Z T; units as in plev=500hPa; longitudes run eastwards from A to B"),
  ISEL("--isel", "DIM=I", Group.SELECT, "by position from 0: DIM=I, I,J or I..J"),
  NEAREST("--nearest", "DIM=V", Group.SELECT, "the label nearest to V"),
  POINT("--point", "LON,LAT[,NAME]", Group.SELECT, "the cell nearest to a point"),
  BBOX("--bbox", "W,S,E,N", Group.SELECT, "a box in degrees; W may be larger than E"),
  REGION(
      "--region",
      "NAME",
      Group.SELECT,
      "a country (name or ISO code), a continent, land, ocean, FILE.geojson[#NAME]"),
  SEASON("--season", "DJF", Group.SELECT, "the months of a season"),
  YEARLY("--yearly", "M", Group.TIME, "statistic of each year"),
  SEASONAL("--seasonal", "M", Group.TIME, "statistic of each season, December with the next year"),
  MONTHLY("--monthly", "M", Group.TIME, "statistic of each month"),
  DAILY("--daily", "M", Group.TIME, "statistic of each day"),
  CLIMATOLOGY(
      "--climatology",
      "CYCLE:M",
      Group.TIME,
      "statistic of each month, season or day of the year over all years"),
  RESAMPLE("--resample", "FREQ:M", Group.TIME, "statistic of bins: 5D, 10YS, QS-DEC, ..."),
  ANOMALY(
      "--anomaly",
      "CYCLE",
      Group.TIME,
      "difference from the mean over --base: none, month, season or day"),
  AREA_MEAN("--area-mean", "", Group.SPACE, "mean weighted by cell area"),
  AREA_SUM("--area-sum", "", Group.SPACE, "integral over the area (value times m2)"),
  AREA_STD("--area-std", "", Group.SPACE, "standard deviation weighted by cell area"),
  MEAN("--mean", "DIM,..", Group.REDUCE, "mean over dimensions"),
  SUM("--sum", "DIM,..", Group.REDUCE, "sum over dimensions"),
  MIN("--min", "DIM,..", Group.REDUCE, "minimum over dimensions"),
  MAX("--max", "DIM,..", Group.REDUCE, "maximum over dimensions"),
  STD("--std", "DIM,..", Group.REDUCE, "standard deviation over dimensions"),
  VARIANCE("--variance", "DIM,..", Group.REDUCE, "variance over dimensions"),
  COUNT("--count", "DIM,..", Group.REDUCE, "number of non-missing values over dimensions"),
  MEDIAN("--median", "DIM,..", Group.REDUCE, "median over dimensions"),
  REDUCE(
      "--reduce",
      "M,..:DIM,..",
      Group.REDUCE,
      "several statistics at once: mean,std,q05,q95:member"),
  EXPR("--expr", "EXPR", Group.COMPUTE, "a new variable: 'diff = a.tas - b.tas'"),
  UNITS("--units", "V=UNIT,..", Group.COMPUTE, "convert units: tas=degC, pr='mm day-1'"),
  AS("--as", "NAME", Group.COMPUTE, "rename the only variable"),
  CHUNK("--chunk", "DIM=N,..", Group.COMPUTE, "chunk lengths of the result"),
  DTYPE("--dtype", "f4|f8", Group.COMPUTE, "dtype of the result");

  /// The headings of the help.
  public enum Group {
    SELECT("Select"),
    TIME("Time"),
    SPACE("Space"),
    REDUCE("Reduce"),
    COMPUTE("Compute");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }

  private final String option;
  private final String value;
  private final Group group;
  private final String description;

  OperationOption(String option, String value, Group group, String description) {
    this.option = option;
    this.value = value;
    this.group = group;
    this.description = description;
  }

  /// The option's name with its dashes.
  public String option() {
    return option;
  }

  /// What its value looks like; empty when it takes none.
  public String value() {
    return value;
  }

  public Group group() {
    return group;
  }

  public String description() {
    return description;
  }

  /// The operation that this option with `text` asks for.
  ///
  /// @throws AmasiaException.Usage if `text` is malformed; says what is allowed
  public Operation parse(String text) {
    try {
      return read(text);
    } catch (AmasiaException.Usage e) {
      throw new AmasiaException.Usage(option + " " + text + ": " + e.getMessage());
    }
  }

  private Operation read(String text) {
    return switch (this) {
      case VARIABLES -> new Operation.Variables(names(text));
      case SEL -> new Operation.Sel(left(text), Choice.parse(right(text)));
      case ISEL -> new Operation.Isel(left(text), Choice.parse(right(text)));
      case NEAREST -> new Operation.Nearest(left(text), right(text));
      case POINT -> point(text);
      case BBOX -> box(text);
      case REGION -> new Operation.RegionOf(text);
      case SEASON -> new Operation.Season(season(text));
      case YEARLY -> new Operation.Periods(Operation.Period.YEAR, Statistic.parse(text));
      case SEASONAL -> new Operation.Periods(Operation.Period.SEASON, Statistic.parse(text));
      case MONTHLY -> new Operation.Periods(Operation.Period.MONTH, Statistic.parse(text));
      case DAILY -> new Operation.Periods(Operation.Period.DAY, Statistic.parse(text));
      case CLIMATOLOGY ->
          new Operation.Climatology(cycle(before(text)), Statistic.parse(after(text)));
      case RESAMPLE -> new Operation.Resample(before(text), Statistic.parse(after(text)));
      case ANOMALY -> new Operation.Anomaly(cycle(text));
      case AREA_MEAN -> new Operation.Area(Operation.AreaStatistic.MEAN);
      case AREA_SUM -> new Operation.Area(Operation.AreaStatistic.SUM);
      case AREA_STD -> new Operation.Area(Operation.AreaStatistic.STD);
      case MEAN, SUM, MIN, MAX, STD, VARIANCE, COUNT, MEDIAN ->
          new Operation.Reduce(List.of(Statistic.parse(name())), names(text));
      case REDUCE ->
          new Operation.Reduce(
              names(before(text)).stream().map(Statistic::parse).toList(), names(after(text)));
      case EXPR -> new Operation.Expr(text);
      case UNITS -> new Operation.Units(pairs(text));
      case AS -> new Operation.As(names(text).getFirst());
      case CHUNK -> new Operation.Chunk(lengths(text));
      case DTYPE -> new Operation.Dtype(dtype(text));
    };
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new AmasiaException.Usage("an empty name; write NAME or NAME,NAME");
      }
      names.add(part.strip());
    }
    return names;
  }

  private static String left(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new AmasiaException.Usage("write it as DIM=VALUE");
    }
    return text.substring(0, equals).strip();
  }

  private static String right(String text) {
    return text.substring(text.indexOf('=') + 1).strip();
  }

  private String before(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new AmasiaException.Usage("write it as " + value);
    }
    return text.substring(0, colon).strip();
  }

  private static String after(String text) {
    return text.substring(text.indexOf(':') + 1).strip();
  }

  private static Operation.Cycle cycle(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> Operation.Cycle.NONE;
      case "month" -> Operation.Cycle.MONTH;
      case "season" -> Operation.Cycle.SEASON;
      case "day" -> Operation.Cycle.DAY;
      default ->
          throw new AmasiaException.Usage(
              "'" + text + "' is no cycle; allowed are none, month, season, day");
    };
  }

  private static double[] numbers(String text, int least, int most) {
    String[] parts = text.split(",", -1);
    double[] values = new double[Math.min(parts.length, most)];
    if (parts.length < least) {
      throw new AmasiaException.Usage("expected " + least + " numbers separated by commas");
    }
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new AmasiaException.Usage("'" + parts[i] + "' is no number");
      }
      if (!Double.isFinite(values[i])) {
        throw new AmasiaException.Usage("'" + parts[i] + "' is not finite");
      }
    }
    return values;
  }

  private static Operation point(String text) {
    double[] place = numbers(text, 2, 2);
    latitude(place[1]);
    String[] parts = text.split(",", 3);
    return new Operation.Point(
        place[0], place[1], parts.length == 3 ? Optional.of(parts[2].strip()) : Optional.empty());
  }

  private static Operation box(String text) {
    if (text.split(",", -1).length != 4) {
      throw new AmasiaException.Usage("a box is W,S,E,N in degrees, for example -10,35,30,60");
    }
    double[] edges = numbers(text, 4, 4);
    latitude(edges[1]);
    latitude(edges[3]);
    if (edges[1] > edges[3]) {
      throw new AmasiaException.Usage("south %s lies above north %s".formatted(edges[1], edges[3]));
    }
    return new Operation.Bbox(edges[0], edges[1], edges[2], edges[3]);
  }

  private static void latitude(double degrees) {
    if (Math.abs(degrees) > 90) {
      throw new AmasiaException.Usage(
          degrees + " is no latitude; longitude comes first, latitude is -90 to 90");
    }
  }

  private static String season(String text) {
    String months = text.strip().toUpperCase(Locale.ROOT);
    if (months.length() < 2
        || months.length() > 11
        || !"JFMAMJJASONDJFMAMJJASOND".contains(months)) {
      throw new AmasiaException.Usage(
          "a season is the initials of 2 to 11 successive months, for example DJF, MAM, JJAS");
    }
    return months;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : text.split(",", 0)) {
      int equals = part.indexOf('=');
      pairs.put(
          equals < 0 ? "" : part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return pairs;
  }

  private static Map<String, Long> lengths(String text) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    pairs(text)
        .forEach((dim, length) -> {
          try {
            lengths.put(dim, Long.parseLong(length));
          } catch (NumberFormatException e) {
            throw new AmasiaException.Usage("'" + length + "' is no chunk length");
          }
          if (dim.isEmpty() || lengths.get(dim) < 1) {
            throw new AmasiaException.Usage("write it as DIM=N with N of at least 1");
          }
        });
    return lengths;
  }

  private static DType dtype(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "f4", "float32", "float" -> DType.FLOAT32;
      case "f8", "float64", "double" -> DType.FLOAT64;
      default ->
          throw new AmasiaException.Usage("'" + text + "' is not allowed; allowed are f4, f8");
    };
  }
}
