package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static io.amasia.dataset.Slice.slice;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.OperationCases.Case;
import io.amasia.dataset.group.GroupBy;
import io.amasia.dataset.group.Resampling;
import io.amasia.dataset.group.Weighted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What each case of `make_labelled.py` is in our words.
final class LabelledCases {
  private static final int[] NONE = {};

  private LabelledCases() {}

  static Map<String, Case> table() {
    Map<String, Case> cases = new LinkedHashMap<>();
    indexes(cases);
    descending(cases);
    dtypes(cases);
    nothing(cases);
    cube(cases);
    periods(cases);
    for (Calendar calendar : Calendar.values()) {
      if (calendar != Calendar.PROLEPTIC_GREGORIAN) {
        calendar(cases, calendar.label());
      }
    }
    hours(cases);
    return cases;
  }

  private static void indexes(Map<String, Case> to) {
    to.put("dup.one", in -> in.array("dup").sel("x", 2));
    to.put("dup.many", in -> in.array("dup").sel("x", 1));
    to.put("dup.list", in -> in.array("dup").sel("x", List.of(1)));
    to.put("dup.add", in -> in.array("dup").plus(in.array("dup")));
    to.put(
        "dup.add_other", in -> in.array("dup").plus(in.array("dup").isel("x", new int[] {0, 2})));
    to.put("mixed.slice", in -> in.array("mixed").sel("x", slice(5, 2)));
    to.put("mixed.slice.missing", in -> in.array("mixed").sel("x", slice(0, 2)));
    to.put("mixed.list", in -> in.array("mixed").sel("x", new int[] {4, 1}));
    to.put("mixed.sortby", in -> in.array("mixed").sortby("x"));
    to.put("mixed.sortby.descending", in -> in.array("mixed").sortby("x", false));
    to.put("f32.scalar", in -> in.array("f32").sel("x", 0.1));
    to.put("f32.slice", in -> in.array("f32").sel("x", slice(0.1, 0.2)));
    to.put("text.sel", in -> in.array("text").sel("c", List.of("it", "fr")));
    to.put("text.missing", in -> in.array("text").sel("c", "uk"));
    to.put("text.group", in -> in.array("text").groupBy("c").sum());
    to.put("text.sortby", in -> in.array("text").sortby("c"));
  }

  private static void descending(Map<String, Case> to) {
    to.put("desc.slice", in -> in.array("desc").sel("lat", slice(45, -30)));
    to.put(
        "desc.nearest",
        in -> in.array("desc").sel("lat", List.of(44, 45, 46, -80), Lookup.nearest()));
    to.put("desc.pad", in -> in.array("desc").sel("lat", List.of(45, -59), Lookup.pad()));
    to.put("desc.backfill", in -> in.array("desc").sel("lat", List.of(45, 61), Lookup.backfill()));
    to.put("desc.backfill.outside", in -> in.array("desc").sel("lat", -61, Lookup.backfill()));
    to.put(
        "desc.inner",
        in -> in.array("desc").plus(in.array("desc").isel("lat", new int[] {3, 1, 0})));
    to.put("desc.reverse", in -> in.array("desc").isel("lat", slice(null, 1, -2)));
    to.put("desc.group", in -> in.array("desc").groupBy("lat").mean());
    to.put("desc.idxmin", in -> in.array("desc").idxmin("lat"));
    to.put(
        "desc.mask",
        in -> in.array("desc").isel("lat", new boolean[] {true, false, true, false, true}));
    to.put(
        "desc.head_tail",
        in -> {
          DataArray desc = in.array("desc");
          return List.of(desc.head("lat", 2), desc.tail("lat", 2), desc.thin("lat", 2));
        });
  }

  private static void dtypes(Map<String, Case> to) {
    to.put(
        "u1.sum",
        in -> {
          DataArray u = in.array("u1");
          return List.of(u.sum(), u.prod(), u.mean(), u.max(), u.std(), u.median());
        });
    to.put(
        "u1.arith",
        in -> {
          DataArray u = in.array("u1");
          return List.of(
              u.plus(1), u.times(1.5), u.dividedBy(2), u.minus(u), u.floorDivide(2), u.negate());
        });
    to.put(
        "u1.where",
        in -> {
          DataArray u = in.array("u1");
          return List.of(u.where(u.gt(3)), u.where(u.gt(3), 0));
        });
    to.put("u1.overflow", in -> in.array("u1").plus(300));
    to.put(
        "u1.compare",
        in -> List.of(in.array("u1").gt(-1), in.array("u1").lt(300), in.array("u1").eq(250)));
    to.put(
        "i8.arith",
        in -> {
          DataArray i = in.array("i8");
          return List.of(
              i.floorDivide(2), i.mod(4), i.floorDivide(0), i.dividedBy(4), i.abs(), i.power(2));
        });
    to.put(
        "i8.mix",
        in -> {
          DataArray i = in.array("i8");
          return List.of(
              i.plus(in.array("flag")),
              i.times(in.array("u1")),
              i.where(in.array("flag")),
              i.quantile(0.25));
        });
    to.put("i8.shift", in -> List.of(in.array("i8").shift("x", -2), in.array("i8").shift("x", 9)));
    to.put(
        "flag.stats",
        in -> {
          DataArray flag = in.array("flag");
          DataArray positive = in.array("i8").gt(0);
          return List.of(
              flag.sum(),
              flag.mean(),
              flag.any(),
              flag.all(),
              flag.not(),
              flag.and(positive),
              flag.or(positive));
        });
  }

  private static void nothing(Map<String, Case> to) {
    to.put(
        "one.stats",
        in -> {
          DataArray one = in.array("one");
          return List.of(
              one.mean(), one.std(), one.var(over().ddof(1)), one.median("x"), one.squeeze());
        });
    to.put("one.item", in -> in.array("one").sel("x", 3));
    to.put(
        "none.stats",
        in -> {
          DataArray none = in.array("none");
          return List.of(
              none.mean("x"),
              none.sum("x"),
              none.max(),
              none.std("y"),
              none.median("x"),
              none.count(),
              none.prod("y"),
              none.any());
        });
    to.put("none.idxmax", in -> in.array("none").idxmax("x"));
    to.put("none.argmax", in -> in.array("none").argmax("x"));
    to.put(
        "empty.stats",
        in -> {
          DataArray empty = in.array("one").isel("x", NONE);
          return List.of(empty.sum(), empty.mean(), empty.count(), empty.prod(), empty.std());
        });
    to.put("empty.max", in -> in.array("one").isel("x", NONE).max());
    to.put("empty.sel", in -> in.array("desc").sel("lat", slice(10, 20)).mean());
  }

  private static void cube(Map<String, Case> to) {
    to.put(
        "cube.mean",
        in -> {
          DataArray cube = in.array("cube");
          return List.of(
              cube.mean(),
              cube.mean("time"),
              cube.mean("y", "x"),
              cube.sum(over("x").skipna(false)),
              cube.var(over("time").ddof(1)));
        });
    to.put(
        "cube.quantile",
        in -> {
          DataArray cube = in.array("cube");
          return List.of(
              cube.quantile(0.3),
              cube.quantile(new double[] {0.25, 0.5}, "time"),
              cube.median("time", "x"));
        });
    to.put("cube.keep_area", in -> in.array("cube").max("time"));
    to.put("cube.weekly", in -> in.array("cube").resample("time", "W").mean());
    to.put("cube.weekly.wed", in -> in.array("cube").resample("time", "2W-WED").sum());
    to.put("cube.month_mean_all", in -> months(in).mean("..."));
    to.put("cube.month_std", in -> months(in).std("time", "x"));
    to.put("cube.month_median", in -> months(in).median());
    to.put(
        "cube.month_quantile",
        in -> in.array("cube").astype(DType.FLOAT64).groupBy("time.month").quantile(0.4, "time"));
    to.put("cube.anomaly", in -> months(in).minus(months(in).mean()));
    to.put(
        "cube.anomaly.part",
        in -> months(in).minus(months(in).mean().isel("month", new int[] {1})));
    to.put(
        "cube.weighted",
        in -> {
          Weighted<DataArray> weighted = in.array("cube").weighted(in.array("cube").coord("area"));
          return List.of(
              weighted.mean("y", "x"),
              weighted.sum("x"),
              weighted.var("y"),
              weighted.sumOfWeights("time"),
              weighted.mean());
        });
    to.put(
        "cube.weighted.nan",
        in -> {
          DataArray area = in.array("cube").coord("area");
          return in.array("cube").weighted(area.where(area.gt(1))).mean();
        });
    to.put(
        "cube.weighted.zero",
        in -> in.array("cube").weighted(in.array("cube").coord("area").times(0)).mean("x"));
    to.put(
        "cube.pointwise",
        in -> {
          DataArray x = DataArray.of(new double[] {70, 280}, "p");
          DataArray y = DataArray.of(new double[] {3, 1.2}, "p");
          return in.array("cube").sel(Map.of("x", x, "y", y), Lookup.nearest());
        });
    to.put("cube.transpose", in -> in.array("cube").transpose("x", "time", "y"));
    to.put("cube.compare_time", in -> in.array("cube").coord("time").gt("2001-03-01"));
    to.put("cube.shift", in -> in.array("cube").shift("time", 2).head("time", 4));
  }

  private static GroupBy<DataArray> months(ReferenceInputs in) {
    return in.array("cube").groupBy("time.month");
  }

  private static GroupBy<DataArray> gap(ReferenceInputs in, String frequency) {
    return in.array("gap").resample("time", frequency);
  }

  private static GroupBy<DataArray> gap(ReferenceInputs in, Resampling how) {
    return in.array("gap").resample("time", how);
  }

  private static void periods(Map<String, Case> to) {
    to.put(
        "gap.ME", in -> List.of(gap(in, "ME").sum(), gap(in, "ME").count(), gap(in, "ME").mean()));
    to.put(
        "gap.MS",
        in ->
            List.of(
                gap(in, "MS").max(),
                gap(in, "MS").first(),
                gap(in, Resampling.of("MS").closedRight(true)).sum()));
    to.put("gap.MS.label", in -> gap(in, Resampling.of("MS").labelRight(true)).mean());
    to.put("gap.2ME", in -> gap(in, "2ME").mean());
    to.put("gap.3MS", in -> gap(in, "3MS").mean());
    to.put(
        "gap.QE",
        in -> List.of(gap(in, "QE").mean(), gap(in, "QE-FEB").mean(), gap(in, "QS-NOV").mean()));
    to.put(
        "gap.YE",
        in -> List.of(gap(in, "YE").sum(), gap(in, "YS-JUL").sum(), gap(in, "YE-MAR").sum()));
    to.put(
        "gap.days",
        in -> List.of(gap(in, "10D").mean(), gap(in, "D").sum(), gap(in, "36h").mean()));
    to.put(
        "gap.days.right",
        in -> gap(in, Resampling.of("10D").closedRight(true).labelRight(true)).mean());
    to.put(
        "gap.origin",
        in ->
            List.of(
                gap(in, Resampling.of("240h").origin("epoch")).mean(),
                gap(in, Resampling.of("120h").origin("start")).mean(),
                gap(in, Resampling.of("36h").offsetMicros(6 * 3_600_000_000L)).mean()));
    to.put(
        "gap.unsorted",
        in -> in.array("gap").isel("time", new int[] {1, 0, 2}).resample("time", "D").mean());
  }

  private static void calendar(Map<String, Case> to, String name) {
    to.put(
        name + ".fields",
        in -> {
          TimeParts dt = in.array(name).coord("time").dt();
          return Stream.of(
                  dt.month(), dt.dayofyear(), dt.daysInMonth(), dt.season(), dt.dayofweek())
              .map(part -> part.isel("time", slice(90, 110)))
              .toList();
        });
    to.put(
        name + ".resample",
        in -> {
          DataArray s = in.array(name);
          return List.of(
              s.resample("time", "ME").mean(),
              s.resample("time", "MS").sum(),
              s.resample("time", "QS-DEC").mean(),
              s.resample("time", "YE").max(),
              s.resample("time", "QE").mean(),
              s.resample("time", "7D").count(),
              s.resample("time", "2YS").mean(),
              s.resample("time", "3ME").mean());
        });
    to.put(
        name + ".groups",
        in -> {
          DataArray s = in.array(name);
          return List.of(
              s.groupBy("time.month").mean(),
              s.groupBy("time.season").sum(),
              s.groupBy("time.dayofyear").mean(),
              s.groupBy("time.year").count());
        });
    to.put(
        name + ".sel",
        in -> {
          DataArray s = in.array(name);
          return List.of(
              s.sel("time", "2000"),
              s.sel("time", "2000-02"),
              s.sel("time", slice("2000-02-27", "2000-03")),
              s.sel("time", slice(null, "1999-12-02")));
        });
    to.put(
        name + ".text",
        in ->
            in.array(name).coord("time").dt().strftime("%d.%m.%Y").isel("time", slice(0, 110, 10)));
  }

  private static void hours(Map<String, Case> to) {
    to.put(
        "hours.resample",
        in -> {
          DataArray s = in.array("hours");
          return List.of(
              s.resample("time", "D").mean(),
              s.resample("time", "12h").sum(),
              s.resample("time", "7h").count(),
              s.resample("time", "90min").first());
        });
    to.put(
        "hours.sel",
        in -> {
          DataArray s = in.array("hours");
          return List.of(
              s.sel("time", "2001-03-01"),
              s.sel("time", slice("2001-03-01T10", "2001-03-02")),
              s.coord("time").dt().hour());
        });
  }
}
