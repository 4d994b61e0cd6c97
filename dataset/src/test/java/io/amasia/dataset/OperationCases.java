package io.amasia.dataset;

import static io.amasia.dataset.Over.over;
import static io.amasia.dataset.Slice.slice;

import io.amasia.array.Calendar;
import io.amasia.dataset.group.GroupBy;
import io.amasia.dataset.group.Weighted;
import io.amasia.plan.Reduction.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each case of the shared reference is in our words.
final class OperationCases {
  private OperationCases() {}

  /// One case: an array, a dataset, a boolean, or a list of them.
  interface Case {
    Object of(ReferenceInputs in);
  }

  static Map<String, Case> table() {
    Map<String, Case> cases = new LinkedHashMap<>();
    selections(cases);
    arithmetic(cases);
    reductions(cases);
    groups(cases);
    shapes(cases);
    SequenceCases.add(cases);
    return cases;
  }

  private static void selections(Map<String, Case> to) {
    to.put("sel.slice.inclusive", in -> in.array("a").sel("x", slice(20, 30)));
    to.put("sel.slice.descending", in -> in.array("a").sel("y", slice(30, 20)));
    to.put("sel.slice.descending.wrong_order", in -> in.array("a").sel("y", slice(10, 30)));
    to.put("sel.scalar", in -> in.array("a").sel("x", 20));
    to.put("sel.scalar.drop", in -> in.array("a").sel("x", 20).dropVars("x"));
    to.put("sel.list", in -> in.array("a").sel("x", List.of(40, 10)));
    to.put("sel.missing", in -> in.array("a").sel("x", 25));
    to.put("sel.nearest", in -> in.array("a").sel("x", List.of(14, 15, 16, 99), Lookup.nearest()));
    to.put("sel.nearest.tolerance", in -> in.array("a").sel("x", 15, Lookup.nearest().within(2)));
    to.put("sel.pad", in -> in.array("a").sel("x", 25, Lookup.pad()));
    to.put(
        "sel.pointwise",
        in -> {
          DataArray x = DataArray.of(new long[] {10, 40}, "p");
          DataArray y = DataArray.of(new double[] {30, 10}, "p");
          return in.array("a").sel(Map.of("x", x, "y", y));
        });
    to.put("sel.time.year", in -> in.array("tas").sel("time", "2000").mean());
    to.put("sel.time.month", in -> in.array("tas").sel("time", "2000-02").count("time"));
    to.put(
        "sel.time.slice",
        in ->
            in.array("tas")
                .sel("time", slice("2000-01-30", "2000-02-02"))
                .isel(Map.of("lat", 0, "lon", 0)));
    to.put("sel.time.360", in -> in.array("m360").sel("time", "2000-02"));
    to.put("isel.negative", in -> in.array("a").isel("x", -1));
    to.put("isel.step", in -> in.array("a").isel("x", slice(null, null, 2)));
    to.put("isel.reverse", in -> in.array("a").isel("x", slice(null, null, -1)));
    to.put(
        "isel.orthogonal",
        in -> in.array("a").isel(Map.of("x", new int[] {0, 3}, "y", new int[] {2, 0})));
    to.put("isel.out_of_bounds", in -> in.array("a").isel("x", 9));
  }

  private static void arithmetic(Map<String, Case> to) {
    to.put("arith.inner_join", in -> in.array("a").plus(in.array("b")));
    to.put("arith.broadcast_by_name", in -> in.array("row").plus(in.array("a")));
    to.put("arith.broadcast_order", in -> in.array("a").times(in.array("row")));
    to.put("arith.scalar", in -> in.array("a").times(2).minus(1));
    to.put(
        "arith.disjoint",
        in -> in.array("a").sel("x", List.of(10)).plus(in.array("a").sel("x", List.of(40))));
    to.put("arith.compare", in -> in.array("a").gt(5));
    to.put(
        "arith.floordiv_mod",
        in ->
            List.of(
                in.array("i4").floorDivide(4), in.array("i2").mod(3), in.array("i4").dividedBy(2)));
    to.put("dtype.f4_plus_scalar", in -> in.array("f4").plus(1.5));
    to.put("dtype.f4_plus_i2", in -> in.array("f4").plus(in.array("i2")));
    to.put("dtype.f4_plus_i4", in -> in.array("f4").plus(in.array("i4")));
    to.put("dtype.sum_i4", in -> in.array("i4").sum());
    to.put("dtype.mean_i4", in -> in.array("i4").mean());
    to.put("dtype.mean_f4", in -> in.array("f4").mean());
    to.put("dtype.where_i2", in -> in.array("i2").where(in.array("i2").gt(0)));
    to.put("dtype.where_i4", in -> in.array("i4").where(in.array("i4").gt(2)));
    to.put("dtype.shift_i4", in -> in.array("i4").shift("x", 1));
    to.put("where.cond", in -> in.array("a").where(in.array("a").gt(4)));
    to.put("where.other", in -> in.array("a").where(in.array("a").gt(4), -1.0));
    to.put("where.drop", in -> in.array("a").whereDrop(in.array("a").coord("x").gt(20)));
    to.put("fillna", in -> in.array("a").fillna(0));
    to.put("isnull", in -> in.array("a").isnull());
    to.put("clip", in -> in.array("a").clip(2, 9));
    to.put("round", in -> in.array("a").dividedBy(2).round());
    to.put("shift", in -> in.array("a").shift("x", 1));
    to.put("attrs.keep", in -> in.array("a").mean("x"));
    to.put("attrs.binary", in -> in.array("a").plus(in.array("b").withAttr("units", "degC")));
  }

  private static void reductions(Map<String, Case> to) {
    to.put("mean.all", in -> in.array("a").mean());
    to.put("mean.dim", in -> in.array("a").mean("x"));
    to.put("mean.noskip", in -> in.array("a").mean(over("x").skipna(false)));
    to.put("sum.allnan", in -> in.array("allnan").sum("x"));
    to.put("sum.min_count", in -> in.array("allnan").sum(over("x").minCount(1)));
    to.put("mean.allnan", in -> in.array("allnan").mean("x"));
    to.put("min.allnan", in -> in.array("allnan").min("x"));
    to.put("std.ddof", in -> List.of(in.array("a").std("x"), in.array("a").std(over("x").ddof(1))));
    to.put("var", in -> in.array("a").var());
    to.put("median", in -> in.array("a").median("x"));
    to.put("quantile", in -> in.array("a").quantile(new double[] {0.1, 0.9}, "x"));
    to.put("argmax", in -> in.array("a").argmax("x"));
    to.put("idxmax", in -> in.array("a").idxmax("x"));
    to.put("count", in -> in.array("a").count("y"));
    to.put("prod", in -> in.array("a").prod("x"));
    to.put("any_all", in -> List.of(in.array("a").gt(8).any("x"), in.array("a").gt(0).all("y")));
    to.put("weighted.mean", in -> head(weighted(in).mean("lat", "lon"), 30));
    to.put("weighted.sum", in -> head(weighted(in).sum("lat"), 5));
    to.put("weighted.std", in -> head(weighted(in).std("lat", "lon"), 5));
    to.put("dataset.mean", in -> in.dataset("ds").mean("x"));
    to.put("dataset.sel", in -> in.dataset("ds").sel("x", slice(20, 30)));
    to.put("dataset.arith", in -> in.dataset("ds").plus(1));
  }

  private static Weighted<DataArray> weighted(ReferenceInputs in) {
    return in.array("tas").weighted(in.array("w"));
  }

  private static DataArray head(DataArray a, long n) {
    return a.isel("time", slice(0, n));
  }

  private static void groups(Map<String, Case> to) {
    to.put("groupby.month", in -> in.array("tas").groupBy("time.month").mean());
    to.put("groupby.season", in -> in.array("tas").groupBy("time.season").mean("..."));
    to.put("groupby.year.sum", in -> in.array("tas").groupBy("time.year").sum("time"));
    to.put("groupby.labels", in -> in.array("a").groupBy(in.array("lab")).sum());
    to.put(
        "groupby.anomaly",
        in -> {
          GroupBy<DataArray> months = in.array("tas").groupBy("time.month");
          return months.minus(months.mean()).isel("time", slice(0, 40));
        });
    to.put("groupby.bins", in -> bins(in, 0, 2, 5, 20).reduce(Kind.SUM, over()));
    to.put("groupby.bins.empty", in -> bins(in, 0, 2, 2.5, 5).reduce(Kind.COUNT, over()));
    to.put("groupby.first", in -> in.array("tas").groupBy("time.year").first(over().skipna(false)));
    to.put("resample.ME", in -> in.array("tas").resample("time", "ME").mean().isel("lon", 0));
    to.put("resample.MS", in -> in.array("tas").resample("time", "MS").max().isel("lon", 0));
    to.put("resample.YE", in -> in.array("tas").resample("time", "YE").mean());
    to.put(
        "resample.QSDEC", in -> in.array("tas").resample("time", "QS-DEC").mean().isel("lat", 1));
    to.put(
        "resample.7D",
        in -> in.array("tas").resample("time", "7D").sum().isel(Map.of("lat", 1, "lon", 2)));
    to.put("resample.360.ME", in -> in.array("m360").resample("time", "ME").mean());
  }

  private static GroupBy<DataArray> bins(ReferenceInputs in, double... edges) {
    DataArray s = in.array("s");
    return s.groupByBins("x", edges);
  }

  private static void shapes(Map<String, Case> to) {
    to.put(
        "concat.new_dim",
        in -> DataArray.concat("member", List.of(in.array("row"), in.array("row").plus(1))));
    to.put(
        "concat.dim",
        in -> {
          DataArray a = in.array("a");
          return DataArray.concat(
              "x", List.of(a.isel("x", new int[] {0, 1}), a.isel("x", new int[] {2, 3})));
        });
    to.put(
        "merge",
        in -> {
          DataArray row = in.array("row");
          return Combination.merge(
              List.of(row.toDataset("p"), row.isel("x", slice(1, 3)).times(2).toDataset("q")));
        });
    to.put(
        "merge.conflict",
        in ->
            Combination.merge(
                List.of(in.array("row").toDataset("p"), in.array("row").times(2).toDataset("p"))));
    to.put("align.outer", in -> align(in, Alignment.Join.OUTER));
    to.put("align.exact", in -> align(in, Alignment.Join.EXACT));
    to.put("dropna", in -> in.array("a").dropna("x"));
    to.put("combine_first", in -> in.array("b").combineFirst(in.array("a")));
    to.put("roll", in -> in.array("a").rollWithCoords("x", 1));
    to.put("reindex", in -> in.array("row").reindex("x", List.of(10, 15, 20, 50)));
    to.put(
        "reindex.nearest", in -> in.array("row").reindex("x", List.of(12, 38), Lookup.nearest()));
    to.put("stack", in -> in.array("a").stack("z", "y", "x").resetIndex("z", true));
    to.put("pad", in -> in.array("row").pad("x", 1, 2, Pad.of(Pad.Mode.EDGE)));
    to.put(
        "calendar.to_noleap",
        in ->
            in.array("tas")
                .isel(Map.of("lat", 0, "lon", 0))
                .convertCalendar("time", Calendar.NOLEAP)
                .isel("time", slice(104, 110)));
    to.put("dot", in -> Products.dot(List.of(in.array("a").fillna(0), in.array("row")), "x"));
    to.put("corr", in -> Products.corr(line(in, 0), line(in, 1), "x"));
    to.put("cov", in -> Products.cov(line(in, 0), line(in, 1), "x"));
    to.put("transpose", in -> in.array("a").transpose("x", "y"));
    to.put("expand_dims", in -> in.array("row").expandDims("member", new long[] {7}));
    to.put("squeeze", in -> in.array("a").isel("x", new int[] {0}).squeeze("x"));
    to.put("sortby", in -> in.array("a").sortby("y"));
    to.put(
        "swap_dims",
        in ->
            in.array("a")
                .assignCoords("k", List.of("x"), new long[] {4, 3, 2, 1})
                .swapDims("x", "k"));
    to.put("rename", in -> in.array("a").rename("x", "lon"));
    to.put(
        "dt.fields",
        in -> {
          TimeParts dt = in.array("tas").coord("time").dt();
          return parts(List.of(dt.month(), dt.dayofyear(), dt.season()), 0, 100);
        });
    to.put(
        "dt.360",
        in -> {
          TimeParts dt = in.array("m360").coord("time").dt();
          return List.of(
              parts(List.of(dt.daysInMonth()), 0, 40).getFirst(),
              parts(List.of(dt.dayofyear()), 0, 400).getFirst());
        });
    to.put(
        "equals",
        in -> {
          DataArray a = in.array("a");
          return List.of(
              a.equals(in.array("a")),
              a.identical(a.named("z")),
              a.broadcastEquals(a.transpose("x", "y")));
        });
  }

  private static DataArray line(ReferenceInputs in, int y) {
    return in.array("a").isel("y", y);
  }

  private static List<DataArray> parts(List<DataArray> parts, int... at) {
    return parts.stream().map(p -> p.isel("time", at)).toList();
  }

  private static List<DataArray> align(ReferenceInputs in, Alignment.Join join) {
    DataArray row = in.array("row");
    List<Dataset> both =
        Alignment.align(
            join, List.of(row.toTemporary(), row.isel("x", new int[] {1, 2}).toTemporary()));
    return both.stream().map(row::fromTemporary).toList();
  }
}
