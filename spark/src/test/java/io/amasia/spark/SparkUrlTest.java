package io.amasia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.AmasiaException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparkUrlTest {
  @Test
  void urlsOfTheFourKindsAreUnderstood() {
    assertThat(SparkUrl.of("spark-local[2]")).contains(new SparkUrl.Threads("spark-local[2]", 2));
    assertThat(SparkUrl.of("local-cluster[2,1,1024]"))
        .contains(new SparkUrl.Processes("local-cluster[2,1,1024]", 2, 1, 1024));
    assertThat(SparkUrl.of("spark://head:7077"))
        .contains(new SparkUrl.Standalone("spark://head:7077", "head", 7077));
    assertThat(SparkUrl.of("k8s://https://api:6443"))
        .contains(new SparkUrl.Kubernetes("k8s://https://api:6443"));
  }

  @Test
  void otherEnginesAreNotOurs() {
    assertThat(SparkUrl.of("local")).isEmpty();
    assertThat(SparkUrl.of("serial")).isEmpty();
  }

  @Test
  void whatBeginsLikeOneOfOursAndIsNoneIsRefusedWithTheGrammar() {
    for (String wrong :
        List.of(
            "spark://head",
            "spark://head:x",
            "spark:head:7077",
            "spark://head:7077/x",
            "local-cluster[2,1]",
            "local-cluster[0,1,1024]",
            "spark-local[0]",
            "spark")) {
      assertThatThrownBy(() -> SparkUrl.of(wrong))
          .as(wrong)
          .isInstanceOf(AmasiaException.Usage.class)
          .hasMessageContaining(wrong)
          .hasMessageContaining("local-cluster[WORKERS,CORES,MEGABYTES]");
    }
  }
}
