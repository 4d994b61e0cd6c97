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
    double lat = random.nextDouble(31, 89);
    for (Projection projection :
        List.of(
            new Projection.Equirectangular(-180, 180, -90, 90),
            new Projection.EqualEarth(0),
            new Projection.EqualEarth(150),
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
    assertThat(new Projection.EqualEarth(0).inverse(2.6, 1.2)).isNull();
    assertThat(new Projection.EqualEarth(0).inverse(0, 2)).isNull();
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

  @Test
  void theProjectionFollowsTheCells() {
    assertThat(projection(0, 360, -90, 90)).isInstanceOf(Projection.EqualEarth.class);
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
