package io.amasia.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amasia.dataset.Dataset;
import io.amasia.dataset.cf.Axes;
import io.amasia.dataset.cf.OpenOptions;
import io.amasia.dataset.cf.Opening;
import io.amasia.testkit.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotatedPoleTest {
  @Test
  void placesAreThoseThatARegionalModelWroteItself() {
    String file =
        Shared.file(
                "data/cordex/tas_ANT-44_ECMWF-ERAINT_evaluation_r1i1p1_DMI-HIRHAM5_v1_day_20060101.nc")
            .toString();
    try (Dataset data = Opening.open(List.of(file), OpenOptions.standard())) {
      Dataset without = data.withCoords(data.coords().without(List.of("lon", "lat")));
      Dataset got = RotatedPole.located(without);
      double[] lat = got.coords().get("lat").load().toDoubles();
      double[] lon = got.coords().get("lon").load().toDoubles();
      double[] wantedLat = data.coords().get("lat").load().toDoubles();
      double[] wantedLon = data.coords().get("lon").load().toDoubles();
      for (int k = 0; k < lat.length; k++) {
        assertThat(lat[k]).isCloseTo(wantedLat[k], within(1e-4));
        double apart = Math.IEEEremainder(lon[k] - wantedLon[k], 360);
        assertThat(apart * Math.cos(Math.toRadians(lat[k]))).isCloseTo(0, within(1e-4));
      }
      assertThat(Axes.of(got.get("tas")).layout()).isEqualTo(Axes.Layout.CURVILINEAR);
      assertThat(RotatedPole.located(data)).isSameAs(data);
    }
  }

  @Test
  void anUnmovedPoleTurnsByHalfACircle() {
    RotatedPole.Place place = new RotatedPole(90, 0, 0).truePlace(10, 40);
    assertThat(place.lat()).isCloseTo(40, within(1e-12));
    assertThat(place.lon()).isCloseTo(-170, within(1e-12));
    RotatedPole.Place europe = new RotatedPole(39.25, -162, 0).truePlace(0, 0);
    assertThat(europe.lon()).isCloseTo(18, within(1e-12));
    assertThat(europe.lat()).isCloseTo(50.75, within(1e-12));
  }
}
