// Lines over time.

import {make, makeSvg, ticks, time} from './words.js';

const chartHeight = 190, chartLeft = 62, chartRight = 10, chartTop = 8, chartBottom = 24;

/**
 * read: () => [{name, color, points: [[micros, value]], how: '' | 'dashed' | 'dotted', area: true, step: true}],
 * asked whenever it is drawn
 * text: value => string
 */
export function chart(name, view, read, text) {
  const legend = make('ul', {class: 'legend'});
  const svg = makeSvg('svg', {height: chartHeight, role: 'img'});
  const host = make('div', {class: 'chart panel'}, legend, svg);
  const draw = () => {
    const series = read();
    const width = svg.clientWidth || 800;
    const right = width - chartRight, bottom = chartHeight - chartBottom;
    svg.setAttribute('viewBox', `0 0 ${width} ${chartHeight}`);
    const most = Math.max(1, ...series.map(one => highest(one, view)));
    svg.setAttribute('aria-label', `${name}: ` + series.map(one => `${one.name} at most ${text(highest(one, view))}`).join(', '));
    const y = value => bottom - value / (most * 1.06) * (bottom - chartTop);
    const parts = [];
    for (const tick of ticks(0, most, 4)) {
      parts.push(makeSvg('line', {class: 'grid', x1: chartLeft, x2: right, y1: y(tick), y2: y(tick)}));
      parts.push(makeSvg('text', {x: chartLeft - 7, y: y(tick) + 4, 'text-anchor': 'end'}, text(tick)));
    }
    parts.push(...timeAxis(view, chartLeft, right, bottom));
    for (const one of series) {
      const line = path(one, view, y, chartLeft, right);
      if (line === '') continue;
      const style = '--color:' + one.color;
      if (one.area) {
        const [first, last] = line.match(/[ML]([\d.-]+)/g).map(p => p.slice(1)).filter((_, i, all) => i === 0 || i === all.length - 1);
        parts.push(makeSvg('path', {class: 'area', style, d: `${line}L${last ?? first} ${bottom}L${first} ${bottom}Z`}));
      }
      parts.push(makeSvg('path', {class: one.how ?? '', style, d: line}));
    }
    if (view.cursor !== null && view.cursor >= view.from && view.cursor <= view.to) {
      const x = view.x(view.cursor, chartLeft, right);
      parts.push(makeSvg('line', {class: 'cursor', x1: x, x2: x, y1: chartTop, y2: bottom}));
    }
    svg.replaceChildren(...parts);
    legend.replaceChildren(...series.map(one => make('li', {class: one.how ?? '', style: '--color:' + one.color},
      make('i'), one.name, ' ', make('span', {class: 'number soft'}, view.cursor === null ? '' : text(valueAt(one, view.cursor))))));
  };
  svg.addEventListener('pointermove', event => {
    const box = svg.getBoundingClientRect();
    view.point(Math.max(0, view.at(event.clientX - box.left, chartLeft, box.width - chartRight)));
  });
  svg.addEventListener('pointerleave', () => view.point(null));
  view.watch(draw);
  new ResizeObserver(draw).observe(svg);
  return host;
}

/** Marks of the time axis, shared by charts and drawings. */
export function timeAxis(view, left, right, bottom) {
  const parts = [];
  for (const at of ticks(view.from, view.to, Math.max(2, Math.floor((right - left) / 110)))) {
    const x = view.x(at, left, right);
    parts.push(makeSvg('line', {class: 'grid', x1: x, x2: x, y1: bottom, y2: bottom + 4}));
    const anchor = x > right - 30 ? 'end' : 'middle';
    parts.push(makeSvg('text', {x, y: bottom + 17, 'text-anchor': anchor}, at === 0 ? '0' : time(at)));
  }
  return parts;
}

function highest(one, view) {
  let most = 0;
  for (const [at, value] of one.points) if (at >= view.from && at <= view.to && value > most) most = value;
  return Math.max(most, valueAt(one, view.from));
}

function valueAt(one, at) {
  let value = 0;
  for (const [t, v] of one.points) {
    if (t > at) break;
    value = v;
  }
  return value;
}

function path(one, view, y, left, right) {
  let d = '';
  let before = null;
  for (let i = 0; i < one.points.length; i++) {
    const [at, value] = one.points[i];
    if (at < view.from && (i + 1 < one.points.length && one.points[i + 1][0] < view.from)) continue;
    const x = Math.min(right, Math.max(left, view.x(at, left, right))).toFixed(1);
    if (before !== null && one.step) d += `L${x} ${y(before).toFixed(1)}`;
    d += `${d === '' ? 'M' : 'L'}${x} ${y(value).toFixed(1)}`;
    before = value;
    if (at > view.to) break;
  }
  return d;
}
