package io.amasia.dataset.cf;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.storage.Location;
import io.amasia.storage.format.Attribute;
import io.amasia.storage.format.Format;
import io.amasia.storage.format.Schema;
import io.amasia.storage.format.StoredDataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is joined to a dataset that is there takes over its encodings: one array has but one dtype,
/// scale, fill value and unit. Others that are given, and values that this dtype has no place for,
/// are refused.
final class TargetEncodings {
  private TargetEncodings() {}

  /// `dataset` as the group `path` at `target` stores it.
  ///
  /// @param given what is said about variables, by name
  /// @throws AmasiaException.Conflict if the target stores a variable otherwise than is given, or
  ///   times can't be counted in the units there
  static CfEncoder.Encoded encode(
      Dataset dataset, Map<String, Encoding> given, String path, Format format, Location target) {
    CfEncoder.requireThere(given.keySet(), dataset);
    try (StoredDataset stored = format.openTarget(target);
        Dataset there =
            CfDecoder.open(stored, path.isEmpty() ? "/" : path, Decoding.STANDARD, Notices.NONE)) {
      Map<String, Encoding> encodings = new LinkedHashMap<>();
      for (String name : CfLinks.all(dataset).keySet()) {
        if (there.has(name)) {
          Variable like = there.variable(name);
          Encoding said = given.getOrDefault(name, Encoding.none());
          StoredAs.of(like)
              .differenceTo(said)
              .ifPresent(difference -> {
                throw new AmasiaException.Conflict(
                    "%s of '%s' is given, but %s has %s; an array has but one, so leave it out, or write another target"
                        .formatted(difference.given(), name, target.url(), difference.has()));
              });
          Encoding values = Encoding.of(like).onlyValues().exactly();
          encodings.put(name, format.appendsToCopies() ? said.onlyCodecs().orElse(values) : values);
        }
      }
      CfEncoder.Encoded encoded =
          CfEncoder.encode(dataset, new CfEncoder.Style(false, encodings, _ -> false));
      for (Schema.Variable variable : encoded.schema().variables()) {
        if (there.has(variable.name())) {
          requireSameUnits(variable, there.variable(variable.name()), target.url());
        }
      }
      return encoded;
    }
  }

  private static void requireSameUnits(Schema.Variable variable, Variable there, String url) {
    for (String key : List.of("units", "calendar")) {
      Attribute has = there.encoding().get(key);
      Attribute gets = variable.attrs().get(key);
      if (has != null && gets != null && !Objects.equals(has, gets)) {
        throw new AmasiaException.Conflict(
            "'%s' would be stored in %s %s, but %s has it in %s, which can't count these times exactly"
                .formatted(variable.name(), key, FillValues.text(gets), url, FillValues.text(has)));
      }
    }
  }
}
