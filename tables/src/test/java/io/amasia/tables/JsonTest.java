package io.amasia.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.MemoryPool;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Formats;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.testkit.RandomTest;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @TempDir private Path folder;

  private StoredDataset read(Tabled written) {
    Path path = folder.resolve("x.json");
    written.write(new JsonFormat(), path, "");
    return Formats.open(path.toString());
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    double[] floats = {1.5, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 4.9E-324, -0.0};
    Shape six = Shape.of(2, 3);
    List<String> dims = List.of("y", "x");
    try (StoredDataset back =
        read(
            new Tabled()
                .with("f8", dims, NdArray.of(six, floats))
                .with("f4", dims, NdArray.of(six, new float[] {0.1f, 1e38f, -0f, 3, 4, 5}))
                .with("i8", dims, NdArray.of(DType.INT64, six, Long.MIN_VALUE, -1, 0, 1, 2, 3))
                .with("u8", dims, NdArray.of(DType.UINT64, six, -1, 0, 1, 2, 3, 4))
                .with("t", List.of("x"), NdArray.of(DType.DATETIME, Shape.of(3), 0, 1, DType.NAT))
                .with(
                    "d",
                    List.of("x"),
                    NdArray.of(DType.TIMEDELTA, Shape.of(3), -90_000_001_500L, 1, DType.NAT))
                .with("s", List.of("x"), NdArray.of(Shape.of(3), List.of("ä\"\n", "", "b")))
                .coordinates("s"))) {
      assertThat(Tabled.read(back, "f8").toDoubles()).containsExactly(floats);
      assertThat(Tabled.read(back, "f4").dtype()).isEqualTo(DType.FLOAT32);
      assertThat(Tabled.read(back, "f4").toDoubles()).containsExactly(0.1f, 1e38f, -0.0, 3, 4, 5);
      assertThat(Tabled.read(back, "i8").toLongs()).containsExactly(Long.MIN_VALUE, -1, 0, 1, 2, 3);
      assertThat(Tabled.read(back, "u8").toLongs()).containsExactly(-1, 0, 1, 2, 3, 4);
      assertThat(Tabled.read(back, "t").toLongs()).containsExactly(0, 1, DType.NAT);
      assertThat(Tabled.read(back, "d").toLongs()).containsExactly(-90_000_001_500L, 1, DType.NAT);
      assertThat(Tabled.read(back, "s").toStrings()).containsExactly("ä\"\n", "", "b");
      assertThat(Tabled.array(back, "f8").attrs()).containsEntry("units", Attribute.of("K"));
      assertThat(Tabled.array(back, "t").attrs())
          .containsEntry("calendar", Attribute.of("standard"));
      assertThat(back.root().attrs()).containsEntry("coordinates", Attribute.of("s"));
      assertThat(back.root().dims()).containsEntry("y", 2L).containsEntry("x", 3L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dims\":{\"x\":2}",
        "{\"dims\":{\"x\":\"a\"}}",
        "{\"dims\":{\"x\":2},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[2],\"dtype\":\"int8\",\"values\":[1]}}}",
        "{\"dims\":{\"x\":2},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[2],\"dtype\":\"int8\",\"values\":[1,300]}}}",
        "{\"dims\":{\"x\":2},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[2],\"dtype\":\"int8\",\"values\":[1,[2]]}}}",
        "{\"dims\":{\"x\":3},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[2],\"dtype\":\"int8\",\"values\":[1,2]}}}",
        "{\"dims\":{\"x\":2},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[2],\"dtype\":\"no\",\"values\":[1,2]}}}",
        "{\"dims\":{\"x\":-2},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[-2],\"dtype\":\"int8\",\"values\":[]}}}",
        "{\"dims\":{\"x\":2},\"other\":{}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],\"dtype\":\"timedelta64[us]\",\"values\":[\"abc\"]}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],\"dtype\":\"datetime64[us]\",\"values\":[\"2001-13-45\"]}}}",
        "{\"dims\":{},\"attrs\":{\"n\":{\"dtype\":[],\"values\":[1]}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],\"dtype\":\"str\",\"values\":[[\"v\"]]}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],\"dtype\":\"int8\",\"values\":[1],\"units\":[]}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":\"x\"}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":1}}}",
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],\"dtype\":\"str\",\"values\":\"v\"}}}",
        "{\"dims\":{\"x\":9999999999},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[9999999999],\"dtype\":\"int8\",\"values\":[1]}}}",
      })
  void whatIsDamagedIsRefused(String text) throws Exception {
    Path path = Files.writeString(folder.resolve("bad.json"), text);
    assertThatThrownBy(() -> Formats.open(path.toString()).close())
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessageContaining("bad.json");
  }

  @Test
  void plainNumbersAreAttributesToo() throws IOException {
    Path path = folder.resolve("x.json");
    Files.writeString(path, "{\"dims\":{},\"attrs\":{\"n\":3,\"f\":2.5}}");
    try (StoredDataset dataset = Formats.open(path.toString())) {
      assertThat(dataset.root().attrs())
          .containsEntry("n", Attribute.of(3L))
          .containsEntry("f", Attribute.of(2.5));
    }
  }

  private static long leasedToOpen(String described) {
    String text =
        "{\"dims\":{\"x\":1},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[1],"
            + described
            + "}}}";
    var store = new MemoryStore();
    store.write("x.json", MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    long before = MemoryPool.process().usedBytes();
    try (StoredDataset dataset = new JsonFormat().open(new Location(store, "x.json", "x.json"))) {
      for (StoredArray array : dataset.root().arrays()) {
        array.fill().close();
        ((KnownArray) array).values().close();
      }
    } catch (AmasiaException.Format _) {
      // refused
    }
    return MemoryPool.process().usedBytes() - before;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dtype\":\"int8\",\"values\":[1]",
        "\"dtype\":\"str\",\"values\":[\"v\"]",
        "\"dtype\":\"int8\",\"values\":[300]",
        "\"dtype\":\"float64\",\"values\":[1,2]",
        "\"dtype\":\"float64\",\"values\":[]",
        "\"dtype\":\"float64\",\"values\":[1],\"shape\":[2]",
        "\"dtype\":\"float64\",\"values\":[1],\"values\":[2]",
        "\"dtype\":\"float64\",\"values\":[1],\"other\":2",
      })
  void nothingStaysLeasedButWhatIsRead(String array) {
    assertThat(leasedToOpen(array)).isNotPositive(); // the collector may give earlier ones back
  }

  @Test
  void valuesThatDoNotFitInMemoryAreNoFaultOfTheFile() {
    var store = new MemoryStore();
    String text =
        "{\"dims\":{\"x\":4000},\"variables\":{\"a\":{\"dims\":[\"x\"],\"shape\":[4000],\"dtype\":\"float64\",\"values\":["
            + "1,".repeat(3999)
            + "1]}}}";
    store.write("x.json", MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    MemoryPool pool = MemoryPool.process();
    long limit = pool.limitBytes();
    pool.limitBytes(20_000); // less than the values take
    try {
      assertThatThrownBy(() -> new JsonFormat().open(new Location(store, "x.json", "x.json")))
          .isInstanceOf(AmasiaException.MemoryLimit.class);
    } finally {
      pool.limitBytes(limit);
    }
    try (StoredDataset dataset = new JsonFormat().open(new Location(store, "x.json", "x.json"))) {
      assertThat(Tabled.read(dataset, "a").toDoubles()).hasSize(4000).containsOnly(1);
    }
  }

  @RandomTest
  void anyExchangeOfWordsGivesATableOrOurError(long seed) {
    var random = new Random(seed);
    List<String> words =
        new ArrayList<>(
            List.of(
                ("{ 'dims' : { 'x' : 1 } , 'attrs' : { 'n' : { 'dtype' : 'float32' , 'values' :"
                        + " [ 'NaN' ] } , 'j' : { 'json' : '1' } , 't' : [ 'a' ] } , 'coords' : {"
                        + " 'x' : { 'dims' : [ 'x' ] , 'shape' : [ 1 ] , 'dtype' :"
                        + " 'datetime64[us]' , 'values' : [ null ] } } , 'variables' : { 'd' : {"
                        + " 'dims' : [ 'x' ] , 'shape' : [ 1 ] , 'dtype' : 'timedelta64[us]' ,"
                        + " 'units' : 's' , 'calendar' : '360_day' , 'values' : [ 'PT1S' ] } , 's'"
                        + " : { 'dims' : [ ] , 'shape' : [ ] , 'dtype' : 'str' , 'values' : [ 'v'"
                        + " ] } } }")
                    .replace('\'', '"')
                    .split(" ")));
    for (int i = 0; i < 1 + seed % 3; i++) {
      words.set(random.nextInt(words.size()), words.get(random.nextInt(words.size())));
    }
    var store = new MemoryStore();
    byte[] text = String.join("", words).getBytes(StandardCharsets.UTF_8);
    store.write("x.json", MemorySegment.ofArray(text));
    try (StoredDataset dataset = new JsonFormat().open(new Location(store, "x.json", "x.json"))) {
      dataset.root().arrays().forEach(array -> Tabled.read(dataset, array.name()).close());
    } catch (AmasiaException.Format e) {
      assertThat(e).hasMessageContaining("x.json");
    }
  }
}
