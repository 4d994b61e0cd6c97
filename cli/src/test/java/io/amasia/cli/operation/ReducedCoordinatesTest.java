package io.amasia.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amasia.array.Calendar;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.geo.Places;
import io.amasia.storage.format.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lies beside results when time was reduced.
class ReducedCoordinatesTest {
  private static final Variable TIME =
      Fields.time(Calendar.NOLEAP, Fields.days(Calendar.NOLEAP, 2001, 1, 4));

  /// `v[time: 4, face: 2]` on a mesh whose places only its nodes tell.
  private static Dataset mesh() {
    Variable topology =
        Variable.of(List.of(), 0)
            .withAttrs(
                Map.of(
                    "cf_role", Attribute.of("mesh_topology"),
                    "node_coordinates", Attribute.of("x y"),
                    "face_node_connectivity", Attribute.of("faces")));
    Map<String, Variable> variables =
        Map.of(
            "v",
            Variable.of(List.of("time", "face"), new double[][] {{1, 2}, {3, 4}, {5, 6}, {8, 9}})
                .withAttrs(Map.of("mesh", Attribute.of("m"), "location", Attribute.of("face"))),
            "x",
            Fields.axis("node", new double[] {0, 10, 10, 0}, "degrees_east", "longitude"),
            "y",
            Fields.axis("node", new double[] {0, 0, 10, 10}, "degrees_north", "latitude"),
            "faces",
            Variable.of(List.of("face", "corner"), new double[][] {{0, 1, 2}, {0, 2, 3}})
                .withAttr("cf_role", Attribute.of("face_node_connectivity")),
            "m",
            topology);
    return new Dataset(variables, new Coordinates(Map.of("time", TIME)), Map.of());
  }

  @ParameterizedTest
  @CsvSource({"--mean, T", "--trend, T", "--coarsen, T=2:mean", "--resample, 2D:mean"})
  void whatLiesOnAMeshStillDoes(String option, String value) {
    Dataset located = Places.located(new Commands().on(mesh(), option, value));
    assertThat(Axes.of(located.get("v")).layout()).isNotEqualTo(Axes.Layout.NONE);
    assertThat(CfLinks.bounds(located, "m_face_lon").orElseThrow().load().toDoubles())
        .containsExactly(0, 10, 10, 0, 10, 0);
  }

  // Reading which nodes a face has would refuse this one.
  @Test
  void choosingAVariableKeepsItsMeshUnread() {
    Dataset bad =
        mesh()
            .with(
                "faces",
                Variable.of(List.of("face", "corner"), new double[][] {{0, 1, 2}, {0, 2, 99}}));
    Dataset mean = new Commands().on(bad, "-v", "v", "--mean", "T");
    assertThat(CfLinks.dataNames(mean)).containsExactly("v");
    assertThatThrownBy(() -> Places.located(mean)).hasMessageContaining("names node 99");
    Dataset chosen = new Commands().on(mesh(), "-v", "v", "--mean", "T");
    assertThat(CfLinks.bounds(Places.located(chosen), "m_face_lon")).isPresent();
  }

  @Test
  void stationsKeepTheirIdentifiers() {
    Dataset data =
        new Dataset(
            Map.of(
                "v",
                Variable.of(List.of("time", "station"), new double[4][2]),
                "id",
                Variable.of(List.of("station"), new int[] {10381, 10382})
                    .withAttr("cf_role", Attribute.of("timeseries_id"))),
            new Coordinates(Map.of("time", TIME)),
            Map.of());
    Dataset mean = new Commands().on(data, "--mean", "T");
    assertThat(Fields.values(mean, "id")).containsExactly(10381, 10382);
    assertThat(CfLinks.dataNames(mean)).containsExactly("v");
  }
}
