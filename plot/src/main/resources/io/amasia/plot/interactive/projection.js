// Map projections: degrees to a plane whose y goes up, and back: those of plot's MapExtent, by the same
// names.
//
// projection(name, {lon, lat}) gives {name, lon, lat, forward, inverse, outline, turns}:
//   forward(lon, lat)  [x, y], or null where the place is not shown (the far side of a globe)
//   inverse(x, y)      [lon, lat], lon within -180 … 180, or null where the plane shows no place
//   outline            points of the edge of all that can be shown
//   turns              whether dragging turns the globe (else it moves the plane)
// and where cells at the edge need it
//   near(ring)         the points of the part of a ring [[lon, lat], …] on this side of a globe, along its rim
//   band               the latitudes [south, north] about what a polar cap shows

import {radians} from './cells.js';

const root3 = Math.sqrt(3) / 2;

/** Degrees within -180 … 180. */
export function wrapLongitude(degrees) { return degrees - 360 * Math.floor((degrees + 180) / 360); }

/** The offset of a longitude from the middle of a map; the seam's own meridian stays on the side it came from. */
export function offsetFrom(middle, lon) {
  const offset = wrapLongitude(lon - middle);
  return offset === -180 && lon > middle ? 180 : offset;
}

// Shapes of the world with one middle meridian: plane(offset, lat) in degrees, place(x, y) back to
// [offset, lat], whose offset may lie beyond ±180 outside of the outline.
const worlds = {
  Equirectangular: ({lat}) => {
    const scale = Math.max(.2, Math.cos(lat * radians));
    return {
      plane: (offset, at) => [offset * scale, at],
      place: (x, y) => [x / scale, y],
    };
  },

  Mercator: () => ({
    most: 85,
    plane: (offset, at) => [offset * radians, Math.log(Math.tan(Math.PI / 4 + at * radians / 2))],
    place: (x, y) => [x / radians, (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / radians],
  }),

  // Šavrič, Patterson and Jenny (2019), doi:10.1080/13658816.2018.1504949, equations 6 to 10.
  EqualEarth: () => {
    const a = [1.340264, -.081106, .000893, .003796];
    const height = (t, t2, t6) => t * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2));
    const slope = (t2, t6) => a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2);
    return {
      plane: (offset, at) => {
        const t = Math.asin(root3 * Math.sin(at * radians)), t2 = t * t, t6 = t2 * t2 * t2;
        return [offset * radians * Math.cos(t) / (root3 * slope(t2, t6)), height(t, t2, t6)];
      },
      place: (x, y) => {
        const t = newton(y, s => height(s, s * s, s ** 6), s => slope(s * s, s ** 6), y);
        const t2 = t * t;
        return [x * root3 * slope(t2, t2 * t2 * t2) / Math.cos(t) / radians, Math.asin(Math.sin(t) / root3) / radians];
      },
    };
  },

  // Šavrič, Jenny, Patterson, Petrovič and Hurni (2011), doi:10.1559/152304011X13259584400158: the
  // polynomial form of Tom Patterson's Natural Earth projection.
  NaturalEarth: () => {
    const width = p2 => { const p4 = p2 * p2; return .8707 - .131979 * p2 + p4 * (-.013791 + p4 * (.003971 * p2 - .001529 * p4)); };
    const height = p => { const p2 = p * p, p4 = p2 * p2; return p * (1.007226 + p2 * (.015085 + p4 * (-.044475 + .028874 * p2 - .005916 * p4))); };
    const slope = p => { const p2 = p * p, p4 = p2 * p2; return 1.007226 + p2 * (.045255 + p4 * (-.311325 + .259866 * p2 - .065076 * p4)); };
    return {
      plane: (offset, at) => [offset * radians * width((at * radians) ** 2), height(at * radians)],
      place: (x, y) => {
        const p = newton(y, height, slope, y);
        return [x / width(p * p) / radians, p / radians];
      },
    };
  },

  // Robinson (1974): a table of each fifth degree, with parabolas through three of its lines in between,
  // as tabled by Snyder (1990).
  Robinson: () => {
    const widths = [1, .9986, .9954, .99, .9822, .973, .96, .9427, .9216, .8962, .8679, .835, .7986, .7597, .7186, .6732, .6213, .5722, .5322, .5322];
    const heights = [0, .062, .124, .186, .248, .31, .372, .434, .4958, .5571, .6176, .6769, .7346, .7903, .8435, .8936, .9394, .9761, 1, 1];
    const between = (table, first, line) => {
      const i = Math.min(18, Math.floor(line)), part = line - i;
      const before = i ? table[i - 1] : first, here = table[i], after = table[i + 1];
      return here + part * (after - before) / 2 + part * part * (after - 2 * here + before) / 2;
    };
    const width = at => .8487 * between(widths, widths[1], Math.abs(at) / 5);
    const height = line => 1.3523 * between(heights, -heights[1], line);
    return {
      plane: (offset, at) => [offset * radians * width(at), Math.sign(at) * height(Math.abs(at) / 5)],
      place: (x, y) => {
        let low = 0, high = 18;
        for (let i = 0; i < 50; i++) {
          const middle = (low + high) / 2;
          if (height(middle) < Math.abs(y)) low = middle; else high = middle;
        }
        return Math.abs(y) > 1.3523 ? [0, 99] : [x / width(5 * low) / radians, Math.sign(y) * Math.min(90, 5 * low)];
      },
    };
  },

  // Snyder (1987), equations 31-1 to 31-8.
  Mollweide: () => ({
    plane: (offset, at) => {
      const full = Math.PI * Math.sin(at * radians);
      let t = at * radians;
      for (let i = 0; i < 60; i++) {
        const step = (2 * t + Math.sin(2 * t) - full) / Math.max(1e-9, 2 + 2 * Math.cos(2 * t));
        t -= step;
        if (Math.abs(step) < 1e-12) break;
      }
      t = Math.min(Math.PI / 2, Math.max(-Math.PI / 2, t));
      return [2 * Math.SQRT2 / Math.PI * offset * radians * Math.cos(t), Math.SQRT2 * Math.sin(t)];
    },
    place: (x, y) => {
      const t = Math.asin(y / Math.SQRT2);
      return [Math.PI * x / (2 * Math.SQRT2 * Math.cos(t)) / radians, Math.asin((2 * t + Math.sin(2 * t)) / Math.PI) / radians];
    },
  }),
};

function newton(start, value, slope, wanted) {
  let t = start;
  for (let i = 0; i < 16; i++) {
    const step = (value(t) - wanted) / slope(t);
    t -= step;
    if (Math.abs(step) < 1e-12) break;
  }
  return t;
}

function world(name, middle) {
  const {plane, place, most = 90} = worlds[name](middle);
  const outline = [];
  for (let at = -most; at <= most; at += most / 90) outline.push(plane(180, at));
  for (let at = most; at >= -most; at -= most / 90) outline.push(plane(-180, at));
  return {
    outline,
    turns: false,
    forward: (lon, lat) => plane(offsetFrom(middle.lon, lon), Math.min(most, Math.max(-most, lat))),
    // Beyond the outline the formulas still give numbers: longitudes past the seam, no latitude.
    inverse: (x, y) => {
      const [offset, lat] = place(x, y);
      return Math.abs(offset) <= 180 && Math.abs(lat) <= most ? [wrapLongitude(middle.lon + offset), lat] : null;
    },
  };
}

/** The side of the globe that faces the reader. Snyder (1987), equations 20-3 to 20-15. */
function orthographic({lon: middle, lat}) {
  const sine = Math.sin(lat * radians), cosine = Math.cos(lat * radians);
  const seen = (lon, at) => {
    const offset = (lon - middle) * radians, s = Math.sin(at * radians), c = Math.cos(at * radians);
    return [c * Math.sin(offset), cosine * s - sine * c * Math.cos(offset), sine * s + cosine * c * Math.cos(offset)];
  };
  return {
    outline: circle(1),
    turns: true,
    forward: (lon, at) => {
      const [x, y, depth] = seen(lon, at);
      return depth < -1e-9 ? null : [x, y];
    },
    near: ring => {
      const points = [];
      let entered = null, left = null;
      ring.forEach(([lon, at], k) => {
        const here = seen(lon, at), there = seen(...ring[(k + 1) % ring.length]);
        if (here[2] >= 0) points.push([here[0], here[1]]);
        if (here[2] < 0 === there[2] < 0) return;
        const part = here[2] / (here[2] - there[2]);
        const angle = Math.atan2(here[1] + part * (there[1] - here[1]), here[0] + part * (there[0] - here[0]));
        if (here[2] >= 0) points.push(...alongRim(left = angle, angle));
        else if (left === null) entered = angle;
        else points.push(...alongRim(left, angle));
      });
      if (entered !== null) points.push(...alongRim(left, entered));
      return points;
    },
    inverse: (x, y) => {
      const r2 = x * x + y * y;
      if (r2 > 1) return null;
      const depth = Math.sqrt(1 - r2);
      return [wrapLongitude(middle + Math.atan2(x, depth * cosine - y * sine) / radians), Math.asin(depth * sine + y * cosine) / radians];
    },
  };
}

/** Points of the rim of a globe from one angle to another, the shorter way; without the first. */
function alongRim(from, to) {
  const turn = to - from - 2 * Math.PI * Math.round((to - from) / (2 * Math.PI)), steps = 1 + Math.ceil(Math.abs(turn) / radians);
  return Array.from({length: steps}, (_, i) => from + turn * (i + 1) / steps).map(angle => [Math.cos(angle), Math.sin(angle)]);
}

/** A cap round a pole, angles true. Snyder (1987), equations 21-1 to 21-4. */
function polarStereographic(north, {lon: middle, edge}) {
  const sign = north ? 1 : -1;
  const radius = at => 2 * Math.tan((90 - sign * at) * radians / 2);
  const limit = Math.abs(edge ?? 20) < 90 ? Math.abs(edge ?? 20) : 20;
  return {
    outline: circle(radius(sign * limit)),
    turns: false,
    band: north ? [limit - 5, 90] : [-90, 5 - limit],
    forward: (lon, at) => {
      if (sign * at < limit - 30) return null;
      const r = radius(at), angle = (lon - middle) * radians;
      return [r * Math.sin(angle), -sign * r * Math.cos(angle)];
    },
    inverse: (x, y) => {
      const away = 2 * Math.atan(Math.hypot(x, y) / 2) / radians;
      return away > 90 - limit ? null : [wrapLongitude(middle + Math.atan2(x, -sign * y) / radians), sign * (90 - away)];
    },
  };
}

/** Part of the middle latitudes on a cone, angles true. Snyder (1987), equations 15-1 to 15-5. */
function lambertConformal({lon: middle, south = 25, north = 60}) {
  const sixth = (north - south) / 6;
  const stretch = at => Math.tan(Math.PI / 4 + Math.min(89.5, Math.max(-89.5, at)) * radians / 2);
  const [a, b] = [south + sixth, north - sixth];
  const cone = Math.log(Math.cos(a * radians) / Math.cos(b * radians)) / Math.log(stretch(b) / stretch(a));
  const scale = Math.cos(a * radians) * stretch(a) ** cone / cone;
  const radius = at => scale / stretch(at) ** cone;
  const zero = radius((south + north) / 2);
  const forward = (offset, at) => [radius(at) * Math.sin(cone * offset * radians), zero - radius(at) * Math.cos(cone * offset * radians)];
  // From 30 degrees beyond the one side to the apex at the other.
  const [low, high] = cone > 0 ? [Math.max(-60, south - 30), 89.5] : [-89.5, Math.min(60, north + 30)];
  const outline = [];
  for (let offset = -180; offset <= 180; offset += 2) outline.push(forward(offset, cone > 0 ? low : high));
  for (let offset = 180; offset >= -180; offset -= 2) outline.push(forward(offset, cone > 0 ? high : low));
  return {
    outline,
    turns: false,
    forward: (lon, at) => forward(offsetFrom(middle, lon), Math.min(high, Math.max(low, at))),
    inverse: (x, y) => {
      const sign = Math.sign(cone), down = zero - y, r = sign * Math.hypot(x, down);
      const offset = Math.atan2(sign * x, sign * down) / radians / cone;
      const at = (2 * Math.atan((scale / r) ** (1 / cone)) - Math.PI / 2) / radians;
      return Math.abs(offset) > 180 || !(at >= low && at <= high) ? null : [wrapLongitude(middle + offset), at];
    },
  };
}

function circle(radius) {
  return Array.from({length: 361}, (_, i) => [radius * Math.sin(i * radians), radius * Math.cos(i * radians)]);
}

const kinds = {
  Equirectangular: ['Equirectangular', middle => world('Equirectangular', middle)],
  EqualEarth: ['Equal Earth', middle => world('EqualEarth', middle)],
  NaturalEarth: ['Natural Earth', middle => world('NaturalEarth', middle)],
  Robinson: ['Robinson', middle => world('Robinson', middle)],
  Mollweide: ['Mollweide', middle => world('Mollweide', middle)],
  Mercator: ['Mercator', middle => world('Mercator', middle)],
  Orthographic: ['Orthographic (globe)', orthographic],
  NorthPolarStereographic: ['North polar stereographic', middle => polarStereographic(true, middle)],
  SouthPolarStereographic: ['South polar stereographic', middle => polarStereographic(false, middle)],
  LambertConformal: ['Lambert conformal conic', lambertConformal],
};

/** Names and what people call them: [['EqualEarth', 'Equal Earth'], …]. */
export const projectionNames = Object.entries(kinds).map(([name, [label]]) => [name, label]);

/**
 * The projection of that name about a middle: {lon, lat} in degrees; lat is that of true scale for
 * Equirectangular, of the facing point for Orthographic. LambertConformal takes south and north,
 * the polar ones the latitude of their edge.
 */
export function projection(name, middle = {}) {
  const whole = {...middle, lon: middle.lon ?? 0, lat: middle.lat ?? 0};
  return {name, ...whole, ...kinds[name][1](whole)};
}

/** Where a projection has its middle for a part of the Earth [west, south, east, north]. */
export function middleOf(name, [west, south, east, north]) {
  const world = east - west > 300;
  const middle = {lon: world ? 0 : (west + east) / 2, lat: (south + north) / 2, south, north};
  if (name === 'Orthographic' && world && north - south > 120) middle.lat = 20;
  if (name === 'LambertConformal') [middle.south, middle.north] = middle.lat >= 0 ? [Math.max(south, -15), Math.min(north, 88)] : [Math.max(south, -88), Math.min(north, 15)];
  if (name.endsWith('PolarStereographic')) {
    middle.lon = 0;
    middle.edge = name.startsWith('North') ? Math.min(85, Math.max(20, south)) : Math.min(85, Math.max(20, -north));
  }
  return middle;
}

/** The box that holds points of the plane: [west, south, east, north]. */
export function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}
