// The edges of cells in longitude and latitude: one continuous line, [[lon, lat], …] in degrees, whose
// longitudes may leave ±180. A pole lies at every longitude and is followed from the one to the other.
// Sides are great circles, but for cells whose sides all run along parallels and meridians; long ones
// have points between, as maps bend them.

import {radians} from './cells.js';

const longest = 4, pole = 90 - 1e-6, same = 1e-4;

// Beyond these no corner lies, as far as rounding goes: it is a fill value.
const mostLon = 1e4, mostLat = 90.001;

/** The ring of a cell of polygons; empty if a corner is missing. */
export function ringOf({lon, lat, corners}, cell) {
  const from = cell * corners, circle = !isBox({lon, lat, corners}, from);
  let start = -1;
  for (let k = 0; k < corners; k++) {
    if (!(Math.abs(lon[from + k]) <= mostLon && Math.abs(lat[from + k]) <= mostLat)) return [];
    if (start < 0 && Math.abs(lat[from + k]) < pole) start = k;
  }
  if (start < 0) return [];
  const ring = [[lon[from + start], lat[from + start]]];
  let over = 0;
  for (let k = 1; k <= corners; k++) {
    const at = from + (start + k) % corners;
    if (Math.abs(lat[at]) >= pole) {
      over = Math.sign(lat[at]) * 90;
      continue;
    }
    const [last] = ring[ring.length - 1], next = lon[at] - 360 * Math.round((lon[at] - last) / 360);
    if (over) {
      go(ring, last, over);
      go(ring, next, over);
      over = 0;
    }
    go(ring, next, lat[at], circle);
  }
  const [last] = ring[ring.length - 1];
  if (Math.abs(last - ring[0][0]) > 180) {
    // Once round the Earth: a pole lies within.
    const within = Math.sign(ring.reduce((sum, point) => sum + point[1], 0)) * 90;
    go(ring, last, within);
    go(ring, ring[0][0], within);
  }
  return ring;
}

/** The parts of a ring on a map whose seam is opposite to the meridian `middle`, each within it. */
export function cutAtSeam(ring, middle) {
  let west = Infinity, east = -Infinity;
  for (const [lon] of ring) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
  }
  const parts = [];
  for (let turn = Math.ceil((middle - 180 - east) / 360); turn <= (middle + 180 - west) / 360; turn++) {
    const moved = turn ? ring.map(([lon, lat]) => [lon + 360 * turn, lat]) : ring;
    const inside = west + 360 * turn >= middle - 180 && east + 360 * turn <= middle + 180;
    const part = inside ? moved : beyond(beyond(moved, 0, middle - 179.99999, 1), 0, middle + 179.99999, -1);
    if (part.length > 2) parts.push(part);
  }
  return parts;
}

/** The part of a ring between two latitudes. */
export function ringWithin(ring, south, north) {
  return beyond(beyond(ring, 1, south, 1), 1, north, -1);
}

/** The part on one side of a line: Sutherland and Hodgman (1974), doi:10.1145/360767.360802. */
function beyond(ring, axis, line, side) {
  const part = [];
  ring.forEach((point, k) => {
    const next = ring[(k + 1) % ring.length];
    const here = side * (point[axis] - line), there = side * (next[axis] - line);
    if (here >= 0) go(part, ...point);
    if (here < 0 !== there < 0) {
      const share = here / (here - there), crossing = [line, line];
      crossing[1 - axis] = point[1 - axis] + share * (next[1 - axis] - point[1 - axis]);
      go(part, ...crossing);
    }
  });
  if (part.length) go(part, ...part[0]);
  return part;
}

function isBox({lon, lat, corners}, from) {
  for (let k = 0; k < corners; k++) {
    const here = from + k, next = from + (k + 1) % corners, apart = lon[here] - lon[next];
    if (Math.abs(lat[here] - lat[next]) >= same && Math.abs(apart - 360 * Math.round(apart / 360)) >= same) return false;
  }
  return true;
}

/** Goes to the next point: less than half round the Earth away, unless along a pole. */
function go(ring, lon, lat, circle) {
  if (!ring.length) {
    ring.push([lon, lat]);
    return;
  }
  const [fromLon, fromLat] = ring[ring.length - 1];
  const far = Math.max(Math.abs(lon - fromLon), Math.abs(lat - fromLat)), steps = Math.max(1, Math.ceil(far / longest));
  const round = circle && Math.abs(fromLat) < pole && Math.abs(lat) < pole;
  for (let s = 1; s < steps; s++) {
    const share = s / steps;
    ring.push(round ? onCircle(fromLon, fromLat, lon, lat, share) : [fromLon + (lon - fromLon) * share, fromLat + (lat - fromLat) * share]);
  }
  if (far > 0) ring.push([lon, lat]);
}

/** A point on the great circle between two. */
function onCircle(lon0, lat0, lon1, lat1, share) {
  const a = (1 - share) * Math.cos(lat0 * radians), b = share * Math.cos(lat1 * radians), turn = (lon1 - lon0) * radians;
  const x = a + b * Math.cos(turn), y = b * Math.sin(turn);
  const z = (1 - share) * Math.sin(lat0 * radians) + share * Math.sin(lat1 * radians);
  return [lon0 + Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians];
}
