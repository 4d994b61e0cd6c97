package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amasia.array.AmasiaException;
import io.amasia.dataset.Coordinates;
import io.amasia.dataset.Dataset;
import io.amasia.dataset.Variable;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.CfLinks;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.storage.format.Attribute;
import io.amasia.testkit.Shared;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void facesOfAMeshHaveTheirCornersAsBoundsAndSoTheirAreas() {
    try (Dataset data = open("grids/mesh_C4_synthetic_float.nc")) {
      Dataset located = Places.located(data);
      assertThat(Axes.of(located.get("synthetic")).layout()).isEqualTo(Axes.Layout.UNSTRUCTURED);
      assertThat(CfLinks.dataNames(located)).containsExactly("synthetic");
      double[] areas = HorizontalGrid.of(located, "synthetic").areas();
      double earth = 4 * Math.PI * Math.pow(CellAreas.EARTH_RADIUS, 2);
      assertThat(Arrays.stream(areas).sum()).isCloseTo(earth, within(1e-12 * earth));
      assertThat(Places.located(located)).isSameAs(located);
    }
  }

  @Test
  void middlesOfFacesAreThoseThatTheFileTellsWhenItDoesNot() {
    try (Dataset data = open("grids/mesh_C4_synthetic_float.nc")) {
      Variable topology = data.variable("example_C4");
      var attrs = new java.util.LinkedHashMap<>(topology.attrs());
      attrs.remove("face_coordinates");
      Dataset located = Places.located(data.with("example_C4", topology.withAttrs(attrs)));
      double[] lon = located.coords().get("example_C4_face_lon").load().toDoubles();
      double[] lat = located.coords().get("example_C4_face_lat").load().toDoubles();
      double[] x = data.variable("example_C4_face_x").load().toDoubles();
      double[] y = data.variable("example_C4_face_y").load().toDoubles();
      for (int i = 0; i < lon.length; i++) {
        assertThat(NearestPoint.distanceKm(lon[i], lat[i], x[i], y[i])).isLessThan(1);
      }
    }
  }

  @Test
  void facesOfFewerCornersRepeatTheLastAndWrongNodesAreSaid() {
    Dataset mesh = mesh(new double[] {1, 2, 3, 4, 1, 2, 3, Double.NaN});
    Dataset located = Places.located(mesh);
    assertThat(CfLinks.bounds(located, "m_face_lon").orElseThrow().load().toDoubles())
        .containsExactly(0, 10, 10, 0, 0, 10, 10, 10);
    assertThatThrownBy(() -> Places.located(mesh(new double[] {1, 2, 3, 5, 1, 2, 3, 4})))
        .isInstanceOf(AmasiaException.Format.class)
        .hasMessage("the mesh 'm' names node 5; there are 1 to 4");
  }

  private static Dataset mesh(double[] nodes) {
    Map<String, Variable> variables =
        Map.of(
            "x", of("node", new double[] {0, 10, 10, 0}, "units", "degrees_east"),
            "y", of("node", new double[] {0, 0, 10, 10}, "units", "degrees_north"),
            "v", of("face", new double[] {1, 2}, "mesh", "m", "location", "face"),
            "faces",
                Variable.of(
                        List.of("face", "corner"),
                        io.amasia.plan.Nodes.literal(Flat.shaped(nodes, 2, 4)))
                    .withAttrs(Map.of("start_index", Attribute.of(1))),
            "m",
                Variable.of(List.of(), 0)
                    .withAttrs(
                        Map.of(
                            "cf_role", Attribute.of("mesh_topology"),
                            "node_coordinates", Attribute.of("y x"),
                            "face_node_connectivity", Attribute.of("faces"))));
    return new Dataset(variables, new Coordinates(Map.of()), Map.of());
  }

  private static Variable of(String dim, double[] values, String... attrs) {
    Variable variable = Variable.of(List.of(dim), values);
    for (int k = 0; k < attrs.length; k += 2) {
      variable = variable.withAttr(attrs[k], Attribute.of(attrs[k + 1]));
    }
    return variable;
  }

  @Test
  void placesThatAFileDoesNotNameAreFoundBesideItsValues() {
    try (Dataset data = open("classic/camse_unstructured_grid.nc")) {
      Dataset located = Places.located(data);
      assertThat(CfLinks.dataNames(located)).containsExactly("T850");
      assertThat(located.get("T850").coords().names()).contains("lon", "lat");
    }
  }

  private static Dataset open(String name) {
    return Opening.open(List.of(Shared.file("data/" + name).toString()), OpenOptions.standard());
  }
}
