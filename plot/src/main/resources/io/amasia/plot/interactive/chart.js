// Lines, bars and dots on canvas with axes of numbers or dates; hover, drag to zoom, keyboard, a
// legend that shows and hides. Charts that share a ChartLink show the same span and cursor. What a series
// is, series.js tells.

import {make} from '/watch/words.js';
import {axisTicks, namedTicks, numberTicks, shortNumber} from './axes.js';
import {listenChart} from './chartgestures.js';
import {canvasPen, inks, redrawn} from './pen.js';
import {drawSeries, shade} from './series.js';

/** The span and the cursor that charts have in common. */
export class ChartLink {
  constructor() {
    this.watchers = new Set();
    this.span = null;
    this.range = null;
    this.cursor = null;
    this.dot = null;
    this.hidden = new Set();
  }

  /** Calls act when it changes; what is returned ends that. */
  watch(act) {
    this.watchers.add(act);
    return () => this.watchers.delete(act);
  }

  /** what: 'view' | 'cursor' | 'pick' */
  changed(what, value) { this.watchers.forEach(act => act(what, value)); }

  /** Shows x from low to high, and y of a range if given; null: all. */
  show(span, range = null) {
    this.span = span;
    this.range = range;
    this.changed('view');
  }

  /** Points at x, of dots at the one with that number, in all charts. */
  point(x, dot = null) {
    this.cursor = x;
    this.dot = dot;
    this.changed('cursor');
  }

  toggle(name) {
    if (!this.hidden.delete(name)) this.hidden.add(name);
    this.changed('view');
  }
}

export class Chart {
  /** x: {label, calendar, degrees, texts}: a calendar makes dates of decimal years, degrees are 'longitude' or 'latitude', texts name the places of the first series, named: x are numbers of texts; y: {label}. */
  constructor(link, label, {x, y, zeroLine = false}) {
    Object.assign(this, {link, label, x, y, zeroLine, series: []});
    this.base = make('canvas', {'aria-hidden': 'true'});
    this.over = make('canvas', {class: 'over', 'aria-hidden': 'true'});
    this.board = make('div', {
      class: 'board', tabindex: 0, role: 'application',
      'aria-label': `${label}. Left and right move the cursor, plus and minus zoom, 0 shows all.`,
    }, this.base, this.over);
    this.legend = make('ul', {class: 'legend'});
    this.element = make('div', {class: 'chart'}, this.legend, this.board);
    this.height = 300;
    const unwatch = link.watch(what => (what === 'view' ? this.draw() : this.drawOver()));
    listenChart(this);
    this.ends = [unwatch, redrawn(this.board, () => this.draw())];
  }

  /** Draws no more when the link or the screen changes. */
  end() { this.ends.forEach(end => end()); }

  show(series) {
    this.series = series;
    this.legend.replaceChildren(...(series.length < 2 ? [] : series.map(one => make('li', {}, make('button', {
      type: 'button', class: 'toggle', 'aria-pressed': String(!this.link.hidden.has(one.name)), 'data-name': one.name,
      onclick: () => this.link.toggle(one.name),
    }, make('i'), one.name)))));
    this.draw();
  }

  draw() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.drawNow();
    });
  }

  drawNow() {
    const width = this.board.clientWidth;
    if (!width) return;
    this.ink = inks(this.board);
    this.size = {width, height: this.height};
    for (const canvas of [this.base, this.over]) canvas.style.height = this.height + 'px';
    this.board.style.height = this.height + 'px';
    for (const button of this.legend.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(!this.link.hidden.has(button.dataset.name)));
      button.style.setProperty('--color', this.colorOf(this.series.findIndex(one => one.name === button.dataset.name), this.ink));
    }
    this.paint(canvasPen(this.base, width, this.height), width, this.height, this.ink);
    this.drawOver();
  }

  colorOf(i, ink) { return this.series[i]?.color ?? ink.lines[i % ink.lines.length]; }

  shown() { return this.series.filter(one => !this.link.hidden.has(one.name)); }

  /** Least and most of x of all, also what is hidden, so that the axis stays. */
  whole() {
    let [low, high] = [Infinity, -Infinity];
    for (const {x} of this.series) for (const at of x) if (Number.isFinite(at)) [low, high] = [Math.min(low, at), Math.max(high, at)];
    if (low > high) return [0, 1];
    const around = low === high ? Math.abs(low) * .01 || .5 : this.series.some(one => one.as === 'dots') ? (high - low) * .03 : 0;
    return [low - around, high + around];
  }

  /** Least and most of what is seen between two x, with some air. */
  rangeOf([from, to]) {
    let [low, high] = [Infinity, -Infinity];
    const take = value => {
      if (value < low) low = value;
      if (value > high) high = value;
    };
    for (const one of this.shown()) {
      const bars = one.as === 'bars';
      if (bars) take(0);
      for (let i = 0; i < one.y.length; i++) {
        const end = bars ? one.x[i + 1] : one.x[i];
        if (Math.max(one.x[i], end) < from || Math.min(one.x[i], end) > to || !Number.isFinite(one.y[i])) continue;
        take(one.y[i]);
        if (one.low) {
          take(one.low[i]);
          take(one.high[i]);
        }
      }
    }
    if (this.zeroLine) take(0);
    if (low > high) return [0, 1];
    const air = (high - low) * .06 || Math.abs(high) * .05 || .5;
    return [low === 0 && this.series.some(one => one.as === 'bars') ? 0 : low - air, high + air];
  }

  /** Draws the chart on a pen, in a box of that size at its origin. */
  paint(pen, width, height, ink) {
    const span = this.link.span ?? this.whole(), range = this.link.range ?? this.rangeOf(span);
    const yMarks = numberTicks(...range, Math.max(2, Math.floor(height / 48)));
    pen.font = ink.font(11);
    const left = 34 + Math.max(...yMarks.map(mark => mark.text.length), 2) * 6.4;
    const bottom = this.x.label ? 40 : 24;
    const area = {x: left, y: 8, width: Math.max(10, width - left - 12), height: height - 8 - bottom};
    const x = value => area.x + (value - span[0]) / (span[1] - span[0]) * area.width;
    const y = value => area.y + area.height - (value - range[0]) / (range[1] - range[0]) * area.height;
    if (ink === this.ink) Object.assign(this, {area, seen: {span, range}, at: {x, y}});
    this.axes(pen, {area, span, yMarks, x, y, height}, ink);
    pen.save();
    pen.beginPath();
    pen.rect(area.x, area.y, area.width, area.height);
    pen.clip();
    if (this.zeroLine) {
      pen.fillStyle = ink.soft;
      pen.fillRect(area.x, y(0) - .5, area.width, 1);
    }
    const shown = this.series.map((one, i) => ({...one, color: this.colorOf(i, ink)})).filter(one => !this.link.hidden.has(one.name));
    for (const one of shown) if (one.low) shade(pen, one, x, y);
    for (const one of shown) drawSeries(pen, one, x, y, span);
    pen.restore();
    pen.strokeStyle = ink.soft;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(area.x, area.y);
    pen.lineTo(area.x, area.y + area.height);
    pen.lineTo(area.x + area.width, area.y + area.height);
    pen.stroke();
  }

  /** The names of series as they stand above the chart in a file of that width: {name, i, x, y}. */
  legendPlaces(width) {
    let x = 8, y = 10;
    if (this.series.length < 2) return [];
    return this.series.map((one, i) => ({name: one.name, i})).filter(({name}) => !this.link.hidden.has(name)).map(one => {
      const room = 40 + one.name.length * 6.6;
      if (x > 8 && x + room > width) [x, y] = [8, y + 17];
      const place = {...one, x, y};
      x += room;
      return place;
    });
  }

  legendHeight(width) { return (this.legendPlaces(width).at(-1)?.y ?? -10) + 10; }

  /** As paint, with the legend that the page has beside it. */
  paintWithLegend(pen, width, height, ink) {
    const head = this.legendHeight(width);
    pen.save();
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    pen.font = ink.font(12);
    for (const {name, i, x, y} of this.legendPlaces(width)) {
      pen.fillStyle = this.colorOf(i, ink);
      pen.fillRect(x, y - 2, 18, 3);
      pen.fillStyle = ink.ink;
      pen.fillText(name, x + 24, y);
    }
    pen.translate(0, head);
    this.paint(pen, width, height - head, ink);
    pen.restore();
  }

  axes(pen, {area, span, yMarks, x, y, height}, ink) {
    const bottom = area.y + area.height;
    pen.font = ink.font(11);
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    for (const {at, text} of yMarks) {
      pen.fillStyle = ink.line;
      pen.fillRect(area.x, y(at) - .5, area.width, 1);
      pen.fillStyle = ink.soft;
      pen.fillText(text, area.x - 6, y(at));
    }
    const most = Math.max(2, Math.floor(area.width / 84));
    const marks = this.x.named ? namedTicks(this.x.texts, span, most) : axisTicks(this.x, ...span, most);
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    for (const {at, text} of marks) {
      pen.fillRect(x(at) - .5, bottom, 1, 4);
      pen.fillText(text, Math.min(area.x + area.width - 12, x(at)), bottom + 6);
    }
    pen.fillStyle = ink.ink;
    pen.font = ink.font(12);
    if (this.x.label) pen.fillText(this.x.label, area.x + area.width / 2, height - 16);
    pen.save();
    pen.translate(7, area.y + area.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(this.y.label, 0, 0);
    pen.restore();
  }

  /** The number of the place of a series that is nearest to x; -1 if it has none. */
  nearest(one, x) {
    if (one.as === 'bars') {
      for (let i = 0; i < one.y.length; i++) if (x >= one.x[i] && x < one.x[i + 1]) return i;
      return -1;
    }
    let best = -1, least = Infinity;
    for (let i = 0; i < one.x.length; i++) {
      const away = Math.abs(one.x[i] - x);
      if (away < least) [best, least] = [i, away];
    }
    return best;
  }

  /** The number of the dot that is nearest to a place in pixels, and near enough to be meant; null if none is. */
  dotAt(one, x, y) {
    let best = null, least = 24 ** 2;
    for (let i = 0; i < one.x.length; i++) {
      const away = (this.at.x(one.x[i]) - x) ** 2 + (this.at.y(one.y[i]) - y) ** 2;
      if (away < least) [best, least] = [i, away];
    }
    return best;
  }

  /** The number of the dot after dot i (null: the first) to the right (step 1) or left (-1); i at the end. */
  nextDot(one, i, step) {
    let best = i;
    const before = (a, b) => (one.x[a] - one.x[b] || a - b) * step < 0;
    for (let k = 0; k < one.x.length; k++) {
      const isNext = Number.isFinite(one.x[k] + one.y[k]) && (i === null || before(i, k));
      if (isNext && (best === i || before(k, best))) best = k;
    }
    return best;
  }

  /** What the cursor points at: [{name, i, x, y, text}], text of the place. */
  pointed() {
    if (this.link.cursor === null) return [];
    return this.shown().map(one => {
      const i = one.as === 'dots' ? this.link.dot ?? -1 : this.nearest(one, this.link.cursor);
      return !(i >= 0 && i < one.y.length) ? null : {name: one.name, i, x: one.x[i], y: one.y[i], low: one.low?.[i], high: one.high?.[i], text: this.placeText(one, i)};
    }).filter(found => found !== null);
  }

  placeText(one, i) {
    if (one.as === 'bars') return `${shortNumber(one.x[i])} to ${shortNumber(one.x[i + 1])}`;
    return one.textOf?.(i) ?? one.texts?.[i] ?? this.x.texts?.[i] ?? shortNumber(one.x[i]);
  }

  drawOver() {
    if (!this.size || !this.area) return;
    const pen = canvasPen(this.over, this.size.width, this.size.height);
    const {area, ink, at} = this;
    if (this.dragged) {
      pen.fillStyle = ink.focus;
      pen.globalAlpha = .2;
      pen.fillRect(...this.dragged);
      pen.globalAlpha = 1;
    }
    if (this.link.cursor === null) return;
    const x = at.x(this.link.cursor);
    if (x < area.x || x > area.x + area.width) return;
    pen.fillStyle = ink.soft;
    if (this.series[0]?.as !== 'dots') pen.fillRect(x - .5, area.y, 1, area.height);
    for (const {name, x: place, y: value} of this.pointed()) {
      if (!Number.isFinite(value)) continue;
      pen.fillStyle = this.colorOf(this.series.findIndex(one => one.name === name), ink);
      pen.beginPath();
      const dots = this.series[0].as === 'dots';
      if (dots) pen.fillStyle = ink.ink;
      pen.disc(this.series[0].as === 'bars' ? x : at.x(place), at.y(value), dots ? 5 : 3.5);
      pen.fill();
    }
  }
}
