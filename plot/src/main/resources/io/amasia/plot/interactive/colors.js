// Colours of values: maps by the tables of plot's ColorMap, limits, round levels as plot's Levels has
// them, and the bar that explains them.

import {numberText, numberTicks} from './axes.js';

/** The text of colormaps.txt as {name: [[r, g, b], …]}. */
export function readColorMaps(text) {
  const all = {};
  for (const line of text.split('\n')) {
    const [name, hex] = line.split(' ');
    if (line.startsWith('#') || !hex) continue;
    all[name] = hex.match(/../g).map(part => parseInt(part, 16)).reduce((colors, part, i) => {
      if (i % 3 === 0) colors.push([]);
      colors[colors.length - 1].push(part);
      return colors;
    }, []);
  }
  return all;
}

/** The colour of a table at t, clipped to 0 … 1: [r, g, b]. */
export function mixed(table, t) {
  const place = Math.min(1, Math.max(0, t)) * (table.length - 1);
  const low = Math.min(Math.floor(place), table.length - 2), part = place - low;
  return [0, 1, 2].map(k => Math.round(table[low][k] * (1 - part) + table[low + 1][k] * part));
}

/** Least, most and some quantiles of the finite ones of `values`; of many values, of an even sample of them. */
export function spreadOf(values) {
  const every = Math.max(1, Math.floor(values.length / 200000));
  let least = Infinity, most = -Infinity, missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing++;
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  const sample = new Float64Array(Math.ceil(values.length / every));
  let n = 0;
  for (let i = 0; i < values.length; i += every) if (Number.isFinite(values[i])) sample[n++] = values[i];
  const sorted = sample.subarray(0, n).sort();
  const at = (q, round) => n ? sorted[round(q * (n - 1))] : NaN;
  return {
    least, most, missing,
    low1: at(.01, Math.floor), high1: at(.99, Math.ceil), low2: at(.02, Math.floor), high2: at(.98, Math.ceil),
  };
}

/** Ways to choose limits, and what they are called. */
export const limitChoices = [['auto', 'automatic'], ['robust', '2–98 %'], ['full', 'least to most'], ['symmetric', 'symmetric about 0'], ['hand', 'by hand']];

/** [low, high] of a spread; how: one of limitChoices but 'hand'. */
export function limitsOf(spread, how, centred) {
  let {least: low, most: high} = spread;
  if (!(low <= high)) return [0, 1];
  // A few outliers must not squeeze the rest into two colours; a mild tail is shown whole.
  if (how === 'auto' && high - low > 1.35 * (spread.high1 - spread.low1)) [low, high] = [spread.low1, spread.high1];
  if (how === 'robust') [low, high] = [spread.low2, spread.high2];
  if (how === 'symmetric' || centred && how !== 'full') {
    high = Math.max(Math.abs(low), Math.abs(high));
    low = -high;
  }
  const around = high === 0 ? 1 : Math.abs(high) * .01;
  return high > low ? [low, high] : [low - around, high + around];
}

/** Round bounds that cover low … high with at most `most` colours between them. */
export function boundsOf(low, high, most = 14) {
  const raw = (high - low) / most, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find(factor => factor * power >= raw * (1 - 1e-9)) * power;
  const first = Math.floor(low / step + 1e-6), last = Math.ceil(high / step - 1e-6);
  return Array.from({length: last - first + 1}, (_, i) => (first + i) * step);
}

/**
 * The colours of values. table: of readColorMaps; bounds: of boundsOf for discrete levels, else null;
 * spread: of spreadOf, tells where the bar has arrows; missing: [r, g, b].
 * at(value) gives the colour as a little-endian pixel, css(value) as text; missing is the colour of
 * missing values as text, empty if there are none.
 */
export function colorScale({table, low, high, bounds = null, spread = null, missing = [212, 212, 212], reversed = false}) {
  const from = bounds ? bounds[0] : low, to = bounds ? bounds[bounds.length - 1] : high;
  const slack = (to - from) * 1e-6;
  const under = spread !== null && spread.least < from - slack, over = spread !== null && spread.most > to + slack;
  const colors = reversed ? [...table].reverse() : table;
  const pixel = ([r, g, b]) => (255 << 24 | b << 16 | g << 8 | r) >>> 0;
  const first = under ? -1 : 0, last = bounds ? bounds.length - 2 + (over ? 1 : 0) : 1023;
  const places = bounds ? last - first + 1 : 1024;
  const lookup = Uint32Array.from({length: places}, (_, i) => pixel(mixed(colors, places === 1 ? .5 : i / (places - 1))));
  const none = pixel(missing);
  const at = value => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? none : lookup[value > 0 ? places - 1 : 0];
    if (!bounds) return lookup[Math.min(1023, Math.max(0, Math.floor((value - from) / (to - from) * 1024)))];
    return lookup[Math.min(last, Math.max(first, intervalOf(bounds, value))) - first];
  };
  const css = value => {
    const p = at(value);
    return `rgb(${p & 255}, ${p >> 8 & 255}, ${p >> 16 & 255})`;
  };
  return {low: from, high: to, bounds, under, over, at, css, missing: spread?.missing ? `rgb(${missing.join(', ')})` : ''};
}

/** The interval between bounds that holds a value: -1 below, bounds.length - 1 above; the last bound is inside. */
function intervalOf(bounds, value) {
  let low = 0, high = bounds.length - 1;
  if (value < bounds[0]) return -1;
  if (value >= bounds[high]) return value === bounds[high] ? high - 1 : high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (bounds[middle] <= value) low = middle; else high = middle;
  }
  return low;
}

/** The height that drawColorBar needs. */
export const colorBarHeight = 54;

/** Draws the bar with marks, arrows where values go beyond, and a label; box: {x, y, width}; ink: of inks(). */
export function drawColorBar(pen, box, scale, label, ink) {
  const arrow = 10, height = 12, top = box.y + 2, bottom = top + height;
  const left = box.x + arrow + 14, right = box.x + box.width - arrow - 14;
  const x = value => left + (value - scale.low) / (scale.high - scale.low) * (right - left);
  if (scale.bounds) {
    scale.bounds.slice(1).forEach((bound, i) => {
      const start = scale.bounds[i];
      pen.fillStyle = scale.css((start + bound) / 2);
      pen.fillRect(x(start), top, x(bound) - x(start) + (i < scale.bounds.length - 2 ? .5 : 0), height);
    });
  } else {
    const steps = Math.max(2, Math.min(256, Math.round(right - left)));
    for (let i = 0; i < steps; i++) {
      pen.fillStyle = scale.css(scale.low + (i + .5) / steps * (scale.high - scale.low));
      pen.fillRect(left + i / steps * (right - left), top, (right - left) / steps + (i < steps - 1 ? .5 : 0), height);
    }
  }
  const beyond = (edge, tip, value) => {
    pen.fillStyle = scale.css(value);
    pen.beginPath();
    pen.moveTo(edge, top);
    pen.lineTo(tip, (top + bottom) / 2);
    pen.lineTo(edge, bottom);
    pen.closePath();
    pen.fill();
    pen.stroke();
  };
  pen.strokeStyle = ink.soft;
  pen.lineWidth = 1;
  if (scale.under) beyond(left, left - arrow, -Infinity);
  if (scale.over) beyond(right, right + arrow, Infinity);
  pen.strokeRect(left, top, right - left, height);
  pen.fillStyle = ink.ink;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  pen.font = ink.font(11);
  const most = Math.max(2, Math.floor((right - left) / 52));
  for (const {at, text} of scale.bounds ? boundTicks(scale.bounds, most) : numberTicks(scale.low, scale.high, most)) {
    pen.fillRect(x(at) - .5, bottom, 1, 3);
    pen.fillText(text, x(at), bottom + 5);
  }
  pen.font = ink.font(12);
  pen.fillText(label, (left + right) / 2, bottom + 21);
  if (scale.missing) missingKey(pen, right, bottom + 23, scale.missing, ink);
}

/** What the colour of missing values means, left of x. */
function missingKey(pen, x, y, color, ink) {
  pen.fillStyle = color;
  pen.fillRect(x - 66, y, 12, 12);
  pen.strokeRect(x - 66, y, 12, 12);
  pen.fillStyle = ink.soft;
  pen.font = ink.font(11);
  pen.textAlign = 'left';
  pen.fillText('missing', x - 48, y);
}

/** Some of the bounds with their texts, at round numbers where there are such; of very many, none of which can be told from the next, round numbers alone. */
function boundTicks(bounds, most) {
  const low = bounds[0], high = bounds[bounds.length - 1], step = (high - low) / (bounds.length - 1);
  if (bounds.length > 60) return numberTicks(low, high, most);
  const least = bounds.length / most, every = [1, 2, 4, 5, 10, 20].find(one => one >= least) ?? Math.ceil(least);
  const wide = every * step, first = bounds.findIndex(bound => Math.abs(bound / wide - Math.round(bound / wide)) < 1e-6);
  return bounds.filter((_, i) => i % every === Math.max(0, first) % every).map(at => ({at, text: numberText(at, first < 0 ? step : wide)}));
}
