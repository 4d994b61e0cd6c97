// How people move about in a map: pointer, wheel and keys.

import {wrapLongitude} from './projection.js';

/** After so many milliseconds a click is no longer the first of a double click. */
const doubleMillis = 400;

/** Pointer, wheel and keys. */
export function listen(map) {
  const {board, link} = map;
  let start = null, picking = 0;
  const at = event => {
    const box = board.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  board.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    start = {at: at(event), last: at(event), boxed: event.shiftKey || link.settings.boxing, moved: false};
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener('pointermove', event => {
    const [x, y] = at(event);
    if (start === null) {
      link.point(map.placeAt(x, y));
      return;
    }
    const [sx, sy] = start.at, [lx, ly] = start.last;
    start.moved ||= Math.hypot(x - sx, y - sy) > 4;
    if (!start.moved) return;
    if (start.boxed) {
      map.dragged = between([sx, sy], [x, y]);
      map.drawOver();
    } else {
      link.move((lx - x) * map.frame.perPixel, (y - ly) * map.frame.perPixel);
    }
    start.last = [x, y];
  });
  board.addEventListener('pointerup', event => {
    if (start === null) return;
    const {moved, boxed} = start;
    start = null;
    if (!moved) {
      const place = map.placeAt(...at(event));
      clearTimeout(picking);
      if (place) picking = setTimeout(() => link.changed('pick', place), doubleMillis);
    } else if (boxed) {
      const box = boxUnder(map, map.dragged);
      map.dragged = null;
      link.select(box);
    }
  });
  board.addEventListener('pointercancel', () => {
    start = null;
    map.dragged = null;
  });
  board.addEventListener('pointerleave', () => { if (start === null) link.point(null); });
  board.addEventListener('dblclick', event => {
    clearTimeout(picking);
    link.zoom(2, map.planeAt(...at(event)));
  });
  board.addEventListener('wheel', event => {
    // The page scrolls past a map that nobody works with.
    if (!event.ctrlKey && document.activeElement !== board) return;
    event.preventDefault();
    link.zoom(Math.exp(-event.deltaY * .0015), map.planeAt(...at(event)));
  }, {passive: false});
  board.addEventListener('keydown', event => pressed(map, event));
}

/** The box [x, y, width, height] of two of its corners. */
function between([ax, ay], [bx, by]) { return [Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by)]; }

/** The cursor as the first corner of an area, or as the second one, which selects it. */
function markCorner(map) {
  const at = map.pointOf(...map.link.cursor);
  if (!at) return;
  if (!map.corner) {
    map.corner = at;
    return;
  }
  const box = boxUnder(map, between(map.corner, at));
  map.corner = map.dragged = null;
  map.link.select(box);
}

function boxUnder(map, [x, y, width, height]) {
  const places = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]].map(p => map.placeAt(...p));
  if (places.includes(null)) return null;
  const [a, b, c, d] = places;
  return {
    west: wrapLongitude(Math.abs(wrapLongitude(a[0] - c[0])) < 180 && wrapLongitude(a[0] - c[0]) < 0 ? a[0] : c[0]),
    east: wrapLongitude(wrapLongitude(b[0] - d[0]) > 0 ? b[0] : d[0]),
    south: Math.min(c[1], d[1]), north: Math.max(a[1], b[1]),
  };
}

function pressed(map, event) {
  const {link} = map;
  const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  const step = steps[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || !map.frame) return;
  if (step && event.shiftKey) {
    link.move(step[0] * 40 * map.frame.perPixel, -step[1] * 40 * map.frame.perPixel);
  } else if (step) {
    const {area} = map;
    const from = (link.cursor && map.pointOf(...link.cursor)) ?? [area.x + area.width / 2, area.y + area.height / 2];
    const to = [from[0] + 6 * step[0], from[1] + 6 * step[1]], place = map.placeAt(...to);
    if (place && map.corner) map.dragged = between(map.corner, to);
    link.point(place ?? link.cursor);
  } else if (event.key === '+' || event.key === '=') {
    link.zoom(1.5);
  } else if (event.key === '-') {
    link.zoom(1 / 1.5);
  } else if (event.key === '0') {
    link.reset();
  } else if (event.key === 'Escape') {
    map.corner = map.dragged = null;
    link.select(null);
  } else if (event.key === 'b' && link.cursor) {
    markCorner(map);
  } else if (event.key === 'Enter' && link.cursor) {
    link.changed('pick', link.cursor);
  } else {
    return;
  }
  event.preventDefault();
}
