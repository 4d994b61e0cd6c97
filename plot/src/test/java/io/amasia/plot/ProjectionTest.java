package io.amasia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.testkit.RandomTest;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  @RandomTest
  void inverseUndoesForward(long seed) {
    var random = new Random(seed);
    double lon = random.nextDouble(-179.9, 179.9);
    double lat = random.nextDouble(31, 84);
    for (Projection projection :
        List.of(
            new Projection.Equirectangular(-180, 180, -90, 90),
            new World(WorldShape.EQUAL_EARTH, 150),
            new World(WorldShape.NATURAL_EARTH, 0),
            new World(WorldShape.ROBINSON, -60),
            new World(WorldShape.MOLLWEIDE, 0),
            new World(WorldShape.MERCATOR, 10),
            new Orthographic(lon - 60, 60),
            new Projection.PolarStereographic(true, 30),
            new LambertConformal(-180, 180, 20, 90))) {
      Point2D there = projection.forward(lon, lat);
      Point2D back = Objects.requireNonNull(projection.inverse(there.getX(), there.getY()));
      double turned = Math.IEEEremainder(back.getX() - lon, 360);
      assertThat(turned).isCloseTo(0, within(1e-6));
      assertThat(back.getY()).isCloseTo(lat, within(1e-6));
    }
  }

  @Test
  void outsideTheOutlineThereIsNoPlace() {
    for (WorldShape shape : WorldShape.values()) {
      assertThat(new World(shape, 0).inverse(3.2, 1.3)).isNull();
      assertThat(new World(shape, 0).inverse(0, 3.2)).isNull();
    }
    assertThat(new Orthographic(0, 0).inverse(0.8, 0.8)).isNull();
    assertThat(new Orthographic(0, 0).forward(100, 0).getX()).isNaN();
    assertThat(new Projection.PolarStereographic(false, -50).inverse(2, 2)).isNull();
  }

  @Test
  void theConeIsThatOfTheSource() {
    // Snyder's example for the sphere (page 295): parallels 33 and 45, centre 96 W, place 35 N 75
    // W.
    var cone = new LambertConformal(-126, -66, 30, 48);
    Point2D p = cone.forward(-75, 35);
    assertThat(p.getX()).isCloseTo(0.2966785, within(1e-7));
    var south = new LambertConformal(-126, -66, -48, -30);
    assertThat(south.forward(-75, -35).getY()).isCloseTo(-p.getY(), within(1e-12));
    assertThat(south.forward(-75, -35).getX()).isCloseTo(p.getX(), within(1e-12));
  }

  // Snyder (1987): pages 222 (Mercator), 253 (Mollweide) and 151 (orthographic). Robinson's by
  // `proj +proj=robin +R=1`, which draws other curves between the lines of the table.
  @Test
  void worldsAreThoseOfTheirSources() {
    Point2D mollweide = new World(WorldShape.MOLLWEIDE, -90).forward(-75, -50);
    assertThat(mollweide.getX()).isCloseTo(0.1788845, within(1e-7));
    assertThat(mollweide.getY()).isCloseTo(-0.9208758, within(1e-7));
    Point2D globe = new Orthographic(-100, 40).forward(-110, 30);
    assertThat(globe.getX()).isCloseTo(-0.1503837, within(1e-7));
    assertThat(globe.getY()).isCloseTo(-0.1651911, within(1e-7));
    double[][] robinson = {
      {5, 1.479187, 0.083843, 1e-6},
      {30, 1.422010, 0.503056, 1e-6},
      {60, 1.182935, 0.993400, 1e-6},
      {85, 0.847578, 1.319980, 1e-6},
      {17, 1.462128, 0.285065, 1e-3},
      {77, 0.967013, 1.234199, 1e-3}
    };
    for (double[] row : robinson) {
      Point2D at = new World(WorldShape.ROBINSON, 0).forward(100, row[0]);
      assertThat(at.getX()).isCloseTo(row[1], within(row[3]));
      assertThat(at.getY()).isCloseTo(row[2], within(row[3]));
    }
  }

  @Test
  void theProjectionFollowsTheCells() {
    assertThat(projection(0, 360, -90, 90)).isEqualTo(new World(WorldShape.EQUAL_EARTH, 0));
    assertThat(projection(0, 360, 50, 90)).isInstanceOf(Projection.PolarStereographic.class);
    assertThat(projection(220, 300, 20, 70)).isEqualTo(new LambertConformal(-140, -60, 20, 70));
    assertThat(projection(110, 155, -45, -10)).isEqualTo(new LambertConformal(110, 155, -45, -10));
    assertThat(projection(-20, 55, -36, 38))
        .isEqualTo(new Projection.Equirectangular(-20, 55, -36, 38));
    assertThat(projection(5, 16, 47, 55)).isEqualTo(new LambertConformal(5, 16, 47, 55));
    assertThat(projection(170, 190, -20, -10))
        .isEqualTo(new Projection.Equirectangular(170, 190, -20, -10));
  }

  private static Projection projection(double west, double east, double south, double north) {
    double[] lon = new double[73];
    for (int i = 0; i < lon.length; i++) {
      lon[i] = west + (east - west) * i / 72;
    }
    return MapExtent.projection(new Cells.Rectilinear(lon, new double[] {south, north}));
  }
}
