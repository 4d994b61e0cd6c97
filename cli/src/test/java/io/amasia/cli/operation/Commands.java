package io.amasia.cli.operation;

import io.amasia.dataset.Dataset;
import io.amasia.geo.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Applies operations written as on the command line to datasets in memory, and keeps what was
/// said.
final class Commands {
  final List<String> said = new ArrayList<>();
  Meaning meaning = Meaning.standard(said::add);

  Dataset on(Dataset data, String... words) {
    return on(Map.of("", data), words);
  }

  Dataset on(Map<String, Dataset> inputs, String... words) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      OperationOption option =
          Arrays.stream(OperationOption.values())
              .filter(o -> o.option().equals(word))
              .findFirst()
              .orElseThrow();
      operations.add(option.parse(option.value().isEmpty() ? "" : words[++i]));
    }
    return new Pipeline(new LinkedHashMap<>(inputs), meaning).run(operations);
  }

  Commands keepingPartial() {
    meaning =
        new Meaning(
            true,
            meaning.minCoverage(),
            meaning.weighTimes(),
            meaning.base(),
            false,
            meaning.filledCells(),
            meaning.regrid(),
            said::add);
    return this;
  }

  Commands covering(double share) {
    meaning =
        new Meaning(
            meaning.keepPartial(),
            share,
            meaning.weighTimes(),
            meaning.base(),
            false,
            meaning.filledCells(),
            meaning.regrid(),
            said::add);
    return this;
  }

  Commands fillingCells() {
    meaning =
        new Meaning(
            meaning.keepPartial(),
            meaning.minCoverage(),
            meaning.weighTimes(),
            meaning.base(),
            false,
            true,
            meaning.regrid(),
            said::add);
    return this;
  }

  Commands unweighted() {
    meaning =
        new Meaning(
            meaning.keepPartial(),
            meaning.minCoverage(),
            false,
            meaning.base(),
            false,
            meaning.filledCells(),
            meaning.regrid(),
            said::add);
    return this;
  }

  Commands based(String base, boolean relative) {
    meaning =
        new Meaning(
            meaning.keepPartial(),
            meaning.minCoverage(),
            meaning.weighTimes(),
            java.util.Optional.of((Choice.Range) Choice.parse(base)),
            relative,
            meaning.filledCells(),
            meaning.regrid(),
            said::add);
    return this;
  }
}
