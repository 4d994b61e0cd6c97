package io.amasia.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.Lease;
import io.amasia.array.NdArray;
import io.amasia.array.Shape;
import io.amasia.storage.ByteRange;
import io.amasia.storage.Location;
import io.amasia.storage.codec.SegmentInput;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.StoredArray;
import io.amasia.storage.format.StoredDataset;
import io.amasia.storage.format.StoredGroup;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What [JsonText] wrote, read again: values, dtypes, calendars and attributes.
///
/// JSON can't be read in parts, so it is read whole when it is opened.
record JsonDataset(Location location, StoredGroup root) implements StoredDataset {
  private static final long MOST = 1L << 30;
  private static final JsonFactory FACTORY = new JsonFactory();

  /// @throws AmasiaException.Format if it is no such JSON, or larger than 1 GiB
  /// @throws AmasiaException.MemoryLimit if the file and its values don't fit in memory
  static JsonDataset open(Location location) {
    long size = location.store().size(location.key()).orElse(0);
    if (size > MOST) {
      throw new AmasiaException.Format(
          "%s: JSON of %d bytes; it is read whole, so it may have at most 1 GiB"
              .formatted(location.url(), size));
    }
    try (Lease bytes =
            location
                .store()
                .read(location.key(), ByteRange.ALL)
                .orElseThrow(() -> new AmasiaException.Format("no such file: " + location.url()));
        JsonParser json = FACTORY.createParser(new SegmentInput(bytes.segment()))) {
      json.nextToken();
      return new JsonDataset(location, root(location, json, size));
    } catch (AmasiaException.MemoryLimit e) {
      throw e; // nothing is wrong with the file
    } catch (IOException
        | ArithmeticException
        | DateTimeException
        | IllegalArgumentException
        | AmasiaException e) {
      throw new AmasiaException.Format(
          "%s: not JSON as it is written here: %s"
              .formatted(
                  location.url(), String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static StoredGroup root(Location location, JsonParser json, long size)
      throws IOException {
    Map<String, Long> dims = new LinkedHashMap<>();
    Map<String, Attribute> attrs = new LinkedHashMap<>();
    List<StoredArray> arrays = new ArrayList<>();
    Set<String> coords = new LinkedHashSet<>();
    JsonObjects.fields(
        json,
        part -> {
          switch (part) {
            case "dims" -> JsonObjects.fields(json, dim -> dims.put(dim, json.getLongValue()));
            case "attrs" -> attrs.putAll(JsonAttributes.read(json));
            case "coords", "variables" ->
                JsonObjects.fields(
                    json,
                    name -> {
                      arrays.add(new Reading(json, size).array(location, name, dims));
                      if (part.equals("coords") && !dims.containsKey(name)) {
                        coords.add(name);
                      }
                    });
            default -> throw JsonObjects.unexpected(json, "dims, attrs, coords or variables");
          }
        });
    if (!coords.isEmpty()) {
      attrs.put("coordinates", Attribute.of(String.join(" ", coords)));
    }
    return new StoredGroup("", dims, attrs, arrays, List.of(), List.of(), List.of());
  }

  /// One array: `dims`, `shape` and `dtype` come before its values.
  private static final class Reading {
    private final JsonParser json;
    private final long most;
    private final List<String> dims = new ArrayList<>();
    private final List<Long> shape = new ArrayList<>();
    private final Map<String, Attribute> attrs = new LinkedHashMap<>();
    private String dtype = "";
    private String calendar = "";
    private @Nullable NdArray values;

    Reading(JsonParser json, long most) {
      this.json = json;
      this.most = most;
    }

    StoredArray array(Location location, String name, Map<String, Long> sizes) throws IOException {
      try {
        JsonObjects.fields(json, this::field);
        NdArray known = fitting(name, sizes);
        return new KnownArray(location, name, List.copyOf(dims), known.closedWhenDropped(), attrs);
      } catch (Throwable e) {
        forget();
        throw e;
      }
    }

    private NdArray fitting(String name, Map<String, Long> sizes) {
      boolean fits = dims.size() == shape.size();
      for (int d = 0; fits && d < dims.size(); d++) {
        fits = shape.get(d).equals(sizes.get(dims.get(d)));
      }
      if (values == null || !fits) {
        throw new AmasiaException.Format(
            "'%s' along %s has shape %s, but the dimensions are %s"
                .formatted(name, dims, shape, sizes));
      }
      return values;
    }

    private void forget() {
      if (values != null) {
        values.close();
        values = null;
      }
    }

    private void field(String name) throws IOException {
      switch (name) {
        case "dims" -> JsonObjects.elements(json, () -> dims.add(JsonObjects.scalar(json)));
        case "shape" -> JsonObjects.elements(json, () -> shape.add(json.getLongValue()));
        case "dtype" -> dtype = JsonObjects.scalar(json);
        case "units" -> attrs.put("units", Attribute.of(JsonObjects.scalar(json)));
        case "calendar" -> {
          calendar = JsonObjects.scalar(json);
          attrs.put("calendar", Attribute.of(calendar));
        }
        case "attrs" -> attrs.putAll(JsonAttributes.read(json));
        case "values" -> {
          var sizes = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
          if (sizes.size() > most) {
            throw new AmasiaException.Format("shape %s in %d bytes".formatted(sizes, most));
          }
          forget();
          values = JsonValues.read(json, DType.of(dtype), sizes, calendar);
        }
        default -> throw JsonObjects.unexpected(json, "dims, shape, dtype, attrs or values");
      }
    }
  }

  @Override
  public String url() {
    return location.url();
  }

  @Override
  public String format() {
    return "json";
  }

  @Override
  public void close() {
    location.store().close();
  }
}
