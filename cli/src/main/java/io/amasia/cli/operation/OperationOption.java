package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.geo.Choice;
import java.nio.file.Path;
import java.util.List;

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
  POINT(
      "--point",
      "LON,LAT[,NAME]|@FILE",
      Group.SELECT,
      "the cell nearest to a point; or to each of a list, a CSV file of name,lon,lat, along 'station'; see --cells"),
  BBOX("--bbox", "W,S,E,N", Group.SELECT, "a box in degrees; W may be larger than E"),
  REGION(
      "--region",
      "NAME",
      Group.SELECT,
      "a country (name or ISO code, NAME:mainland), a continent, land, ocean, an IPCC AR6 region (MED, AR6:SAU), FILE.geojson[#NAME]; list gives all"),
  SEASON("--season", "DJF", Group.SELECT, "the months of a season"),
  WHERE(
      "--where",
      "EXPR",
      Group.SELECT,
      "keep values where EXPR holds, others are missing: 'tas > 273'"),
  YEARLY("--yearly", "M", Group.TIME, "statistic of each year"),
  SEASONAL("--seasonal", "M", Group.TIME, "statistic of each season, December with the next year"),
  MONTHLY("--monthly", "M", Group.TIME, "statistic of each month"),
  DAILY("--daily", "M", Group.TIME, "statistic of each day"),
  CLIMATOLOGY(
      "--climatology",
      "CYCLE:M",
      Group.TIME,
      "statistic of each month, season or day of the year over all years"),
  ROLLING(
      "--rolling",
      "DIM=N:M",
      Group.TIME,
      "statistic of moving windows of N, at their middle: T=12:mean"),
  TREND("--trend", "T", Group.TIME, "slope per decade, and its standard error as NAME_stderr"),
  SPELL(
      "--spell",
      "EXPR",
      Group.TIME,
      "how many times on end EXPR has held: --spell 'pr < 1' --yearly max"),
  RESAMPLE("--resample", "FREQ:M", Group.TIME, "statistic of bins: 5D, 10YS, QS-DEC, ..."),
  ANOMALY(
      "--anomaly",
      "CYCLE",
      Group.TIME,
      "difference from the mean over --base: none, month, season or day"),
  AREA_MEAN("--area-mean", "", Group.SPACE, "mean weighted by cell area"),
  AREA_SUM("--area-sum", "", Group.SPACE, "integral over the area (value times m2)"),
  AREA_STD("--area-std", "", Group.SPACE, "standard deviation weighted by cell area"),
  COARSEN(
      "--coarsen",
      "DIM=N,..:M",
      Group.SPACE,
      "statistic of blocks of N, means weighted by area: X=2,Y=2:mean"),
  INTERP(
      "--interp",
      "DIM=V",
      Group.SPACE,
      "linearly between labels: DIM=A, A,B,C or A..B..STEP; outside missing"),
  REGRID(
      "--regrid", "1x1|FILE", Group.SPACE, "onto steps of degrees or a file's grid; see --method"),
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
      case VARIABLES -> new Operation.Variables(OptionValues.names(text));
      case SEL ->
          new Operation.Sel(OptionValues.left(text), Choice.parse(OptionValues.right(text)));
      case ISEL ->
          new Operation.Isel(OptionValues.left(text), Choice.parse(OptionValues.right(text)));
      case NEAREST -> new Operation.Nearest(OptionValues.left(text), OptionValues.right(text));
      case POINT ->
          text.startsWith("@")
              ? StationList.read(Path.of(text.substring(1)))
              : OptionValues.point(text);
      case BBOX -> OptionValues.box(text);
      case REGION -> new Operation.RegionOf(text);
      case SEASON -> new Operation.Season(OptionValues.season(text));
      case YEARLY -> new Operation.Periods(Operation.Period.YEAR, Statistic.parse(text));
      case SEASONAL -> new Operation.Periods(Operation.Period.SEASON, Statistic.parse(text));
      case MONTHLY -> new Operation.Periods(Operation.Period.MONTH, Statistic.parse(text));
      case DAILY -> new Operation.Periods(Operation.Period.DAY, Statistic.parse(text));
      case CLIMATOLOGY ->
          new Operation.Climatology(
              OptionValues.cycle(OptionValues.before(text, value)),
              Statistic.parse(OptionValues.after(text)));
      case RESAMPLE ->
          new Operation.Resample(
              OptionValues.before(text, value), Statistic.parse(OptionValues.after(text)));
      case ROLLING -> OptionValues.rolling(text, value);
      case TREND -> new Operation.Trend(OptionValues.name(text));
      case SPELL -> new Operation.Spell(text);
      case WHERE -> new Operation.Where(text);
      case COARSEN ->
          new Operation.Coarsen(
              OptionValues.lengths(OptionValues.before(text, value)),
              Statistic.parse(OptionValues.after(text)));
      case REGRID -> new Operation.Regrid(OptionValues.grid(text));
      case INTERP ->
          new Operation.Interp(OptionValues.left(text), Choice.parse(OptionValues.right(text)));
      case ANOMALY -> new Operation.Anomaly(OptionValues.cycle(text));
      case AREA_MEAN -> new Operation.Area(Operation.AreaStatistic.MEAN);
      case AREA_SUM -> new Operation.Area(Operation.AreaStatistic.SUM);
      case AREA_STD -> new Operation.Area(Operation.AreaStatistic.STD);
      case MEAN, SUM, MIN, MAX, STD, VARIANCE, COUNT, MEDIAN ->
          new Operation.Reduce(List.of(Statistic.parse(name())), OptionValues.names(text));
      case REDUCE ->
          new Operation.Reduce(
              OptionValues.names(OptionValues.before(text, value)).stream()
                  .map(Statistic::parse)
                  .toList(),
              OptionValues.names(OptionValues.after(text)));
      case EXPR -> new Operation.Expr(text);
      case UNITS -> new Operation.Units(OptionValues.pairs(text));
      case AS -> new Operation.As(OptionValues.newName(text));
      case CHUNK -> new Operation.Chunk(OptionValues.lengths(text));
      case DTYPE -> new Operation.Dtype(OptionValues.dtype(text));
    };
  }
}
