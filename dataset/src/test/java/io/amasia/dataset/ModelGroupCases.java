package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.dataset.OperationCases.Case;
import io.amasia.dataset.group.Weighted;
import java.util.List;
import java.util.Map;

/// What the cases of `make_model.py` on groups, weights and conditions are in our words.
final class ModelGroupCases {
  private ModelGroupCases() {}

  static void add(Map<String, Case> to) {
    groups(to);
    conditions(to);
  }

  private static void groups(Map<String, Case> to) {
    to.put("groups.nd", in -> in.array("g").groupBy("r").mean());
    to.put("groups.nd.all", in -> in.array("g").groupBy("r").sum("..."));
    to.put("groups.nd.first", in -> in.array("g").groupBy("r").first());
    to.put(
        "groups.nd.anomaly",
        in -> in.array("g").dropVars("q").groupBy("r").minus(in.array("g").groupBy("r").mean()));
    to.put("groups.nd.median", in -> in.array("g").groupBy("r").median());
    to.put("groups.keys", in -> in.array("g").groupBy("q").and("y").mean());
    to.put("groups.keys.same", in -> in.array("g").groupBy("q").and("x").mean());
    to.put(
        "groups.keys.time", in -> in.array("month").groupBy("time.season").and("time.year").sum());
    to.put(
        "groups.map",
        in -> {
          DataArray g = in.array("g");
          return List.of(
              g.groupBy("q").map(o -> o.minus(o.mean())),
              g.groupBy("q").map(o -> o.mean("x")),
              g.groupBy("r").map(o -> o.mean()));
        });
    to.put(
        "groups.map.transform",
        in ->
            in.array("g")
                .isel("x", new int[] {2, 0, 3, 1})
                .groupBy("q")
                .map(o -> o.minus(o.mean("x"))));
    to.put(
        "groups.fillna",
        in -> in.array("g").groupBy("q").fillna(in.array("g").groupBy("q").mean("...")));
    to.put(
        "groups.quantile",
        in ->
            List.of(
                in.array("g").groupBy("r").quantile(0.3),
                in.array("g").groupBy("q").quantile(new double[] {0.1, 0.9})));
    to.put(
        "groups.last",
        in ->
            List.of(
                in.array("g").groupBy("q").last(),
                in.array("month").groupBy("time.year").last(),
                in.array("month").groupBy("time.year").first()));
    to.put(
        "groups.var",
        in ->
            List.of(
                in.array("g").groupBy("q").var(over().ddof(1)),
                in.array("g").groupBy("q").std("x", "y")));
    to.put("groups.dims", in -> in.array("a").groupBy("y").mean("..."));
    to.put(
        "groups.dataset",
        in ->
            in.array("g")
                .toDataset("v")
                .with("n", Variable.of(List.of("x"), new long[] {1, 2, 3, 4}))
                .groupBy("r")
                .mean());
    to.put(
        "bins",
        in ->
            List.of(
                in.array("row").groupByBins("x", 5, 20, 40).sum(),
                in.array("row").groupByBins("x", 15.5, 20, 40).mean()));
    to.put("bins.none", in -> in.array("row").groupByBins("x", 100, 200).sum());
    to.put(
        "weighted",
        in -> {
          Weighted<DataArray> g = in.array("g").weighted(in.array("g").coord("area"));
          return List.of(
              g.sumOfSquares("y", "x"),
              g.std("y", "x"),
              in.dataset("two").weighted(in.dataset("two").get("n")).mean("x"));
        });
  }

  private static void conditions(Map<String, Case> to) {
    to.put(
        "where.text",
        in -> {
          DataArray names = in.array("names");
          return List.of(
              names.where(in.array("flag"), "none"),
              names.where(names.isin(List.of("Bern", "Zug")), "-"));
        });
    to.put("where.inner", in -> in.array("a").where(in.array("b").gt(2)));
    to.put("where.exact", in -> in.array("a").where(in.array("b").gt(2), 0));
    to.put(
        "resample.days",
        in ->
            List.of(
                in.array("days").resample("time", "MS").mean(),
                in.array("days").resample("time", "10D").sum()));
  }
}
