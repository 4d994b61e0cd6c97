package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Labelled;
import io.amasia.dataset.Layout;
import io.amasia.dataset.Variable;
import io.amasia.plan.Node;
import java.util.ArrayList;
import java.util.List;

/// An array or dataset in windows without an end, in which a value counts the less the further back
/// it lies: exponentially, as pandas' `ewm` and numbagg's `move_exp_*` have it.
///
/// Missing values are left out and age the others all the same. Statistics of nothing are missing,
/// and spreads of fewer than two values. Every result has the shape and coordinates of the object
/// itself, and its dtype where that is a float; integers and truths become `float64`. Work is in
/// `float64`, in one pass over lines that are held whole along the dimension.
///
/// @param <T> what is rolled over
public final class RollingExp<T extends Labelled<T>> {
  /// How the length of the window is given.
  public enum WindowType {
    /// `N` as in an `N`-day average: α = 2 / (N + 1).
    SPAN,
    /// The centre of mass of the weights: α = 1 / (1 + com).
    COM,
    /// After how many positions a value counts half: α = 1 − ½^(1 / h).
    HALFLIFE,
    /// The share of the newest value, α itself.
    ALPHA;

    double alpha(double window) {
      double alpha =
          switch (this) {
            case SPAN -> window >= 1 ? 2 / (window + 1) : Double.NaN;
            case COM -> window >= 0 ? 1 / (window + 1) : Double.NaN;
            case HALFLIFE -> window > 0 ? -Math.expm1(Math.log(0.5) / window) : Double.NaN;
            case ALPHA -> window > 0 && window <= 1 ? window : Double.NaN;
          };
      if (Double.isNaN(alpha)) {
        throw new AmasiaException.Usage(
            "an exponential window of %s %s; allowed are SPAN 1 and more, COM 0 and more, HALFLIFE above 0, ALPHA above 0 up to 1"
                .formatted(this, window));
      }
      return alpha;
    }
  }

  private final T object;
  private final String dim;
  private final double alpha;
  private final double minWeight;

  /// Windows of length `window`, as `type` counts it, over `object` along `dim`.
  ///
  /// @throws AmasiaException.Label if it lacks the dimension
  public RollingExp(T object, String dim, double window, WindowType type) {
    this(object, dim, type.alpha(window), 0);
    object.size(dim);
  }

  private RollingExp(T object, String dim, double alpha, double minWeight) {
    this.object = object;
    this.dim = dim;
    this.alpha = alpha;
    this.minWeight = minWeight;
  }

  /// With a result only where values that are not missing have at least this share, 0 to 1, of the
  /// weight of an endless window.
  public RollingExp<T> minWeight(double least) {
    if (!(least >= 0 && least <= 1)) {
      throw new AmasiaException.Usage("min weight %s; allowed is 0 to 1".formatted(least));
    }
    return new RollingExp<>(object, dim, alpha, least);
  }

  public T mean() {
    return reduce(ExponentialScan.Statistic.MEAN);
  }

  /// The sum of the weighted values, the newest one with weight 1.
  public T sum() {
    return reduce(ExponentialScan.Statistic.SUM);
  }

  /// The standard deviation, unbiased in its square.
  public T std() {
    return reduce(ExponentialScan.Statistic.STD);
  }

  /// The unbiased variance.
  public T var() {
    return reduce(ExponentialScan.Statistic.VAR);
  }

  private T reduce(ExponentialScan.Statistic statistic) {
    var scan = new ExponentialScan(statistic, alpha, minWeight);
    return object.through(dataset -> reduce(dataset, scan));
  }

  private Dataset reduce(Dataset dataset, ExponentialScan scan) {
    return dataset.mapVariables(v -> v.dims().contains(dim) ? reduce(v, scan) : v);
  }

  private Variable reduce(Variable v, ExponentialScan scan) {
    List<String> order = new ArrayList<>(v.dims());
    order.remove(dim);
    order.add(dim);
    Variable lines = Layout.arrange(v, order);
    Node made = scan.over(lines.data());
    return Layout.arrange(v.computed(order, made), v.dims())
        .withAttrs(scan.statistic().attrs(v.attrs()));
  }
}
