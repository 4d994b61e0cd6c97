package io.amasia.geo;

import io.amasia.array.AmasiaException;
import java.util.Arrays;

/// The cell whose centre is nearest to a place, by great circle.
///
/// @param row row of a grid with rows, or the number of the cell
/// @param column column of a grid with rows, else 0
/// @param distanceKm from the place to the centre, on a sphere of 6371 km radius
public record NearestPoint(int row, int column, double distanceKm) {

  /// The nearest of centres given one by one; of equally near ones the first. NaN are passed over.
  ///
  /// @throws AmasiaException.Label when there is no centre
  public static NearestPoint ofPoints(double[] lat, double[] lon, double atLon, double atLat) {
    checkPlace(atLon, atLat);
    double[] place = UnitVector.of(atLon, atLat);
    int nearest = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < lat.length; i++) {
      double[] centre = UnitVector.of(lon[i], lat[i]);
      double x = centre[0] - place[0];
      double y = centre[1] - place[1];
      double z = centre[2] - place[2];
      double chord = x * x + y * y + z * z;
      if (chord < smallest) {
        smallest = chord;
        nearest = i;
      }
    }
    if (nearest < 0) {
      throw new AmasiaException.Label("the grid has no cell centres to be near to");
    }
    return new NearestPoint(nearest, 0, distance(place, lon[nearest], lat[nearest]));
  }

  /// The nearest of centres of a curvilinear grid, `[rows, columns]` flat.
  ///
  /// @throws AmasiaException.Label when there is no centre
  public static NearestPoint ofCurvilinear(
      double[] lat, double[] lon, int columns, double atLon, double atLat) {
    NearestPoint flat = ofPoints(lat, lon, atLon, atLat);
    return new NearestPoint(flat.row / columns, flat.row % columns, flat.distanceKm);
  }

  /// The nearest centre of a rectilinear grid. Cost: one pass over each coordinate, for the nearest
  /// meridian is the same on every parallel.
  ///
  /// @throws AmasiaException.Label when there is no centre
  public static NearestPoint ofGrid(double[] lat, double[] lon, double atLon, double atLat) {
    checkPlace(atLon, atLat);
    int column = -1;
    double apart = Double.POSITIVE_INFINITY;
    for (int i = 0; i < lon.length; i++) {
      double here = Math.abs(Math.IEEEremainder(lon[i] - atLon, 360));
      if (here < apart) {
        apart = here;
        column = i;
      }
    }
    if (column < 0) {
      throw new AmasiaException.Label("the grid has no cell centres to be near to");
    }
    double[] meridian = new double[lat.length];
    Arrays.fill(meridian, lon[column]);
    NearestPoint along = ofPoints(lat, meridian, atLon, atLat);
    return new NearestPoint(along.row, column, along.distanceKm);
  }

  /// The great circle between two places, on a sphere of 6371 km radius.
  static double distanceKm(double lon0, double lat0, double lon1, double lat1) {
    return distance(UnitVector.of(lon0, lat0), lon1, lat1);
  }

  private static double distance(double[] place, double lon, double lat) {
    return UnitVector.angle(place, UnitVector.of(lon, lat)) * Sphere.EARTH_RADIUS / 1000;
  }

  static void checkPlace(double lon, double lat) {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 720)) {
      throw new AmasiaException.Usage(
          "the place LON,LAT = %s,%s is not on the earth: longitude first, in degrees, latitude within ±90"
              .formatted(lon, lat));
    }
  }
}
