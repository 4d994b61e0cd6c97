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
    this.settings = {coast: true, graticule: true, edges: false, boxing: false};
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
    this.zoomed = 1;
    this.centre = this.homeCentre();
    this.changed('view');
  }

  homeCentre() {
    const [west, south, east, north] = this.home;
    return [(west + east) / 2, (south + north) / 2];
  }

  /** Whether it shows what it did at first. */
  get atHome() {
    const {turns, lon, lat} = this.projection, {middle, centre} = this;
    const [now, first] = turns ? [[lon, lat], [middle.lon ?? 0, middle.lat ?? 0]] : [centre, this.homeCentre()];
    return this.zoomed === 1 && now.every((value, d) => value === first[d]);
  }

  /** The place [lon, lat] in the middle, and how many times closer it is than at first. */
  view() {
    const {projection: shown, zoomed, centre} = this;
    if (shown.turns) return {at: [shown.lon, shown.lat], zoomed};
    const home = this.homeCentre();
    // The middle of the picture may lie beyond the Earth's outline: then the nearest place towards that of all.
    for (let step = 0; step <= 20; step++) {
      const at = shown.inverse(...centre.map((value, d) => value + step / 20 * (home[d] - value)));
      if (at) return {at, zoomed};
    }
    return {at: null, zoomed};
  }

  /** Shows a view (null: the same as now), a box (null: none) and settings. */
  hold({view, box, settings}) {
    if (view) this.look(view);
    this.box = box;
    Object.assign(this.settings, settings);
    this.changed('view');
    this.changed('box');
  }

  /** Puts a place (null: the first one) in the middle, so many times closer than at first. */
  look({at, zoomed}) {
    const {turns, name} = this.projection;
    this.zoomed = zoomed;
    this.centre = this.within(!turns && at && this.projection.forward(...at) || this.homeCentre());
    if (turns) this.projection = projection(name, at ? {lon: at[0], lat: at[1]} : this.middle);
  }

  /** The nearest point of the plane within the part shown at first. */
  within([x, y]) {
    const [west, south, east, north] = this.home;
    return [Math.min(east, Math.max(west, x)), Math.min(north, Math.max(south, y))];
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
      this.centre = this.within([this.centre[0] + dx, this.centre[1] + dy]);
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
