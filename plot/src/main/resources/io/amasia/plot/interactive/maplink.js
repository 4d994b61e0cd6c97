// What maps side by side have in common.

import {boxOf, projection, wrapLongitude} from './projection.js';

/** What linked maps have in common: projection, part shown, cursor, box. */
export class MapLink {
  /** extent: [west, south, east, north] in degrees that the map shows at first. */
  constructor(name, middle, extent) {
    this.extent = extent;
    this.watchers = new Set();
    this.cursor = null;
    this.box = null;
    this.moving = false;
    this.settings = {coast: true, graticule: true, edges: false};
    this.project(name, middle);
  }

  /** Calls act when it changes; what is returned ends that. */
  watch(act) {
    this.watchers.add(act);
    return () => this.watchers.delete(act);
  }

  /** what: 'view' | 'cursor' | 'box' | 'pick' */
  changed(what, value) { this.watchers.forEach(act => act(what, value)); }

  project(name, middle = {}) {
    this.middle = middle;
    this.projection = projection(name, middle);
    this.home = homeBox(this.projection, this.extent);
    this.reset();
  }

  reset() {
    const [west, south, east, north] = this.home;
    this.zoomed = 1;
    this.centre = [(west + east) / 2, (south + north) / 2];
    this.changed('view');
  }

  set(settings) {
    Object.assign(this.settings, settings);
    this.changed('view');
  }

  /** Closer by a factor, keeping a point of the plane where it is. */
  zoom(factor, at = this.centre) {
    const to = Math.min(400, Math.max(1, this.zoomed * factor)), real = to / this.zoomed;
    this.zoomed = to;
    this.move((at[0] - this.centre[0]) * (1 - 1 / real), (at[1] - this.centre[1]) * (1 - 1 / real));
  }

  /** Moves the part that is shown, in units of the plane; turns a globe. */
  move(dx, dy) {
    if (this.projection.turns) {
      const {name, lon, lat} = this.projection;
      this.projection = projection(name, {lon: wrapLongitude(lon + dx * 57.3), lat: Math.min(90, Math.max(-90, lat + dy * 57.3))});
    } else {
      const [west, south, east, north] = this.home;
      this.centre = [Math.min(east, Math.max(west, this.centre[0] + dx)), Math.min(north, Math.max(south, this.centre[1] + dy))];
    }
    this.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.moving = false;
      this.changed('view');
    }, 140);
    this.changed('view');
  }

  point(place) {
    this.cursor = place;
    this.changed('cursor');
  }

  select(box) {
    this.box = box;
    this.changed('box');
  }
}

/** The part of the plane that an extent takes; the whole outline for (nearly) the whole globe. */
function homeBox(shown, [west, south, east, north]) {
  if (shown.turns || /Polar/.test(shown.name) || east - west > 340 && north - south > 120) return boxOf(shown.outline);
  const points = [];
  for (let i = 0; i <= 40; i++) {
    for (let j = 0; j <= 40; j++) {
      const lon = west + (east - west) * (i === 0 ? 1e-6 : i === 40 ? 1 - 1e-6 : i / 40);
      const p = shown.forward(lon, south + (north - south) * j / 40);
      if (p !== null) points.push(p);
    }
  }
  return points.length ? boxOf(points) : boxOf(shown.outline);
}
