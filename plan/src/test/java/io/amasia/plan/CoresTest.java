package io.amasia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// How many cores a process takes for its own.
class CoresTest {
  @Test
  void theBatchSystemHasTheFirstWord() {
    assertThat(Cores.allowed(16, Map.of("SLURM_CPUS_PER_TASK", "4", "NSLOTS", "9"))).isEqualTo(4);
    assertThat(Cores.allowed(16, Map.of("PBS_NCPUS", "2"))).isEqualTo(2);
  }

  @Test
  void itNeverGivesMoreThanTheControlGroup() {
    assertThat(Cores.allowed(2, Map.of("SLURM_CPUS_PER_TASK", "64"))).isEqualTo(2);
  }

  @Test
  void whatIsNoNumberIsNotHeard() {
    assertThat(Cores.allowed(8, Map.of("SLURM_CPUS_PER_TASK", "many"))).isEqualTo(8);
    assertThat(Cores.allowed(8, Map.of("PBS_NCPUS", "0"))).isEqualTo(8);
    assertThat(Cores.allowed(8, Map.of())).isEqualTo(8);
  }
}
