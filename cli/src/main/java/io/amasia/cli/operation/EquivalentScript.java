package io.amasia.cli.operation;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.geo.Selections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A script of another tool that gives the same values as operations of the command.
///
/// What has no equal there is refused, not approximated.
public final class EquivalentScript {
  /// The tools that scripts are written for.
  public enum Tool {
    XARRAY,
    CDO
  }

  private EquivalentScript() {}

  /// An operation between the data it is given and what it makes of them.
  ///
  /// @param before lazily, as [Pipeline] has it
  /// @param after likewise
  record Step(Operation operation, Dataset before, Dataset after, Meaning meaning) {}

  /// The script.
  ///
  /// @param urls the files of the one input
  /// @param data that input, opened
  /// @param output the file to write; a name of the tool's own if there is none
  /// @throws AmasiaException.Unsupported if the tool has no equal of an operation; says which
  public static String of(
      Tool tool,
      List<String> urls,
      Dataset data,
      List<Operation> operations,
      Meaning meaning,
      Optional<String> output) {
    List<Step> steps = new ArrayList<>();
    Dataset before = data;
    for (int i = 0; i < operations.size(); i++) {
      Meaning quiet = i + 1 == operations.size() ? meaning : meaning.quietly();
      Dataset after = new Pipeline(Map.of("", data), quiet).run(operations.subList(0, i + 1));
      steps.add(new Step(operations.get(i), before, after, meaning));
      before = after;
    }
    if (meaning.minCoverage() != 1 || meaning.keepPartial()) {
      throw new AmasiaException.Unsupported(
          "a script has no equal of --min-coverage and --partial keep; leave them out");
    }
    if (meaning.filledCells()) {
      throw new AmasiaException.Unsupported(
          "a script has no equal of --cells filled, it takes the nearest cell; leave it out");
    }
    return switch (tool) {
      case XARRAY -> XarrayScript.of(urls, data, steps, output.orElse("out.nc"));
      case CDO -> CdoScript.of(urls, data, steps, output.orElse("out.nc"));
    };
  }

  /// The position from 0 of `text`, which counts from the end where it is negative.
  static long position(String text, long size) {
    long at = Selections.position(text);
    return at < 0 ? at + size : at;
  }

  /// That `tool` can't do what `option` asks for.
  static AmasiaException.Unsupported none(String tool, String option, String why) {
    return new AmasiaException.Unsupported(
        "%s has no equal of %s: %s".formatted(tool, option, why));
  }
}
