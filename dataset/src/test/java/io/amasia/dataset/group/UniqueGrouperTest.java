package io.amasia.dataset.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Variable;
import io.amasia.plan.Groups;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniqueGrouperTest {
  private static final Variable KEYS = Variable.of(List.of("x"), new long[] {1, 0, 2});

  private static int[] codes(Object labels) {
    Groups groups = UniqueGrouper.of(labels).group("x", KEYS).groups();
    return IntStream.range(0, groups.size()).map(groups::of).toArray();
  }

  @Test
  void labelsThatTheDtypeCannotHoldAreRefused() {
    for (double label : new double[] {1.5, Double.NaN, 1e300}) {
      assertThatThrownBy(() -> codes(new double[] {label, 2}))
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining("int64");
    }
  }

  @Test
  void wholeNumbersOfAnotherDtypeAreTheSameLabels() {
    assertThat(codes(new double[] {2, 1})).containsExactly(1, -1, 0);
    assertThat(codes(new int[] {0})).containsExactly(-1, 0, -1);
  }
}
