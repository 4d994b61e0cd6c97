package io.amasia.plan.rule;

import io.amasia.plan.Plan;
import io.amasia.plan.Rule;

/// Moves selections towards the reads.
public final class PushSelections implements Rule {
  @Override
  public String name() {
    return "push selections into reads";
  }

  @Override
  public Plan apply(Plan plan) {
    return plan;
  }
}
