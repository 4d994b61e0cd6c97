package io.amasia.dataset;

import static io.amasia.dataset.Slice.slice;

import io.amasia.dataset.Merging.Compat;
import io.amasia.dataset.OperationCases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the cases of `make_model.py` on labels, merging and shapes are in our words.
final class ModelShapeCases {
  private ModelShapeCases() {}

  static void add(Map<String, Case> to) {
    selections(to);
    reindexing(to);
    alignment(to);
    merging(to);
    combining(to);
    stacking(to);
    padding(to);
    places(to);
  }

  private static DataArray points(Object values, String... dims) {
    return DataArray.of(values, dims);
  }

  private static void selections(Map<String, Case> to) {
    to.put(
        "isel.pointwise",
        in -> {
          DataArray a = in.array("a");
          DataArray x = points(new int[] {0, 3, 1}, "p");
          return List.of(
              a.isel(Map.of("x", x, "y", points(new int[] {2, 0, 0}, "p"))),
              a.isel("x", points(new int[] {0, 3}, "p")));
        });
    to.put(
        "isel.points2d",
        in ->
            in.array("a")
                .isel(
                    Map.of(
                        "x",
                        points(new int[][] {{0, 3}, {1, 1}}, "p", "q"),
                        "y",
                        points(new int[][] {{2, 0}, {0, 2}}, "p", "q"))));
    to.put(
        "isel.points_labelled",
        in ->
            in.array("g")
                .isel(
                    Map.of(
                        "x",
                        points(new int[] {0, 3, 1}, "p")
                            .assignCoords("p", new String[] {"i", "j", "k"}),
                        "y",
                        points(new int[] {2, 0, 0}, "p"))));
    to.put("isel.along_itself", in -> in.array("a").isel("x", points(new int[] {3, 0}, "x")));
    to.put(
        "isel.boolean",
        in ->
            List.of(
                in.array("a").isel("x", new boolean[] {true, false, true, false}),
                in.array("a").isel("y", new boolean[] {false, true, true})));
    to.put(
        "sel.points",
        in ->
            in.array("a")
                .sel(
                    Map.of(
                        "x",
                        points(new long[][] {{10, 40}}, "p", "q"),
                        "y",
                        points(new double[][] {{30, 10}}, "p", "q"))));
    to.put(
        "sel.drop",
        in -> {
          DataArray a = in.array("a");
          return List.of(
              a.dropSel("x", List.of(10, 30)),
              a.dropIsel("x", new int[] {0, -1}),
              a.dropSel("x", 20));
        });
    to.put("sel.drop_missing", in -> in.array("a").dropSel("x", List.of(11)));
  }

  private static void reindexing(Map<String, Case> to) {
    to.put(
        "reindex",
        in -> {
          DataArray a = in.array("a");
          return List.of(
              a.reindex("x", List.of(20, 25, 10)),
              in.array("i").reindex("x", new int[] {10, 30, 40}),
              a.reindex(Map.of("x", new int[] {10, 99}, "y", new double[] {10, 15})));
        });
    to.put(
        "reindex.fill",
        in ->
            List.of(
                in.array("i")
                    .reindex(Map.of("x", new int[] {10, 30, 40}), Lookup.EXACT, Fill.of(-1)),
                in.array("a")
                    .reindex(Map.of("x", new int[] {10, 30, 99}), Lookup.EXACT, Fill.of(0.5)),
                in.dataset("two")
                    .reindex(
                        Map.of("x", new int[] {0, 1, 3}),
                        Lookup.EXACT,
                        Fill.of(Map.of("p", -9, "n", 0)))));
    to.put(
        "reindex.method",
        in -> {
          DataArray row = in.array("row");
          int[] x = {5, 15, 20, 49};
          return List.of(
              row.reindex("x", x, Lookup.pad()),
              row.reindex("x", x, Lookup.backfill()),
              row.reindex("x", x, Lookup.nearest()),
              row.reindex("x", new int[] {12, 17}, Lookup.nearest().within(2)));
        });
    to.put(
        "reindex.like",
        in ->
            List.of(
                in.array("a").reindexLike(in.array("b")),
                in.array("b").reindexLike(in.array("a")),
                in.array("i").reindexLike(in.array("row"))));
    to.put(
        "reindex.bool",
        in ->
            in.array("flag")
                .reindex(Map.of("x", new int[] {10, 11, 20}), Lookup.EXACT, Fill.of(false)));
    to.put("reindex.duplicates", in -> in.array("dups").reindex("x", List.of(1, 2)));
    to.put("reindex.text", in -> in.array("names").reindex("x", List.of(20, 10)));
  }

  private static List<Dataset> aligned(Alignment.Join join, DataArray... arrays) {
    return Alignment.align(join, List.of(arrays).stream().map(DataArray::toDataset).toList());
  }

  private static List<DataArray> arrays(List<Dataset> datasets) {
    return datasets.stream().map(d -> d.get(d.variables().keySet().iterator().next())).toList();
  }

  private static void alignment(Map<String, Case> to) {
    to.put(
        "align",
        in -> {
          List<Object> all = new ArrayList<>();
          for (Alignment.Join join :
              List.of(
                  Alignment.Join.INNER,
                  Alignment.Join.OUTER,
                  Alignment.Join.LEFT,
                  Alignment.Join.RIGHT)) {
            all.add(arrays(aligned(join, in.array("a"), in.array("b"))));
          }
          return all;
        });
    to.put(
        "align.override",
        in ->
            arrays(
                aligned(
                    Alignment.Join.OVERRIDE,
                    in.array("a").isel("x", slice(0, 3)),
                    in.array("b").isel("y", new int[] {0, 1, 1}))));
    to.put(
        "align.override.size",
        in -> arrays(aligned(Alignment.Join.OVERRIDE, in.array("a"), in.array("b"))));
    to.put(
        "align.exact", in -> arrays(aligned(Alignment.Join.EXACT, in.array("a"), in.array("b"))));
    to.put(
        "align.fill",
        in ->
            arrays(
                Alignment.align(
                    Alignment.Join.OUTER,
                    List.of(in.array("row").toDataset(), in.array("i").toDataset()),
                    Set.of(),
                    Fill.of(-5))));
    to.put(
        "align.exclude",
        in ->
            arrays(
                Alignment.align(
                    Alignment.Join.INNER,
                    List.of(in.array("a").toDataset(), in.array("b").toDataset()),
                    Set.of("y"),
                    Fill.MISSING)));
    to.put(
        "broadcast",
        in -> Broadcasting.broadcast(in.array("row"), in.array("a").isel("x", 0).dropVars("x")));
    to.put(
        "broadcast.like",
        in ->
            List.of(
                in.array("row").broadcastLike(in.array("a")),
                in.array("i").broadcastLike(in.array("a"))));
  }

  private static Dataset merged(Compat compat, Dataset... datasets) {
    return Combination.merge(List.of(datasets), compat, Alignment.Join.OUTER, Fill.MISSING);
  }

  private static void merging(Map<String, Case> to) {
    to.put(
        "merge",
        in ->
            merged(
                Compat.NO_CONFLICTS, in.array("row").toDataset("p"), in.array("i").toDataset("n")));
    to.put(
        "merge.compat",
        in ->
            List.of(
                merged(Compat.NO_CONFLICTS, in.dataset("two"), in.dataset("other").dropVars("s")),
                merged(
                    Compat.EQUALS, in.array("row").toDataset("p"), in.array("row").toDataset("p")),
                merged(Compat.OVERRIDE, in.dataset("two"), in.dataset("other"))));
    to.put(
        "merge.join",
        in -> {
          List<Dataset> both =
              List.of(in.array("row").toDataset("p"), in.array("i").toDataset("n"));
          return List.of(
              Combination.merge(both, Compat.NO_CONFLICTS, Alignment.Join.INNER, Fill.MISSING),
              Combination.merge(both, Compat.NO_CONFLICTS, Alignment.Join.LEFT, Fill.MISSING));
        });
    for (String id : List.of("merge.conflict", "merge.conflict.equals")) {
      to.put(
          id,
          in ->
              merged(
                  id.equals("merge.conflict") ? Compat.NO_CONFLICTS : Compat.EQUALS,
                  in.array("row").toDataset("p"),
                  in.array("row").plus(1).toDataset("p")));
    }
    to.put(
        "merge.conflict.identical",
        in ->
            merged(
                Compat.IDENTICAL,
                in.array("row").toDataset("p"),
                in.array("row").withAttr("u", "1").toDataset("p")));
    to.put(
        "merge.scalar", in -> merged(Compat.NO_CONFLICTS, in.dataset("two"), in.dataset("other")));
    to.put("merge.minimal", in -> merged(Compat.MINIMAL, in.dataset("two"), in.dataset("other")));
    to.put(
        "combine.first",
        in ->
            List.of(
                in.array("a").combineFirst(in.array("b")),
                in.array("b").combineFirst(in.array("a")),
                in.dataset("two").dropVars("n").combineFirst(in.dataset("other").dropVars("s"))));
  }

  private static Dataset part(ReferenceInputs in, int[] x, int... y) {
    return in.array("a").isel(Map.of("x", x, "y", y)).toDataset();
  }

  private static Dataset piece(DataArray row, int... x) {
    return row.isel("x", x).toDataset();
  }

  private static void combining(Map<String, Case> to) {
    to.put(
        "combine.coords",
        in ->
            Combination.byCoords(
                List.of(piece(in.array("row"), 2, 3), piece(in.array("row"), 0, 1))));
    to.put(
        "combine.coords.grid",
        in ->
            Combination.byCoords(
                List.of(
                    part(in, new int[] {2, 3}, 2),
                    part(in, new int[] {2, 3}, 0, 1),
                    part(in, new int[] {0, 1}, 2),
                    part(in, new int[] {0, 1}, 0, 1))));
    to.put(
        "combine.coords.vars",
        in -> {
          DataArray row = in.array("row");
          DataArray q = row.named("q");
          return Combination.byCoords(
              List.of(piece(row, 2, 3), piece(row, 0, 1), piece(q, 0, 1), piece(q, 2, 3)));
        });
    to.put(
        "combine.coords.overlap",
        in ->
            Combination.byCoords(
                List.of(piece(in.array("row"), 0, 1), piece(in.array("row"), 1, 2))));
    to.put(
        "combine.coords.unordered",
        in ->
            Combination.byCoords(
                List.of(piece(in.array("row"), 0, 2), piece(in.array("row"), 1, 3))));
    to.put(
        "combine.nested",
        in ->
            Combination.nested(
                List.of(
                    List.of(part(in, new int[] {0, 1}, 0), part(in, new int[] {2, 3}, 0)),
                    List.of(part(in, new int[] {0, 1}, 1, 2), part(in, new int[] {2, 3}, 1, 2))),
                "y",
                "x"));
    to.put(
        "combine.nested.new",
        in -> Combination.nested(List.of(in.array("row"), in.array("row").plus(1)), "m"));
    to.put(
        "concat.join",
        in -> {
          List<Dataset> both =
              List.of(in.array("row").toDataset("v"), in.array("i").toDataset("v"));
          return List.of(
              Combination.concat("m", both).get("v").named("row"),
              Concat.along("m").join(Alignment.Join.INNER).of(both).get("v").named("row"),
              DataArray.concat("y", List.of(in.array("a"), in.array("b"))));
        });
    to.put(
        "concat.exact",
        in ->
            Concat.along("m")
                .join(Alignment.Join.EXACT)
                .of(List.of(in.array("row").toDataset("v"), in.array("i").toDataset("v"))));
    to.put(
        "concat.named",
        in ->
            DataArray.concat("m", List.of(in.array("row"), in.array("row").plus(1)))
                .assignCoords("m", new long[] {5, 6}));
    to.put(
        "concat.static",
        in -> {
          Dataset two = in.dataset("two").dropVars("s");
          return List.of(
              Combination.concat("y", List.of(two, two)),
              Concat.along("y").dataVars(Concat.Repeat.ALL).of(List.of(two, two)));
        });
    to.put(
        "concat.scalar",
        in ->
            Combination.concat(
                "y", List.of(in.dataset("two"), in.dataset("two").assignCoords("s", 9L))));
  }

  private static DataArray stacked(ReferenceInputs in) {
    return in.array("a").stack("z", "y", "x");
  }

  private static void stacking(Map<String, Case> to) {
    to.put(
        "stack",
        in ->
            List.of(
                stacked(in),
                in.array("g").stack("z", "x", "t"),
                in.dataset("two").stack("z", "y", "x")));
    to.put("stack.all", in -> in.array("a").stack("z"));
    to.put(
        "stack.unstack",
        in ->
            List.of(
                stacked(in).unstack("z"),
                stacked(in).isel("z", new int[] {0, 1, 5, 11}).unstack("z"),
                stacked(in).dropna("z").unstack("z"),
                stacked(in).isel("z", new int[] {7, 2, 4}).unstack()));
    to.put(
        "stack.sel",
        in -> List.of(stacked(in).sel("y", 20), stacked(in).sel(Map.of("x", 30, "y", 10))));
    to.put(
        "stack.fill",
        in ->
            List.of(
                stacked(in).isel("z", new int[] {0, 5}).unstack("z", Fill.of(-1)),
                in.array("i")
                    .expandDims("y", new long[] {1, 2})
                    .stack("z", "y", "x")
                    .isel("z", new int[] {0, 4})
                    .unstack("z")));
    to.put("stack.reset", in -> stacked(in).resetIndex("z"));
    to.put(
        "stack.add",
        in -> {
          DataArray part = stacked(in).isel("z", new int[] {0, 1, 2});
          return part.plus(part);
        });
    to.put(
        "index.set",
        in ->
            in.array("a")
                .assignCoords("k", List.of("x"), new String[] {"i", "j", "k", "l"})
                .setIndex("x", "k"));
    to.put(
        "index.multi",
        in ->
            in.array("row")
                .assignCoords("k", List.of("x"), new String[] {"i", "i", "k", "k"})
                .assignCoords("l", List.of("x"), new long[] {1, 2, 1, 2})
                .setIndex("x", "k", "l")
                .unstack("x"));
    to.put(
        "swap",
        in ->
            List.of(
                in.array("a")
                    .assignCoords("k", List.of("x"), new String[] {"i", "j", "k", "l"})
                    .swapDims("x", "k"),
                in.array("a").swapDims("x", "new")));
  }

  private static void padding(Map<String, Case> to) {
    to.put(
        "pad.constant",
        in -> {
          DataArray a = in.array("a");
          Pad minus = Pad.constant(-1);
          return List.of(
              a.pad("x", 1, 2),
              a.pad("x", 1, 0, minus).pad("y", 0, 1, minus),
              in.array("i").pad("x", 1, 1),
              in.array("i").pad("x", 0, 2, Pad.constant(0)),
              in.array("f4").pad("x", 1, 1));
        });
    to.put(
        "pad.edge",
        in ->
            List.of(
                in.array("a").pad("x", 2, 1, Pad.of(Pad.Mode.EDGE)),
                in.array("i").pad("x", 2, 2, Pad.of(Pad.Mode.EDGE))));
    to.put(
        "pad.reflect",
        in -> {
          DataArray row = in.array("row");
          Pad reflect = Pad.of(Pad.Mode.REFLECT);
          Pad symmetric = Pad.of(Pad.Mode.SYMMETRIC);
          Pad wrap = Pad.of(Pad.Mode.WRAP);
          return List.of(
              row.pad("x", 3, 2, reflect),
              row.pad("x", 3, 2, symmetric),
              row.pad("x", 2, 3, wrap),
              row.pad("x", 6, 7, reflect),
              row.pad("x", 6, 7, symmetric),
              row.pad("x", 6, 9, wrap));
        });
    to.put(
        "pad.reflect_odd",
        in ->
            List.of(
                in.array("row").pad("x", 3, 2, Pad.of(Pad.Mode.REFLECT).mirroredOddly()),
                in.array("row").pad("x", 3, 2, Pad.of(Pad.Mode.SYMMETRIC).mirroredOddly())));
    to.put(
        "pad.stat",
        in -> {
          DataArray row = in.array("row");
          Pad mean = Pad.of(Pad.Mode.MEAN);
          return List.of(
              row.pad("x", 2, 2, Pad.of(Pad.Mode.MAXIMUM)),
              row.pad("x", 0, 2, Pad.of(Pad.Mode.MINIMUM)),
              row.pad("x", 1, 2, mean),
              row.pad("x", 1, 2, Pad.of(Pad.Mode.MEDIAN)),
              row.pad("x", 2, 1, mean.statLength(2, 2)),
              row.pad("x", 2, 1, Pad.of(Pad.Mode.MAXIMUM).statLength(1, 3)),
              in.array("i").pad("x", 1, 1, mean),
              in.array("a").fillna(0).pad("y", 1, 1, mean).pad("x", 1, 1, mean));
        });
    to.put(
        "pad.ramp",
        in ->
            List.of(
                in.array("row").pad("x", 2, 3, Pad.of(Pad.Mode.LINEAR_RAMP)),
                in.array("row").pad("x", 2, 2, Pad.linearRamp(9, -3)),
                in.array("i").pad("x", 2, 0, Pad.linearRamp(9, 9))));
    to.put("pad.dataset", in -> in.dataset("two").pad("x", 1, 1));
  }

  private static void places(Map<String, Case> to) {
    to.put(
        "shift",
        in ->
            List.of(
                in.array("a").shift("x", 1),
                in.array("a").shift("x", -1).shift("y", 1),
                in.array("i").shift("x", 1),
                in.array("i").shift("x", 1, Fill.of(0)),
                in.array("names").isel("x", new int[] {0, 1}).shift("x", 0),
                in.array("flag").shift("x", 1, Fill.of(false))));
    to.put(
        "roll",
        in ->
            List.of(
                in.array("a").roll("x", 1),
                in.array("a").rollWithCoords("x", -1),
                in.array("a").roll("x", 5).roll("y", -1),
                in.dataset("two").roll("x", 1)));
    to.put(
        "sortby",
        in ->
            List.of(
                in.array("a").sortby("y"),
                in.array("a").sortby(List.of("y", "x"), false),
                in.dataset("two").sortby("n", false),
                in.array("row").sortby(points(new int[] {3, 1, 2, 0}, "x"))));
    to.put(
        "dropna",
        in ->
            List.of(
                in.array("a").dropna("x"),
                in.array("a").dropna("y", How.ALL),
                in.array("a").dropna("y", 4),
                in.array("a").dropna("x", 3),
                in.dataset("two").dropna("x"),
                in.dataset("two").dropna("x", List.of("n")),
                in.dataset("two").dropna("y", How.ALL),
                in.array("g").dropna("t", How.ALL)));
    to.put(
        "drop_duplicates",
        in ->
            List.of(
                in.array("dups").dropDuplicates("x"),
                in.array("dups").dropDuplicates("x", Keep.LAST),
                in.array("dups").dropDuplicates("x", Keep.NONE)));
    to.put(
        "transpose",
        in ->
            List.of(
                in.array("g").transpose("x", "...", "t"),
                in.array("g").transpose("...", "t"),
                in.dataset("two").transpose("x", "y"),
                in.array("a").transpose()));
    to.put(
        "squeeze",
        in ->
            List.of(
                in.array("a").isel("x", new int[] {1}).squeeze(),
                in.array("a").isel("x", new int[] {1}).squeeze().dropVars("x"),
                in.array("a").isel(Map.of("x", new int[] {1}, "y", new int[] {0})).squeeze("x")));
    to.put(
        "argmin",
        in ->
            List.of(
                in.array("a").argmin("x"), in.array("row").argmax(), in.array("i").argmax("x")));
    to.put(
        "idx",
        in ->
            List.of(
                in.array("a").idxmax("y"),
                in.array("a").idxmin("x"),
                in.array("a").isel("x", new int[] {2}).idxmin("x")));
    to.put(
        "dataset.reduce",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(two.sum(), two.mean("y"), two.max("x"), two.count(), two.std("x"));
        });
    to.put(
        "dataset.sel",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.isel("x", 0),
              two.sel(Map.of("x", List.of(3, 1), "y", 20)),
              two.head("x", 1),
              two.tail("y", 1),
              two.thin("x", 2));
        });
    to.put(
        "dataset.where",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.where(two.get("p").gt(2)),
              two.where(two.get("x").gt(1)),
              two.whereDrop(two.get("x").gt(1)));
        });
    to.put(
        "dataset.arith",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.plus(1),
              two.times(two),
              two.plus(in.dataset("other")),
              two.get("p").plus(two.get("n")),
              two.minus(two.get("p")),
              two.gt(2));
        });
  }
}
