package io.amasia.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/// Makes disjoint valid polygons within ±180 of whatever a file holds: overlaps united,
/// self-crossings resolved, parts beyond ±180 brought back.
///
/// Robust union of polygons is the one thing here that is hard to get right, so it is left to JTS.
/// Masks and areas are our own: they need the sphere and whole grids, which JTS has not.
final class PolygonRepair {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private PolygonRepair() {}

  static Polygons repair(List<List<Polygons.Ring>> polygons) {
    List<Geometry> parts = new ArrayList<>();
    for (List<Polygons.Ring> polygon : polygons) {
      Geometry valid = GeometryFixer.fix(polygon(polygon));
      Envelope box = valid.getEnvelopeInternal();
      for (int turn = -2; turn <= 2; turn++) {
        Envelope circle = new Envelope(360 * turn - 180, 360 * turn + 180, -90, 90);
        if (circle.contains(box)) {
          parts.add(turned(valid, -turn));
        } else if (circle.intersects(box)) {
          Geometry cut =
              OverlayNGRobust.overlay(valid, FACTORY.toGeometry(circle), OverlayNG.INTERSECTION);
          parts.add(turned(cut, -turn));
        }
      }
    }
    return polygons(OverlayNGRobust.union(parts, FACTORY));
  }

  private static Geometry turned(Geometry geometry, int turns) {
    return turns == 0
        ? geometry
        : AffineTransformation.translationInstance(360.0 * turns, 0).transform(geometry);
  }

  private static Polygon polygon(List<Polygons.Ring> rings) {
    List<LinearRing> made = rings.stream().map(PolygonRepair::ring).toList();
    return FACTORY.createPolygon(
        made.getFirst(), made.subList(1, made.size()).toArray(LinearRing[]::new));
  }

  private static LinearRing ring(Polygons.Ring ring) {
    Coordinate[] coordinates = new Coordinate[ring.lon().length];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = new Coordinate(ring.lon()[i], ring.lat()[i]);
    }
    return FACTORY.createLinearRing(coordinates);
  }

  private static Polygons polygons(Geometry geometry) {
    List<List<Polygons.Ring>> polygons = new ArrayList<>();
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        List<Polygons.Ring> rings = new ArrayList<>();
        rings.add(ring(polygon.getExteriorRing()));
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          rings.add(ring(polygon.getInteriorRingN(r)));
        }
        polygons.add(rings);
      }
    }
    return Polygons.of(polygons);
  }

  private static Polygons.Ring ring(LinearRing ring) {
    Coordinate[] coordinates = ring.getCoordinates();
    double[] lon = new double[coordinates.length];
    double[] lat = new double[coordinates.length];
    for (int i = 0; i < lon.length; i++) {
      lon[i] = coordinates[i].x;
      lat[i] = coordinates[i].y;
    }
    return new Polygons.Ring(lon, lat);
  }
}
