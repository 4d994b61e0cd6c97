// How a map is held: the part that is shown, the area that is chosen, what is drawn over it. The page's
// address keeps it; the server hears of it for files and code only.

import {degrees, isHeld, numbersOf} from './state.js';

/** What is ticked or not: its words, its name among a link's settings, and whether it is at first. */
export const ticks = {
  'map.coasts': {text: 'Coasts', name: 'coast', first: true},
  'map.graticule': {text: 'Graticule', name: 'graticule', first: true},
  'map.edges': {text: 'Cell edges', name: 'edges', first: false},
  'map.boxing': {text: 'Drag selects an area', name: 'boxing', first: false},
};

/** The keys, with null, of a map that shows all it has. */
export const whole = {'map.at': null, 'map.zoom': null};

export function ticked(state, key) { return state[key] === undefined ? ticks[key].first : state[key] === '1'; }

/** How a link's maps are held, as keys of a state; null of what is as at first. */
export function heldOf(link) {
  const {at, zoomed} = link.view(), {box} = link;
  const keys = link.atHome || !at ? {...whole} : {'map.at': degrees(...at), 'map.zoom': +zoomed.toFixed(2)};
  keys['map.area'] = box && degrees(box.west, box.south, box.east, box.north);
  for (const [key, {name, first}] of Object.entries(ticks)) keys[key] = link.settings[name] === first ? null : Number(link.settings[name]);
  return keys;
}

/** Whether two states hold their maps alike. */
export function heldAlike(one, other) { return heldText(one) === heldText(other); }

function heldText(state) { return JSON.stringify(Object.entries(state).filter(([key]) => isHeld(key)).sort()); }

/** Holds a link's maps as a state says; gives words for the first of its keys that says nothing. */
export function hold(link, state) {
  const misfits = Object.keys(state).filter(key => isHeld(key) && !(key in ticks) && !(key in forms)).map(key => `'${key}' is no part of a view of a map`);
  const told = key => {
    const {count, fits, text} = forms[key], numbers = numbersOf(state[key]);
    if (!numbers) return null;
    if (numbers.length === count && numbers.every(Number.isFinite) && fits(...numbers)) return numbers;
    misfits.push(`${key} is ${text}, not '${state[key]}'`);
    return null;
  };
  const settings = {};
  for (const [key, {name}] of Object.entries(ticks)) {
    if (![undefined, '0', '1'].includes(state[key])) misfits.push(`${key} is 0 or 1, not '${state[key]}'`);
    settings[name] = ticked(state, key);
  }
  const at = told('map.at'), zoomed = told('map.zoom')?.[0] ?? 1, area = told('map.area');
  // An address is rounded: a map that is there already doesn't jump.
  const now = heldOf(link), there = Object.keys(whole).every(key => String(now[key] ?? '') === (state[key] ?? ''));
  link.hold({view: there ? null : {at, zoomed}, settings, box: area && {west: area[0], south: area[1], east: area[2], north: area[3]}});
  return misfits[0];
}

const forms = {
  'map.at': {count: 2, fits: (lon, lat) => Math.abs(lon) <= 360 && Math.abs(lat) <= 90, text: 'LON,LAT in degrees'},
  'map.zoom': {count: 1, fits: zoomed => zoomed >= 1 && zoomed <= 400, text: 'a number from 1 to 400'},
  'map.area': {count: 4, fits: (west, south, east, north) => Math.abs(west) <= 360 && Math.abs(east) <= 360 && south >= -90 && south < north && north <= 90, text: 'WEST,SOUTH,EAST,NORTH in degrees'},
};
