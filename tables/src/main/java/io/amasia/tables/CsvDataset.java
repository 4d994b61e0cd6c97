package io.amasia.tables;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.MemoryStore;
import io.amasia.storage.codec.Bytes;
import io.amasia.storage.codec.DeflateCodec;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table as a dataset.
///
/// A table of the long form, whose leading columns count through labels, gets those columns as
/// dimensions and the other columns as variables over them; a column before them that never changes
/// is a scalar coordinate. A first column that has another label in each row is the one dimension.
/// In any other table rows are counted by the dimension `row`, and each column is a variable.
///
/// The table is read once when it is opened, for types and the grid, and then part by part. Types:
/// bool, int64, float64, times (ISO 8601; of the calendar that a title like `time [360_day]` names,
/// else the standard one), text; empty cells and `NA`, `NaN`, `null` and the like are missing.
record CsvDataset(Location location, StoredGroup root) implements StoredDataset {
  private static final long MOST_UNPACKED = 1L << 30;
  private static final String ROW = "row";

  static CsvDataset open(Location given) {
    Location location = CsvFormat.endsWith(given.key(), ".gz") ? unpacked(given) : given;
    return new CsvDataset(location, root(location, CsvScan.of(location)));
  }

  /// A compressed table can't be read in parts, so it is unpacked to memory.
  private static Location unpacked(Location given) {
    var store = new MemoryStore();
    try (var packed =
            given
                .store()
                .read(given.key(), ByteRange.ALL)
                .orElseThrow(() -> new AmasiaException.Format("no such file: " + given.url()));
        Bytes plain = DeflateCodec.gzip(6).decode(packed.segment(), MOST_UNPACKED)) {
      store.write("table.csv", plain.segment());
    } catch (AmasiaException.Format e) {
      throw new AmasiaException.Format(
          "%s: %s (a compressed table may have at most 1 GiB; unpack it first: gunzip FILE)"
              .formatted(given.url(), e.getMessage()),
          e);
    } finally {
      given.store().close();
    }
    return new Location(store, "table.csv", given.url());
  }

  private static StoredGroup root(Location location, CsvScan scan) {
    Map<String, Long> dims = new LinkedHashMap<>();
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    List<StoredArray> arrays = new ArrayList<>();
    Set<Integer> used = new LinkedHashSet<>();
    scan.grid.ifPresent(grid -> {
      for (GridGuess.Wheel wheel : grid.wheels()) {
        String name = scan.names.get(wheel.column);
        Shape shape = Shape.of(wheel.labels.size());
        dims.put(name, shape.size(0));
        arrays.add(known(location, scan, wheel.column, List.of(name), shape, wheel.labels));
        used.add(wheel.column);
      }
      List<String> scalars = new ArrayList<>();
      for (int column : grid.constants()) {
        List<String> one = List.of(scan.first.get(column));
        arrays.add(known(location, scan, column, List.of(), Shape.SCALAR, one));
        scalars.add(scan.names.get(column));
        used.add(column);
      }
      if (!scalars.isEmpty()) {
        attrs.put("coordinates", Attribute.of(String.join(" ", scalars)));
      }
    });
    if (dims.isEmpty()) {
      dims.put(scan.names.contains(ROW) ? ROW + "_number" : ROW, scan.rows);
    }
    CsvScan kept = scan.withoutGrid();
    for (int column = 0; column < scan.names.size(); column++) {
      if (!used.contains(column)) {
        arrays.add(new CsvArray(location, kept, column, dims));
      }
    }
    return new StoredGroup("", dims, attrs, arrays, List.of(), List.of(), List.of());
  }

  private static StoredArray known(
      Location location,
      CsvScan scan,
      int column,
      List<String> dims,
      Shape shape,
      List<String> cells) {
    ColumnType type = scan.types.get(column);
    NdArray values = type.parse(shape, cells).closedWhenDropped();
    return new KnownArray(location, scan.names.get(column), dims, values, type.attrs());
  }

  /// The value of a place that has none.
  static NdArray missing(DType dtype) {
    return switch (dtype) {
      case STRING -> NdArray.of(Shape.SCALAR, List.of("")).closedWhenDropped();
      case FLOAT64 -> NdArray.of(Shape.SCALAR, Double.NaN).closedWhenDropped();
      case DATETIME -> NdArray.of(dtype, Shape.SCALAR, DType.NAT).closedWhenDropped();
      default -> NdArray.wrap(dtype, Shape.SCALAR, Arena.ofAuto().allocate(dtype.itemSize(), 8));
    };
  }

  @Override
  public String url() {
    return location.url();
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public void close() {
    location.store().close();
  }
}
