package io.amasia.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amasia.array.Box;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.storage.format.ArrayReader;
import io.amasia.storage.format.StoredArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Compares an array with what another implementation read: dtype, shape, CRC-32, first values.
final class Expected {
  private Expected() {}

  static void check(StoredArray array, JsonNode expected) {
    List<Long> shape = new ArrayList<>();
    expected.get("shape").forEach(n -> shape.add(n.longValue()));
    assertThat(array.dtype().label()).isEqualTo(expected.get("dtype").textValue());
    assertThat(array.shape().toArray())
        .containsExactly(shape.stream().mapToLong(Long::longValue).toArray());
    try (NdArray values = ArrayReader.read(array, Box.all(array.shape()))) {
      JsonNode first = expected.get("first");
      for (int i = 0; i < first.size(); i++) {
        if (array.dtype() == DType.STRING) {
          assertThat(values.getString(i)).isEqualTo(first.get(i).textValue());
        } else if (!first.get(i).isNull()) {
          assertThat(values.getDouble(i)).isEqualTo(first.get(i).doubleValue());
        }
      }
      assertThat(crc(values)).as("CRC-32").isEqualTo(expected.get("crc32").longValue());
    }
  }

  private static long crc(NdArray values) {
    var crc = new CRC32();
    if (values.dtype() == DType.STRING) {
      List<String> texts = new ArrayList<>();
      for (long i = 0; i < values.size(); i++) {
        texts.add(values.getString(i));
      }
      crc.update(String.join("\0", texts).getBytes(StandardCharsets.UTF_8));
    } else {
      crc.update(values.data().asByteBuffer());
    }
    return crc.getValue();
  }
}
