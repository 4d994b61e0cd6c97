// Sizes and times for people, and elements of the page.

const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Such as 380 MB or 1.2 GB, decimal units, as the command prints them. */
export function bytes(n) {
  let unit = 0;
  while (n >= 999.5 && unit < sizes.length - 1) { n /= 1000; unit++; }
  return (unit > 0 && n < 9.95 ? n.toFixed(1) : n.toFixed(0)) + ' ' + sizes[unit];
}

/** A time given in microseconds. */
export function time(micros) {
  if (micros < 1000) return micros.toFixed(0) + ' µs';
  if (micros < 1e6) return (micros / 1e3).toPrecision(3) * 1 + ' ms';
  const seconds = micros / 1e6;
  if (seconds < 100) return seconds.toPrecision(3) * 1 + ' s';
  const whole = Math.round(seconds);
  if (whole < 3600) return Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0') + ' min';
  return Math.floor(whole / 3600) + ':' + String(Math.floor(whole / 60) % 60).padStart(2, '0') + ' h';
}

export function count(n) { return n.toLocaleString('en-US').replaceAll(',', '\u2009'); }

export function percent(part) { return (100 * part).toFixed(part < 0.0995 && part > 0 ? 1 : 0) + ' %'; }

/** An element: make('p', {class: 'soft'}, 'text', child, ...). */
export function make(name, attributes, ...children) {
  const node = document.createElement(name);
  return fill(node, attributes, children);
}

export function makeSvg(name, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  return fill(node, attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === 'style') node.style.cssText = value;
    else if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== '' && child !== null && child !== undefined));
  return node;
}

/** The colour of a stage, counted from 1. */
export function stageColor(stage) { return `var(--stage${(stage - 1) % 8 + 1})`; }

export function swatch(stage) {
  return make('span', {class: 'swatch', style: '--color:' + stageColor(stage)}, String(stage));
}

/** About `most` round numbers from `low` to `high`, two at least: one alone says nothing of the length between. */
export function ticks(low, high, most) {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  const steps = [1, 2, 5, 10].map(m => m * power);
  const holdsTwo = s => Math.floor(high / s) > Math.ceil(low / s);
  const step = steps.find(s => s >= raw && holdsTwo(s)) ?? steps.findLast(holdsTwo) ?? 1;
  const all = [];
  for (let at = Math.ceil(low / step) * step; at <= high * 1.0001; at += step) all.push(at);
  return all;
}
