package io.amasia.plan;

import io.amasia.plan.rule.JoinBeforeElementwise;
import io.amasia.plan.rule.PushSelections;
import java.util.List;

/// The ordered list of rules that every plan goes through.
public final class Optimizer {
  /// Selections first: what they cut away, no later rule has to look at.
  private static final List<Rule> RULES =
      List.of(new PushSelections(), new JoinBeforeElementwise());

  private Optimizer() {}

  /// The rules, in the order they are applied.
  public static List<Rule> rules() {
    return RULES;
  }

  /// The plan after all rules.
  public static Plan optimize(Plan plan) {
    Plan now = plan;
    for (Rule rule : RULES) {
      now = rule.apply(now);
    }
    return now;
  }
}
