package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.array.Calendar;
import io.amasia.dataset.OperationCases.Case;
import io.amasia.dataset.group.Coarsening;
import io.amasia.dataset.group.Coarsening.Boundary;
import io.amasia.dataset.group.Resampling;
import io.amasia.dataset.group.Rolling;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What each case of `make_sequences.py` is in our words.
final class SequencesTable {
  private SequencesTable() {}

  static Map<String, Case> table() {
    Map<String, Case> cases = new LinkedHashMap<>();
    running(cases);
    rolling(cases);
    coarsen(cases);
    interp(cases);
    calculus(cases);
    return cases;
  }

  private static void running(Map<String, Case> to) {
    to.put(
        "cumsum",
        in -> {
          DataArray c = in.array("c");
          return List.of(
              c.cumsum("time"),
              c.cumsum(),
              c.cumsum(over("y").skipna(false)),
              in.array("i").cumsum("x"),
              in.array("b").cumsum("x"),
              in.array("g").cumsum("x"));
        });
    to.put(
        "cumprod",
        in ->
            List.of(
                in.array("c").cumprod("x"),
                in.array("i").cumprod("x"),
                in.array("c").cumprod(over("time").skipna(false))));
    to.put(
        "ffill",
        in ->
            List.of(
                in.array("c").ffill("time"),
                in.array("c").ffill("y", 1),
                in.array("g").ffill("x", 2),
                in.array("i").ffill("x")));
    to.put(
        "bfill",
        in ->
            List.of(
                in.array("c").bfill("time"),
                in.array("c").bfill("x", 1),
                in.array("g").bfill("x")));
    to.put(
        "gaps",
        in -> {
          DataArray g = in.array("g");
          Gaps all = Gaps.between();
          return List.of(
              in.array("c").interpolateNa("time"),
              g.interpolateNa("x"),
              g.interpolateNa("x", all.limit(1)),
              g.interpolateNa("x", all.useCoordinate(false)),
              g.interpolateNa("x", all.maxGap(8)),
              in.array("c").interpolateNa("y", all.maxGap(20)));
        });
    to.put("gaps.nearest", in -> in.array("h").interpolateNa("x", Gaps.between().byNearest()));
    to.put(
        "diff",
        in ->
            List.of(
                in.array("c").diff("time"),
                in.array("c").diff("x", 2, true),
                in.array("c").diff("y", 1, false),
                in.array("i").diff("x", 3, true)));
    to.put(
        "rank",
        in ->
            List.of(
                in.array("c").rank("time"),
                in.array("c").rank("x", true),
                in.array("i").rank("x"),
                in.array("g").rank("x")));
  }

  private static void rolling(Map<String, Case> to) {
    to.put(
        "rolling.mean",
        in -> {
          DataArray c = in.array("c");
          return List.of(
              c.rolling("time", 3).mean(),
              c.rolling("time", 3).minPeriods(1).mean(),
              c.rolling("x", 4).center().minPeriods(1).mean(),
              in.array("g").rolling("x", 5).minPeriods(2).mean(),
              in.array("i").rolling("x", 3).mean(),
              c.rolling("time", 20).mean(),
              c.rolling("time", 20).minPeriods(1).mean(),
              in.array("b").rolling("x", 2).mean());
        });
    to.put(
        "rolling.others",
        in -> {
          Rolling<DataArray> h = in.array("h").rolling("x", 7).minPeriods(3);
          return List.of(
              h.sum(),
              h.min(),
              h.max(),
              h.std(),
              h.var(),
              h.median(),
              h.count(),
              h.prod(),
              in.array("h").rolling("x", 2).center().sum());
        });
    to.put(
        "rolling.ddof",
        in ->
            List.of(
                in.array("h").rolling("x", 5).minPeriods(2).std(1),
                in.array("h").rolling("x", 5).minPeriods(1).var(1)));
    to.put(
        "rolling.ints",
        in -> {
          DataArray i = in.array("i");
          return List.of(
              i.rolling("x", 3).sum(),
              i.rolling("x", 3).max(),
              i.rolling("x", 4).center().std(),
              i.rolling("x", 3).median(),
              i.rolling("x", 3).count(),
              in.array("b").rolling("x", 2).sum());
        });
    to.put(
        "rolling.several",
        in -> {
          DataArray c = in.array("c");
          Rolling<DataArray> yx = c.rolling(Map.of("y", 2, "x", 2)).minPeriods(1);
          return List.of(
              c.rolling(Map.of("time", 2, "x", 3)).minPeriods(1).mean(),
              c.rolling(Map.of("y", 2, "x", 3)).minPeriods(2).sum(),
              c.rolling(Map.of("time", 2, "y", 2, "x", 2)).center().minPeriods(1).max(),
              yx.std(),
              in.array("f").rolling(Map.of("y", 2, "x", 2)).mean(),
              yx.median(),
              yx.count());
        });
    to.put(
        "rolling.construct",
        in -> {
          DataArray c = in.array("c");
          return List.of(
              c.rolling("time", 3).construct("w"),
              c.rolling("time", 4).center().construct(Map.of("time", "w"), 2, Double.NaN),
              c.rolling(Map.of("y", 2, "x", 3)).construct(Map.of("y", "a", "x", "b")),
              in.array("i").rolling("x", 2).construct(Map.of("x", "w"), 1, 0));
        });
    to.put(
        "cumulative",
        in ->
            List.of(
                in.array("c").cumulative("time").sum(),
                in.array("c").cumulative("time").mean(),
                in.array("h").cumulative("x").max()));
  }

  private static void coarsen(Map<String, Case> to) {
    to.put(
        "coarsen",
        in -> {
          DataArray c = in.array("c");
          Coarsening<DataArray> five = c.coarsen("time", 5);
          Coarsening<DataArray> two = c.coarsen(Map.of("time", 4, "y", 2));
          return List.of(
              c.coarsen("time", 3).mean(),
              five.boundary(Boundary.TRIM).max(),
              five.boundary(Boundary.TRIM).fromRight().sum(),
              five.boundary(Boundary.PAD).mean(),
              five.boundary(Boundary.PAD).fromRight().mean(),
              c.coarsen(Map.of("y", 2, "x", 2)).boundary(Boundary.TRIM).mean(),
              two.std(),
              two.median(),
              two.count(),
              c.coarsen("time", 4).min());
        });
    to.put(
        "coarsen.ints",
        in -> {
          DataArray i = in.array("i");
          return List.of(
              i.coarsen("x", 2).sum(),
              i.coarsen("x", 3).boundary(Boundary.TRIM).mean(),
              i.coarsen("x", 4).max(),
              i.coarsen("x", 2).std(),
              in.array("b").coarsen("x", 2).boundary(Boundary.TRIM).any());
        });
    to.put(
        "coarsen.coords",
        in ->
            List.of(
                in.array("i").coarsen("x", 2).coordinatesBy(Kind.MIN).sum(),
                in.array("i").coarsen("x", 4).coordinatesBy(Kind.MAX).mean()));
  }

  private static void interp(Map<String, Case> to) {
    to.put(
        "interp.linear",
        in -> {
          DataArray f = in.array("f");
          return List.of(
              in.array("c").interp("x", new double[] {1.5, 3, 8.5}),
              in.array("c").interp("time", "2001-02-22T18"),
              f.interp("y", new double[] {45, 12, 60}),
              in.array("u").interp("x", new double[] {1.5, 2.25, 4}),
              in.array("g").interp("x", new double[] {0.5, 3}),
              in.array("i").interp("x", 2.5),
              f.interp(Map.of("x", 2.0, "y", 30.0)));
        });
    to.put(
        "interp.nearest",
        in ->
            List.of(
                in.array("c").interp("x", new double[] {1.5, 6, 8.4}, "nearest"),
                in.array("u").interp("x", new double[] {1.5, 2.6, 4}, "nearest"),
                in.array("f").interp("y", new double[] {45, 30, 11}, "nearest"),
                in.array("g").interp("x", new double[] {0.6, 5}, "nearest")));
    to.put(
        "interp.cubic",
        in ->
            List.of(
                in.array("f").interp("x", new double[] {1, 3.5, 8.5}, "cubic"),
                in.array("f").interp("y", new double[] {45, 20, 11}, "cubic"),
                in.array("long").interp("x", new double[] {10, 33.3, 50, 77.7}, "cubic"),
                in.array("u").interp("x", new double[] {1.5, 2.6, 4}, "cubic")));
    to.put(
        "interp.points",
        in -> {
          DataArray f = in.array("f");
          DataArray y = DataArray.of(new double[] {15, 45, 20}, "p");
          DataArray x = DataArray.of(new double[] {1, 8, 9}, "p");
          DataArray square = DataArray.of(new double[][] {{1, 2}, {3, 9.5}}, "k", "l");
          double[] along = IntStream.range(0, 12).mapToDouble(i -> 9.0 * i / 11).toArray();
          return List.of(
              f.interp(Map.of("y", y, "x", x)),
              f.interp("x", square),
              f.interp("x", DataArray.of(along, "time")));
        });
    to.put(
        "interp.time",
        in -> {
          long[] days = in.array("n").coords().get("time").load().toLongs();
          long[] later = new long[days.length - 1];
          for (int i = 0; i < later.length; i++) {
            later[i] = days[i] + 6 * 3_600_000_000L;
          }
          Variable times = Variable.times(Calendar.NOLEAP, "time", later);
          return List.of(
              in.array("n").interp("time", times),
              in.array("c").interp("time", new String[] {"2001-02-21T12", "2001-03-01T06"}));
        });
    to.put("interp.like", in -> in.array("u").interpLike(in.array("i")));
    to.put(
        "upsample",
        in -> {
          DataArray d = in.array("d");
          boolean[] there = new boolean[Math.toIntExact(d.size("time"))];
          double[] values = d.toDoubles();
          for (int i = 0; i < there.length; i++) {
            there[i] = !Double.isNaN(values[i]);
          }
          DataArray known = d.isel("time", there);
          return List.of(
              d.resample("time", "12h").asfreq(),
              d.resample("time", "12h").ffill(),
              d.resample("time", "12h").bfill(),
              d.resample("time", "12h").nearest(),
              d.resample("time", "D").ffill(86_400_000_000L),
              known.resample("time", "6h").interpolate("linear"),
              known.resample("time", "D").interpolate("nearest"),
              d.resample("time", Resampling.of("36h").offsetMicros(6 * 3_600_000_000L)).ffill(),
              in.array("n").resample("time", "12h").interpolate("linear"),
              d.resample("time", "W").ffill());
        });
  }

  private static void calculus(Map<String, Case> to) {
    to.put(
        "differentiate",
        in -> {
          DataArray f = in.array("f");
          return List.of(
              f.differentiate("x"),
              f.differentiate("y"),
              f.differentiate("time", "h"),
              in.array("g").differentiate("x"),
              in.array("i").differentiate("x"),
              in.array("h").differentiate("x"),
              f.differentiate("depth"));
        });
    to.put(
        "integrate",
        in -> {
          DataArray f = in.array("f");
          return List.of(
              f.integrate("x"),
              f.integrate("y"),
              f.integrate("time", "D"),
              in.array("c").integrate("x"),
              in.array("i").integrate("x"));
        });
    to.put(
        "cumulative_integrate",
        in ->
            List.of(
                in.array("f").cumulativeIntegrate("x"),
                in.array("f").cumulativeIntegrate("time", "h"),
                in.array("c").cumulativeIntegrate("x")));
    to.put(
        "polyfit",
        in ->
            List.of(
                in.array("c").polyfit("x", 2).get("polyfit_coefficients"),
                in.array("f").polyfit("y", 3).get("polyfit_coefficients"),
                in.array("i").polyfit("x", 0).get("polyfit_coefficients"),
                in.array("h").polyfit("x", 4).get("polyfit_coefficients")));
  }
}
