package io.amasia.plan;

import java.util.function.UnaryOperator;

/// A rewrite of a plan into one that gives the same values with less work.
public interface Rule extends UnaryOperator<Plan> {
  /// What it does, as a verb phrase.
  String name();
}
