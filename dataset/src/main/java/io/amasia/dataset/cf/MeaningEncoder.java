package io.amasia.dataset.cf;

import io.amasia.array.Calendar;
import io.amasia.array.Chunks;
import io.amasia.array.DType;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A dataset for a format that holds values as people mean them: nothing is coded. Times say their
/// calendar, and the global attribute `coordinates` names the coordinates that are no dimension's.
final class MeaningEncoder {
  private MeaningEncoder() {}

  static CfEncoder.Encoded encode(Dataset dataset) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    List<Schema.Variable> variables = new ArrayList<>();
    dataset.coords().asMap().forEach((name, v) -> add(name, v, true, nodes, variables));
    dataset.variables().forEach((name, v) -> add(name, v, false, nodes, variables));
    Map<String, Attribute> attrs = new LinkedHashMap<>(dataset.attrs());
    List<String> names =
        dataset.coords().asMap().keySet().stream()
            .filter(name -> !dataset.sizes().containsKey(name))
            .toList();
    if (!names.isEmpty()) {
      attrs.put("coordinates", Attribute.of(String.join(" ", names)));
    }
    return new CfEncoder.Encoded(
        new Schema(dataset.sizes(), List.of(), attrs, variables), nodes, Map.of());
  }

  private static void add(
      String name,
      Variable variable,
      boolean isCoordinate,
      Map<String, Node> nodes,
      List<Schema.Variable> variables) {
    Map<String, Attribute> attrs = new LinkedHashMap<>(variable.attrs());
    if (variable.dtype() == DType.DATETIME) {
      Calendar calendar = variable.calendar().orElse(Calendar.STANDARD);
      attrs.put("calendar", Attribute.of(calendar.label()));
    }
    Node data = variable.data();
    Chunks chunks =
        isCoordinate || variable.shape().size() == 0
            ? Chunks.single(variable.shape())
            : ChunkChoice.of(data.chunks(), data.dtype());
    nodes.put(name, data);
    variables.add(
        new Schema.Variable(
            name, variable.dims(), data.dtype(), variable.shape(), chunks, null, attrs));
  }
}
