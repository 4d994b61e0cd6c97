package io.amasia.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.amasia.array.Calendar;
import io.amasia.array.DType;
import io.amasia.dataset.cf.Encoding;
import io.amasia.dataset.group.Resampling;
import io.amasia.plan.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is computed would be rounded or overflow in the packing of what it was computed from; what
/// is only chosen and put in order fits it.
class PackingTest {
  private static final Encoding SHORTS =
      Encoding.none().dtype("int16").scaleFactor(0.01).addOffset(273.15).fillValue(-32768);

  /// `[time: 4, lat: 3]`, packed.
  private static final DataArray TAS = tas(SHORTS);

  private static DataArray tas(Encoding encoding) {
    double[][] values = {{273, 274, 276}, {272, 270, 280}, {Double.NaN, 275, 271}, {290, 289, 1}};
    Variable packed = Variable.of(List.of("time", "lat"), values).withEncoding(encoding.asMap());
    var days =
        Variable.times(
            Calendar.STANDARD, "time", "2000-01-01", "2000-01-02", "2000-01-03", "2000-01-04");
    return DataArray.of(0, new String[0])
        .withVariable(packed)
        .withCoords(
            new Coordinates(
                Map.of("time", days, "lat", Variable.of(List.of("lat"), new double[] {0, 10, 20}))))
        .named("tas");
  }

  private static Map<String, UnaryOperator<DataArray>> computing() {
    Map<String, UnaryOperator<DataArray>> all = new LinkedHashMap<>();
    for (Op.Unary op : Op.Unary.values()) {
      if (op != Op.Unary.NOT && op != Op.Unary.BIT_COUNT) { // for whole numbers
        all.put(op.name(), tas -> tas.unary(op));
      }
    }
    all.put("plus a number", tas -> tas.plus(0.001));
    all.put("subtractFrom", tas -> tas.subtractFrom(1));
    all.put("divideInto", tas -> tas.divideInto(1));
    all.put("minus an array", tas -> tas.minus(tas.mean("time")));
    all.put("gt", tas -> tas.gt(273));
    all.put("isin", tas -> tas.isin(List.of(273.0)));
    all.put("round to decimals", tas -> tas.round(3));
    all.put("clip", tas -> tas.clip(273.001, null));
    all.put("fillna", tas -> tas.fillna(0.004));
    all.put("where", tas -> tas.where(tas.gt(273), 0.004));
    all.put("assignAt", tas -> tas.assignAt(Map.of("lat", 10), 0.004));
    all.put("astype", tas -> tas.astype(DType.FLOAT32));
    all.put("copy", tas -> tas.copy(new double[4][3]));
    all.put("fullLike", tas -> Conversion.fullLike(tas, 0.004));
    all.put("fullLike of a dtype", tas -> Conversion.fullLike(tas, 0.004, DType.FLOAT32));
    all.put("mapBlocks", tas -> tas.mapBlocks(block -> block.times(1e6), tas));
    all.put("mean", tas -> tas.mean("time"));
    all.put("std", tas -> tas.std("time"));
    all.put("count", tas -> tas.count("time"));
    all.put("quantile", tas -> tas.quantile(0.3, "time"));
    all.put("idxmax", tas -> tas.idxmax("lat"));
    all.put("argmax", tas -> tas.argmax("lat"));
    all.put("cumsum", tas -> tas.cumsum("time"));
    all.put("cumprod", tas -> tas.cumprod("time"));
    all.put("diff", tas -> tas.diff("time"));
    all.put("rank", tas -> tas.rank("time"));
    all.put("differentiate", tas -> tas.differentiate("lat"));
    all.put("integrate", tas -> tas.integrate("lat"));
    all.put("cumulativeIntegrate", tas -> tas.cumulativeIntegrate("lat"));
    all.put("interpolateNa", tas -> tas.interpolateNa("time"));
    all.put("interp", tas -> tas.interp("lat", new double[] {3, 4}));
    all.put("interp cubic", tas -> tas.interp("lat", new double[] {3, 4}, "quadratic"));
    all.put("dot", tas -> tas.dot(tas, "lat"));
    all.put("weighted mean", tas -> tas.weighted(tas.coord("lat")).mean("lat"));
    all.put("weighted std", tas -> tas.weighted(tas.coord("lat")).std("lat"));
    all.put("weighted quantile", tas -> tas.weighted(tas.coord("lat")).quantile(0.5, "lat"));
    all.put("groupBy mean", tas -> tas.groupBy("time.day").mean());
    all.put("groupBy median", tas -> tas.groupBy("time.day").median());
    all.put("resample mean", tas -> tas.resample("time", "2D").mean());
    all.put("resample interpolate", tas -> tas.resample("time", "6h").interpolate("linear"));
    all.put("resample with an offset", tas -> tas.resample("time", Resampling.of("2D")).sum());
    all.put("rolling mean", tas -> tas.rolling("time", 2).mean());
    all.put("rolling median", tas -> tas.rolling("time", 2).median());
    all.put("rollingExp", tas -> tas.rollingExp("time", 2).mean());
    all.put("coarsen", tas -> tas.coarsen("time", 2).mean());
    all.put("toUnits", tas -> tas.withAttr("units", "K").toUnits("degC"));
    for (Pad.Mode mode :
        List.of(Pad.Mode.MEAN, Pad.Mode.MEDIAN, Pad.Mode.MAXIMUM, Pad.Mode.LINEAR_RAMP)) {
      all.put("pad " + mode, tas -> tas.pad("time", 1, 1, Pad.of(mode)));
      all.put("pad at the end " + mode, tas -> tas.pad("time", 0, 1, Pad.of(mode)));
    }
    all.put("pad by a number", tas -> tas.pad("time", 0, 1, Pad.constant(0.004)));
    all.put("shift with a fill", tas -> tas.shift("time", 1, Fill.of(0.004)));
    all.put(
        "reindex with a fill",
        tas -> tas.reindex(Map.of("lat", new double[] {0, 5}), Lookup.EXACT, Fill.of(0.004)));
    all.put("concat with computed", tas -> DataArray.concat("time", List.of(tas, tas.times(1e6))));
    all.put(
        "concat with packed otherwise",
        tas -> DataArray.concat("time", List.of(tas, tas(SHORTS.scaleFactor(0.02)))));
    all.put("combineFirst", tas -> tas.combineFirst(tas.times(1e6)));
    return all;
  }

  private static Map<String, UnaryOperator<DataArray>> choosing() {
    Map<String, UnaryOperator<DataArray>> all = new LinkedHashMap<>();
    all.put("isel", tas -> tas.isel("time", 1));
    all.put("sel", tas -> tas.sel("lat", List.of(10, 0)));
    all.put("transpose", tas -> tas.transpose("lat", "time"));
    all.put("sortby", tas -> tas.sortby("lat", false));
    all.put("chunk", tas -> tas.chunk("time", 1));
    all.put("stack", tas -> tas.stack("place", "time", "lat"));
    all.put("roll", tas -> tas.roll("time", 1));
    all.put("shift", tas -> tas.shift("time", 1));
    all.put("reindex", tas -> tas.reindex("lat", new double[] {0, 5}));
    all.put("pad by missing", tas -> tas.pad("time", 1, 1));
    all.put("ffill", tas -> tas.ffill("time"));
    all.put("expandDims", tas -> tas.expandDims("run"));
    all.put("concat", tas -> DataArray.concat("time", List.of(tas, tas)));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> nothingThatIsComputedIsPackedAsItsSource() {
    return computing().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () ->
                    assertThat(one.getValue().apply(TAS).encoding())
                        .doesNotContainKeys("scale_factor", "add_offset", "dtype")));
  }

  @TestFactory
  Stream<DynamicTest> whatIsChosenIsPackedAsItsSource() {
    return choosing().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () ->
                    assertThat(one.getValue().apply(TAS).encoding())
                        .containsAllEntriesOf(SHORTS.asMap())));
  }

  @Test
  void slopesComeBackFromAFile(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    String file = folder.resolve("slope.nc").toString();
    DataArray slope = TAS.differentiate("lat");
    slope.toNetcdf(file);
    try (Dataset again =
        io.amasia.dataset.cf.Opening.open(
            List.of(file), io.amasia.dataset.cf.OpenOptions.standard())) {
      assertThat(again.get("tas").toDoubles()).isEqualTo(slope.toDoubles());
    }
  }
}
