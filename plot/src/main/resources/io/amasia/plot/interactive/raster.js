// Which cell each pixel of a map shows. Values change with sliders, this does not, so it is kept and
// colours are looked up through it.
//
// A frame is {projection, west, north, perPixel, width, height}: the part of the plane that is shown.

import {finder} from './cells.js';
import {cutAtSeam, ringOf, ringWithin} from './rings.js';

/** The number of a cell for each pixel, row by row from the top; -1 where there is none. */
export function cellIndex(cells, frame) {
  const index = new Int32Array(frame.width * frame.height).fill(-1);
  if (cells.kind === 'grid') lookUp(cells, frame, index);
  else if (cells.kind === 'polygons') fillPolygons(cells, frame, index);
  else fillDots(cells, frame, index);
  return index;
}

function lookUp(cells, {projection, west, north, perPixel, width, height}, index) {
  const columns = finder(cells.lonEdges, true), rows = finder(cells.latEdges, false);
  const across = cells.lonEdges.length - 1;
  for (let py = 0, at = 0; py < height; py++) {
    const y = north - (py + .5) * perPixel;
    for (let px = 0; px < width; px++, at++) {
      const place = projection.inverse(west + (px + .5) * perPixel, y);
      if (place === null) continue;
      const row = rows(place[1]), column = columns(place[0]);
      if (row >= 0 && column >= 0) index[at] = row * across + column;
    }
  }
}

/** Polygons, those that cross the seam of the map on both of its sides. */
function fillPolygons(cells, frame, index) {
  const {projection} = frame, x = [], y = [];
  for (let cell = 0; cell < cells.lon.length / cells.corners; cell++) {
    for (const part of partsOn(projection, ringOf(cells, cell))) {
      x.length = y.length = 0;
      for (const p of part) {
        if (p === null) continue;
        x.push((p[0] - frame.west) / frame.perPixel);
        y.push((frame.north - p[1]) / frame.perPixel);
      }
      if (x.length > 2) fillShape(x, y, cell, frame, index);
    }
  }
}

/** The parts of a ring that a map can show, as points of its plane. */
function partsOn(projection, ring) {
  if (!ring.length) return [];
  if (projection.near) return [projection.near(ring)];
  const parts = projection.band ? [ringWithin(ring, ...projection.band)] : cutAtSeam(ring, projection.lon);
  return parts.map(part => part.map(([lon, lat]) => projection.forward(lon, Math.min(90, Math.max(-90, lat)))));
}

/** Gives a cell the pixels whose centres lie within its shape; x, y in pixels. */
function fillShape(x, y, cell, {width, height}, index) {
  const corners = x.length;
  let top = Infinity, bottom = -Infinity;
  for (let k = 0; k < corners; k++) {
    if (y[k] < top) top = y[k];
    if (y[k] > bottom) bottom = y[k];
  }
  const last = Math.min(height - 1, Math.ceil(bottom - .5) - 1);
  for (let row = Math.max(0, Math.ceil(top - .5)); row <= last; row++) {
    const crossings = [], centre = row + .5;
    for (let k = 0, before = corners - 1; k < corners; before = k++) {
      if (y[k] > centre !== y[before] > centre) {
        crossings.push(x[k] + (centre - y[k]) / (y[before] - y[k]) * (x[before] - x[k]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let c = 0; c + 1 < crossings.length; c += 2) {
      const from = Math.max(0, Math.ceil(crossings[c] - .5)), to = Math.min(width - 1, Math.ceil(crossings[c + 1] - .5) - 1);
      if (from <= to) index.fill(cell, row * width + from, row * width + to + 1);
    }
  }
}

function fillDots({lon, lat}, frame, index) {
  const {width, height, projection} = frame;
  const size = Math.max(2, Math.min(7, .4 * Math.sqrt(width * height / Math.max(1, lon.length))));
  for (let cell = 0; cell < lon.length; cell++) {
    const p = Number.isFinite(lon[cell] + lat[cell]) ? projection.forward(lon[cell], lat[cell]) : null;
    if (p === null) continue;
    const x = (p[0] - frame.west) / frame.perPixel, y = (frame.north - p[1]) / frame.perPixel;
    for (let row = Math.max(0, Math.ceil(y - size)); row <= Math.min(height - 1, y + size); row++) {
      const half = Math.sqrt(Math.max(0, size * size - (row + .5 - y) ** 2));
      const from = Math.max(0, Math.round(x - half)), to = Math.min(width - 1, Math.round(x + half) - 1);
      if (from <= to) index.fill(cell, row * width + from, row * width + to + 1);
    }
  }
}
