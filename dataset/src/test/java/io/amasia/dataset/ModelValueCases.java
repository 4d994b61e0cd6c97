package io.amasia.dataset;

import static io.amasia.dataset.Over.over;

import io.amasia.array.DType;
import io.amasia.dataset.OperationCases.Case;
import io.amasia.plan.Op;
import java.util.List;
import java.util.Map;

/// What the cases of `make_model.py` on values, names and text are in our words.
final class ModelValueCases {
  private ModelValueCases() {}

  static void add(Map<String, Case> to) {
    choices(to);
    products(to);
    functions(to);
    names(to);
    text(to);
  }

  private static void choices(Map<String, Case> to) {
    to.put(
        "where.both",
        in -> {
          DataArray a = in.array("a");
          DataArray flag = in.array("flag");
          return List.of(
              Conditions.choose(a.gt(4), a, 0),
              Conditions.choose(flag, 1, 2),
              Conditions.choose(flag, a, in.array("row")),
              Conditions.choose(flag, in.array("names"), "none"));
        });
    to.put(
        "assign.at",
        in -> {
          DataArray a = in.array("a");
          return List.of(
              Conditions.choose(a.coord("x").eq(20), -1.0, a),
              Conditions.choose(a.coord("y").eq(10).and(a.coord("x").gt(20)), in.array("row"), a));
        });
    to.put(
        "isin",
        in -> {
          DataArray row = in.array("row");
          return List.of(
              row.isin(List.of(2, 3, Double.NaN)),
              in.array("a").isin(List.of(Double.NaN, 5)),
              in.array("names").isin(List.of("Bern")),
              row.isin(in.array("i")));
        });
    to.put(
        "clip",
        in -> {
          DataArray a = in.array("a");
          return List.of(
              a.clip(2, 9),
              a.clip(3, null),
              a.clip(null, 6.5),
              in.array("i").clip(2, 2),
              in.array("f4").clip(2.0, 3.0),
              in.array("row").clip(null, in.array("i").reindexLike(in.array("row"))));
        });
    to.put(
        "fillna",
        in -> {
          DataArray a = in.array("a");
          DataArray row = in.array("row");
          Dataset two = in.dataset("two");
          return List.of(
              a.fillna(row),
              a.fillna(in.array("b")),
              in.array("f4").fillna(0),
              a.fillna(row.isel("x", new int[] {0, 1})),
              two.dropVars("n").fillna(Map.of("p", -1)),
              two.dropVars("n").fillna(in.dataset("other").select("p").dropVars("s")),
              two.fillna(0));
        });
    to.put(
        "equals",
        in -> {
          DataArray a = in.array("a");
          DataArray row = in.array("row");
          DataArray i = in.array("i");
          Dataset two = in.dataset("two");
          return List.of(
              a.equals(a.plus(0)),
              a.identical(a.withAttr("k", "1")),
              a.broadcastEquals(a.transpose()),
              row.broadcastEquals(DataArray.concat("k", List.of(row, row))),
              a.equals(in.array("b")),
              two.equals(two.mapVariables(v -> v)),
              two.equals(in.dataset("other")),
              two.identical(two.withAttrs(Map.of())),
              i.equals(i.astype(DType.FLOAT64)),
              a.equals(a.named("z")),
              a.identical(a.named("z")));
        });
  }

  private static void products(Map<String, Case> to) {
    to.put(
        "dot",
        in -> {
          DataArray a = in.array("a").fillna(0);
          DataArray row = in.array("row");
          DataArray i = in.array("i");
          return List.of(
              Products.dot(List.of(a, row)),
              Products.dot(List.of(a, row), "x"),
              Products.dot(List.of(in.array("a"), row), "x"),
              Products.dot(List.of(a, in.array("b")), "x", "y"),
              row.dot(i),
              Products.dot(List.of(row, a, row), "x"),
              i.dot(i),
              Products.dot(List.of(a), "x"));
        });
    to.put(
        "cov",
        in -> {
          DataArray a = in.array("a");
          DataArray g = in.array("g");
          DataArray p = g.isel("t", 0);
          DataArray q = g.isel("t", 1);
          DataArray area = g.coord("area");
          return List.of(
              Products.cov(a, in.array("row"), "x"),
              Products.cov(a, a.times(2).plus(1)),
              Products.cov(p, q),
              Products.cov(p, q, null, over("x")),
              Products.cov(p, q, area, over().ddof(1)),
              Products.cov(p, q, area.isel("x", 0), over("y").ddof(1)));
        });
    to.put(
        "corr",
        in -> {
          DataArray a = in.array("a");
          DataArray g = in.array("g");
          DataArray p = g.isel("t", 0);
          DataArray q = g.isel("t", 1);
          return List.of(
              Products.corr(a, in.array("row"), "x"),
              Products.corr(p, q),
              Products.corr(p, q, "y"),
              Products.corr(p, q, g.coord("area"), over()),
              Products.corr(a, in.array("b")));
        });
  }

  private static void functions(Map<String, Case> to) {
    to.put(
        "round",
        in -> {
          DataArray row = in.array("row");
          return List.of(
              row.times(1.25).round(1),
              row.times(125).round(-1),
              in.array("a").dividedBy(2).round(),
              row.dividedBy(4).round(2),
              in.array("i").round());
        });
    to.put(
        "ufuncs",
        in -> {
          DataArray a = in.array("a");
          DataArray row = in.array("row");
          DataArray f4 = in.array("f4");
          return List.of(
              Ufuncs.exp(row),
              Ufuncs.log(row),
              Ufuncs.sqrt(in.array("i")),
              Ufuncs.sin(f4),
              Ufuncs.arctan2(row, a),
              Ufuncs.hypot(row, row),
              Ufuncs.sign(a.minus(5)),
              Ufuncs.floor(a.dividedBy(2)),
              Ufuncs.maximum(a, 4),
              Ufuncs.fmin(a, row),
              Ufuncs.deg2rad(row),
              Ufuncs.isfinite(a),
              Ufuncs.square(in.array("i")),
              Ufuncs.cbrt(row),
              Ufuncs.log10(row),
              Ufuncs.log1p(f4),
              Ufuncs.expm1(row),
              Ufuncs.power(row, 2),
              Ufuncs.remainder(row, 3),
              Ufuncs.logicalNot(in.array("flag")),
              Ufuncs.minimum(a, row),
              Ufuncs.tanh(row),
              Ufuncs.ceil(a.dividedBy(2)),
              a.dividedBy(2).unary(Op.Unary.TRUNC));
        });
    to.put(
        "like",
        in ->
            List.of(
                Conversion.fullLike(in.array("a"), 3.0),
                Conversion.fullLike(in.array("i"), 0),
                Conversion.fullLike(in.array("f4"), 1),
                Conversion.fullLike(in.array("i"), 2.7, DType.FLOAT64),
                Conversion.fullLike(in.dataset("two"), 0),
                Conversion.fullLike(in.array("flag"), 1),
                Conversion.fullLike(in.array("i"), 2.7)));
  }

  private static void names(Map<String, Case> to) {
    to.put(
        "coords",
        in -> {
          DataArray a = in.array("a");
          Dataset two = in.dataset("two");
          return List.of(
              a.assignCoords("k", List.of("x"), new long[] {4, 3, 2, 1}).assignCoords("z", 9L),
              in.array("g").dropVars("r", "q"),
              two.setCoords("n"),
              two.resetCoords("s"),
              two.resetCoords(),
              a.assignCoords("z", 9L).resetCoords("z"),
              a.assignCoords("z", 9L).dropVars("z"));
        });
    to.put("coords.index", in -> in.dataset("two").resetCoords("x"));
    to.put(
        "assign",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.assign("q", d -> d.get("p").times(2)),
              two.assign("p", two.get("n")),
              two.assign("r", in.dataset("other").get("p")),
              two.assign("v", 5.0));
        });
    to.put(
        "rename",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.rename(Map.of("x", "lon", "p", "tas")),
              two.renameVars(Map.of("p", "tas")),
              two.renameDims(Map.of("x", "lon")),
              in.array("a").named("other"),
              in.array("a").rename(Map.of("x", "lon", "y", "lat")));
        });
    to.put(
        "drop",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.dropVars("n"), two.dropDims("y"), two.select("p"), two.dropVars("p", "s"));
        });
    to.put("drop.missing", in -> in.dataset("two").dropVars("nothing"));
    to.put(
        "convert",
        in -> {
          Dataset two = in.dataset("two");
          return List.of(
              two.toDataArray(),
              two.toDataArray("v").named("all"),
              in.array("a").toDatasetAlong("y"),
              in.array("a").named("k").toDataset(),
              in.array("a").toDataset("v"),
              two.toDataArray().toDatasetAlong("variable"));
        });
  }

  private static void text(Map<String, Case> to) {
    to.put(
        "str",
        in -> {
          TextParts str = in.array("names").str();
          return List.of(
              str.contains("er"),
              str.startswith("B"),
              str.endswith("n"),
              str.upper(),
              str.lower(),
              str.len(),
              str.slice(1, 3),
              str.slice(-2),
              str.replace("a", "o"),
              str.strip(),
              str.contains("^B.*n$"),
              str.capitalize(),
              str.capitalize());
        });
  }
}
