package io.amasia.plan.engine;

import io.amasia.plan.Accumulation;
import io.amasia.plan.Expansion;
import io.amasia.plan.Node;
import io.amasia.plan.Stage;
import io.amasia.plan.engine.StageRun.OutputRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who takes what the tasks of a stage compute.
///
/// @param expansion what the tasks compute: the domains of the outputs
/// @param runs for each domain, who takes its values
record Takers(Expansion expansion, List<List<OutputRun>> runs) implements AutoCloseable {
  /// Makes them.
  interface Making {
    /// For a reduction that adds up, or several that share their state.
    ///
    /// @param taking all outputs of the same domain
    OutputRun reducing(Accumulation accumulation, List<Stage.Output> taking);

    /// For any other output.
    ///
    /// @param expansion what the tasks of the stage compute
    OutputRun other(Stage.Output output, Expansion expansion);
  }

  static Takers of(Stage stage, Making making) {
    List<Node> domains = new ArrayList<>();
    Map<Node, List<Stage.Output>> byDomain = new HashMap<>();
    for (Stage.Output output : stage.outputs()) {
      byDomain
          .computeIfAbsent(
              output.domain(),
              d -> {
                domains.add(d);
                return new ArrayList<>();
              })
          .add(output);
    }
    var expansion = new Expansion(stage.plan(), domains, stage.atHand().nodes());
    var takers = new Takers(expansion, new ArrayList<>());
    try {
      for (Node domain : domains) {
        List<OutputRun> own = new ArrayList<>();
        takers.runs.add(own);
        List<Stage.Output> taking = byDomain.getOrDefault(domain, List.of());
        for (Accumulation one : Accumulation.of(taking)) {
          own.add(making.reducing(one, taking));
        }
        for (Stage.Output output : taking) {
          if (!Accumulation.adds(output)) {
            own.add(making.other(output, expansion));
          }
        }
      }
      return takers;
    } catch (Throwable e) {
      takers.close();
      throw e;
    }
  }

  @Override
  public void close() {
    runs.forEach(own -> own.forEach(OutputRun::close));
  }
}
