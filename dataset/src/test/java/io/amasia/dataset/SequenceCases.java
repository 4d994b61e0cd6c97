package io.amasia.dataset;

import static io.amasia.dataset.Slice.slice;

import io.amasia.dataset.OperationCases.Case;
import io.amasia.dataset.group.Coarsening.Boundary;
import java.util.Map;

/// Cases of the shared reference about values in their order along a dimension.
final class SequenceCases {
  private SequenceCases() {}

  static void add(Map<String, Case> to) {
    to.put("ffill", in -> in.array("s").ffill("x"));
    to.put("bfill.limit", in -> in.array("s").bfill("x", 1));
    to.put("interpolate_na", in -> in.array("s").interpolateNa("x"));
    to.put("cumsum", in -> in.array("a").cumsum("x"));
    to.put("diff", in -> in.array("a").diff("x"));
    to.put("rank", in -> in.array("s").rank("x"));
    to.put(
        "resample.upsample",
        in ->
            in.array("tas")
                .isel(Map.of("time", slice(0, 3), "lat", 0, "lon", 0))
                .resample("time", "12h")
                .interpolate("linear"));
    to.put("rolling.mean", in -> in.array("s").rolling("x", 3).mean());
    to.put("rolling.min_periods", in -> in.array("s").rolling("x", 3).minPeriods(1).mean());
    to.put("rolling.center", in -> in.array("s").rolling("x", 4).center().minPeriods(2).sum());
    to.put("rolling.max.center", in -> in.array("s").fillna(0).rolling("x", 3).center().max());
    to.put("rolling.std", in -> in.array("s").fillna(0).rolling("x", 3).std());
    to.put("coarsen.trim", in -> in.array("s").coarsen("x", 3).boundary(Boundary.TRIM).mean());
    to.put("coarsen.pad", in -> in.array("s").coarsen("x", 3).boundary(Boundary.PAD).max());
    to.put("coarsen.exact", in -> in.array("s").coarsen("x", 3).mean());
    to.put("interp.linear", in -> in.array("row").interp("x", new long[] {10, 15, 40, 41}));
    to.put("interp.nearest", in -> in.array("row").interp("x", new long[] {14, 15, 16}, "nearest"));
    to.put(
        "interp.2d",
        in ->
            in.array("a")
                .fillna(0)
                .interp(Map.of("y", new double[] {15, 25}, "x", new long[] {15, 35})));
    to.put(
        "interp.pointwise",
        in ->
            in.array("a")
                .fillna(0)
                .interp(
                    Map.of(
                        "y", DataArray.of(new double[] {15, 25}, "p"),
                        "x", DataArray.of(new long[] {15, 35}, "p"))));
    to.put("differentiate", in -> in.array("s").fillna(1).differentiate("x"));
    to.put("integrate", in -> in.array("s").fillna(1).integrate("x"));
    to.put("polyfit", in -> in.array("row").polyfit("x", 1).get("polyfit_coefficients"));
  }
}
