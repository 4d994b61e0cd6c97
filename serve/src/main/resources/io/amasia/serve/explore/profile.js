// A line of values against height or depth, which runs upwards or downwards as it does on Earth.

import {make} from '/watch/words.js';
import {numberTicks, shortNumber} from '/plots/axes.js';
import {canvasPen, inks, redrawn} from '/plots/pen.js';

const height = 380;

export class Profile {
  /** label: what it shows, for those who can't see it; told(text): hears what is under the cursor; picked(i): the place. */
  constructor(label, told, picked) {
    Object.assign(this, {told, picked, cursor: null});
    this.base = make('canvas', {'aria-hidden': 'true'});
    this.over = make('canvas', {class: 'over', 'aria-hidden': 'true'});
    this.element = make('div', {
      class: 'board', tabindex: 0, role: 'application',
      'aria-label': `${label}. Up and down move the cursor, Enter picks the place.`,
    }, this.base, this.over);
    this.element.addEventListener('pointermove', event => this.point(this.placeUnder(event)));
    this.element.addEventListener('pointerleave', () => this.point(null));
    this.element.addEventListener('click', event => {
      const place = this.placeUnder(event);
      if (place !== null) this.picked(place);
    });
    this.element.addEventListener('keydown', event => this.pressed(event));
    this.end = redrawn(this.element, () => this.draw());
  }

  show(frame) {
    this.frame = frame;
    this.draw();
  }

  draw() {
    if (!this.asked) this.asked = requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    this.asked = 0;
    const width = this.element.clientWidth;
    if (!width || !this.frame) return;
    const {axes: [axis], values, label, name} = this.frame, ink = this.ink = inks(this.element);
    for (const canvas of [this.base, this.over]) canvas.style.height = height + 'px';
    this.element.style.height = height + 'px';
    const pen = canvasPen(this.base, width, height);
    const levels = rangeOf(axis.values, 0), range = rangeOf(values, .05);
    const marks = numberTicks(...levels, 8).filter(({at}) => at >= levels[0] && at <= levels[1]);
    const left = 30 + Math.max(...marks.map(mark => mark.text.length), 2) * 6.4;
    const area = this.area = {x: left, y: 8, width: Math.max(20, width - left - 14), height: height - 50};
    this.x = value => area.x + (value - range[0]) / (range[1] - range[0]) * area.width;
    this.y = level => {
      const part = (level - levels[0]) / (levels[1] - levels[0]);
      return area.y + (axis.downward ? part : 1 - part) * area.height;
    };
    pen.font = ink.font(11);
    pen.fillStyle = ink.soft;
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    for (const {at, text} of marks) {
      pen.fillRect(area.x - 4, this.y(at) - .5, 4, 1);
      pen.fillText(text, area.x - 6, this.y(at));
    }
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    for (const {at, text} of numberTicks(...range, Math.max(2, Math.floor(area.width / 80)))) {
      pen.fillStyle = ink.line;
      pen.fillRect(this.x(at) - .5, area.y, 1, area.height);
      pen.fillStyle = ink.soft;
      pen.fillText(text, this.x(at), area.y + area.height + 6);
    }
    pen.strokeStyle = ink.soft;
    pen.strokeRect(area.x, area.y, area.width, area.height);
    pen.fillStyle = ink.ink;
    pen.font = ink.font(12);
    pen.fillText(label ? `${name} [${label}]` : name, area.x + area.width / 2, height - 16);
    pen.save();
    pen.translate(2, area.y + area.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(axis.label, 0, 0);
    pen.restore();
    this.line(pen, axis, values);
    this.drawOver();
  }

  line(pen, axis, values) {
    pen.strokeStyle = this.ink.lines[0];
    pen.fillStyle = this.ink.lines[0];
    pen.lineWidth = 1.8;
    pen.beginPath();
    let down = false;
    values.forEach((value, i) => {
      if (Number.isFinite(value)) pen[down ? 'lineTo' : 'moveTo'](this.x(value), this.y(axis.values[i]));
      down = Number.isFinite(value);
    });
    pen.stroke();
    values.forEach((value, i) => {
      if (!Number.isFinite(value) || values.length > 80) return;
      pen.beginPath();
      pen.disc(this.x(value), this.y(axis.values[i]), 2.5);
      pen.fill();
    });
  }

  placeUnder(event) {
    if (!this.area) return null;
    const at = event.clientY - this.element.getBoundingClientRect().top;
    let best = null, least = Infinity;
    this.frame.axes[0].values.forEach((level, i) => {
      const away = Math.abs(this.y(level) - at);
      if (away < least) [best, least] = [i, away];
    });
    return best;
  }

  point(i) {
    this.cursor = i;
    this.drawOver();
    if (i === null) {
      this.told('');
      return;
    }
    const {axes: [axis], values, label} = this.frame;
    this.told(`${axis.texts?.[i] ?? shortNumber(axis.values[i])}: ${Number.isNaN(values[i]) ? 'missing' : `${shortNumber(values[i])} ${label}`}`);
  }

  drawOver() {
    if (!this.area) return;
    const pen = canvasPen(this.over, this.element.clientWidth, height);
    if (this.cursor === null) return;
    pen.fillStyle = this.ink.soft;
    pen.fillRect(this.area.x, this.y(this.frame.axes[0].values[this.cursor]) - .5, this.area.width, 1);
  }

  pressed(event) {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (event.key === 'Enter' && this.cursor !== null) this.picked(this.cursor);
    if (!step || !this.frame) return;
    event.preventDefault();
    const {values, downward} = this.frame.axes[0];
    const runsDown = (values.at(-1) > values[0]) === downward;
    this.point(Math.min(values.length - 1, Math.max(0, (this.cursor ?? 0) + (runsDown ? step : -step))));
  }
}

/** Least and most of the finite ones, with some air. */
function rangeOf(values, air) {
  let low = Infinity, high = -Infinity;
  for (const value of values) if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > high) return [0, 1];
  const around = (high - low) * air || (low === high ? Math.abs(low) * .05 || .5 : 0);
  return [low - around, high + around];
}
