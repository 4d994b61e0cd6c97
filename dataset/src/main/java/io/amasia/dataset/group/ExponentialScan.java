package io.amasia.dataset.group;

import io.amasia.array.AmasiaException;
import io.amasia.array.DType;
import io.amasia.array.NdArray;
import io.amasia.dataset.ResultAttributes;
import io.amasia.plan.BlockFunction;
import io.amasia.plan.Node;
import io.amasia.plan.Nodes;
import io.amasia.plan.Reduction.Kind;
import io.amasia.plan.Sweeps;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;

/// Running statistics with weights that fade by 1 − α from one position to the next, of whole lines
/// along the last dimension.
///
/// Mean and squared deviations from it are updated value by value ([West
/// 1979](https://doi.org/10.1145/359146.359153)), which keeps digits that differences of sums of
/// squares lose. The variance is divided by `1 − Σw² / (Σw)²`.
///
/// @param minWeight the least weight of the values that are there, of which an endless line has 1
record ExponentialScan(Statistic statistic, double alpha, double minWeight)
    implements BlockFunction {
  private static final long serialVersionUID = 1;

  /// What is told of each position.
  enum Statistic {
    MEAN(Kind.MEAN),
    SUM(Kind.SUM),
    STD(Kind.STD),
    VAR(Kind.VAR);

    private final Kind kind;

    Statistic(Kind kind) {
      this.kind = kind;
    }

    Map<String, Attribute> attrs(Map<String, Attribute> attrs) {
      return ResultAttributes.ofReduction(attrs, kind, List.of());
    }
  }

  /// The statistic of `input` along its last dimension.
  Node over(Node input) {
    if (!input.dtype().isNumeric() && input.dtype() != DType.BOOL) {
      throw new AmasiaException.Unsupported(
          "exponential windows of dtype %s; allowed are numbers".formatted(input.dtype()));
    }
    DType dtype = input.dtype().isFloating() ? input.dtype() : DType.FLOAT64;
    int last = input.shape().ndim() - 1;
    if (input.shape().size() == 0) {
      return Nodes.cast(input, dtype);
    }
    List<Long> core = List.of(input.shape().size(last));
    return Nodes.cast(Sweeps.mapLines(input, this, DType.FLOAT64, core), dtype);
  }

  @Override
  public NdArray apply(List<NdArray> blocks) {
    NdArray block = blocks.getFirst();
    double[] values = block.toDoubles();
    int n = Math.toIntExact(block.shape().size(block.shape().ndim() - 1));
    double[] told = new double[values.length];
    for (int from = 0; from < values.length; from += n) {
      line(values, told, from, from + n);
    }
    return NdArray.of(block.shape(), told);
  }

  private void line(double[] values, double[] told, int from, int to) {
    double fade = 1 - alpha;
    double mean = 0;
    double squares = 0;
    double sum = 0;
    double weights = 0;
    double weightsSquared = 0;
    boolean any = false;
    for (int i = from; i < to; i++) {
      sum *= fade;
      squares *= fade;
      weights *= fade;
      weightsSquared *= fade * fade;
      double value = values[i];
      if (!Double.isNaN(value)) {
        double before = weights;
        any = true;
        sum += value;
        weights += 1;
        weightsSquared += 1;
        double apart = value - mean;
        mean += apart / weights;
        squares += apart * apart * (before / weights);
      }
      double bias = 1 - weightsSquared / (weights * weights);
      double unbiased = bias > 0 ? squares / weights / bias : Double.NaN;
      double result =
          switch (statistic) {
            case MEAN -> weights > 0 ? mean : Double.NaN;
            case SUM -> sum;
            case VAR -> unbiased;
            case STD -> Math.sqrt(unbiased);
          };
      told[i] = any && weights * alpha >= minWeight ? result : Double.NaN;
    }
  }
}
