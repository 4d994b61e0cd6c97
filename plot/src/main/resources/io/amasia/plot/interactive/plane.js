// Cells over two coordinates on canvas: sections, and diagrams of time and place.

import {make} from '/watch/words.js';
import {finder} from './cells.js';
import {axisTicks, shortNumber} from './axes.js';
import {canvasPen, inks, redrawn} from './pen.js';

export class Plane {
  /** label: what it shows, for those who can't see it; told(text): hears what is under the cursor; picked(place): {row, column}. */
  constructor(label, told, picked) {
    Object.assign(this, {told, picked, cursor: null, height: 380});
    this.base = make('canvas', {'aria-hidden': 'true'});
    this.over = make('canvas', {class: 'over', 'aria-hidden': 'true'});
    this.element = make('div', {
      class: 'board', tabindex: 0, role: 'application',
      'aria-label': `${label}. Arrow keys move the cursor, Enter picks the place.`,
    }, this.base, this.over);
    this.element.addEventListener('pointermove', event => this.point(this.cellUnder(event)));
    this.element.addEventListener('pointerleave', () => this.point(null));
    this.element.addEventListener('click', event => {
      const cell = this.cellUnder(event);
      if (cell) this.picked(cell);
    });
    this.element.addEventListener('keydown', event => this.pressed(event));
    this.end = redrawn(this.element, () => this.draw());
  }

  /** frame: of frameOf, axes the vertical one first; scale: ink => colorScale. */
  show(frame, scale) {
    Object.assign(this, {frame, scale});
    this.find = frame.axes.map(axis => finder(axis.edges, false));
    this.draw();
  }

  draw() {
    if (!this.asked) this.asked = requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    this.asked = 0;
    const width = this.element.clientWidth;
    if (!width || !this.frame) return;
    this.ink = inks(this.element);
    this.size = {width, height: this.height};
    for (const canvas of [this.base, this.over]) canvas.style.height = this.height + 'px';
    this.element.style.height = this.height + 'px';
    this.paint(canvasPen(this.base, width, this.height), width, this.height, this.ink);
    this.drawOver();
  }

  /** Draws the plane on a pen, in a box of that size at its origin. */
  paint(pen, width, height, ink) {
    const [down, across] = this.frame.axes, seen = this.area;
    const yMarks = planeMarks(down, 7);
    const left = 30 + Math.max(...yMarks.map(mark => mark.text.length), 2) * 6.4;
    this.area = {x: left, y: 8, width: Math.max(20, width - left - 12), height: height - 8 - (across.label ? 42 : 26)};
    this.image(pen, ink);
    this.axes(pen, yMarks, planeMarks(across, Math.max(2, Math.floor(this.area.width / 80))), {ink, height});
    if (ink !== this.ink) this.area = seen;
  }

  /** Where a value of an axis stands, in points. */
  place(d, value) {
    const {edges, downward} = this.frame.axes[d], {area} = this;
    const low = Math.min(edges[0], edges.at(-1)), high = Math.max(edges[0], edges.at(-1));
    const part = (value - low) / (high - low);
    return d === 1 ? area.x + (downward ? 1 - part : part) * area.width : area.y + (downward ? part : 1 - part) * area.height;
  }

  valueAt(d, point) {
    const {edges, downward} = this.frame.axes[d], {area} = this;
    const low = Math.min(edges[0], edges.at(-1)), high = Math.max(edges[0], edges.at(-1));
    const part = d === 1 ? (point - area.x) / area.width : (point - area.y) / area.height;
    const rises = d === 1 ? !downward : downward;
    return low + (rises ? part : 1 - part) * (high - low);
  }

  image(pen, ink) {
    const {area, frame} = this, dense = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.max(1, Math.round(area.width * dense)), rows = Math.max(1, Math.round(area.height * dense));
    const picture = document.createElement('canvas');
    Object.assign(picture, {width, height: rows});
    const image = picture.getContext('2d').createImageData(width, rows), pixels = new Uint32Array(image.data.buffer);
    const scale = this.scale(ink), columns = frame.shape[1];
    const column = Int32Array.from({length: width}, (_, i) => this.find[1](this.valueAt(1, area.x + (i + .5) / dense)));
    for (let j = 0; j < rows; j++) {
      const row = this.find[0](this.valueAt(0, area.y + (j + .5) / dense));
      for (let i = 0; i < width; i++) {
        if (row >= 0 && column[i] >= 0) pixels[j * width + i] = scale.at(frame.values[row * columns + column[i]]);
      }
    }
    picture.getContext('2d').putImageData(image, 0, 0);
    pen.drawImage(picture, area.x, area.y, area.width, area.height);
  }

  axes(pen, yMarks, xMarks, {ink, height}) {
    const {area} = this, bottom = area.y + area.height;
    pen.strokeStyle = ink.soft;
    pen.strokeRect(area.x, area.y, area.width, area.height);
    pen.fillStyle = ink.soft;
    pen.font = ink.font(11);
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    for (const {at, text} of yMarks) {
      pen.fillRect(area.x - 4, this.place(0, at) - .5, 4, 1);
      pen.fillText(text, area.x - 6, this.place(0, at));
    }
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    for (const {at, text} of xMarks) {
      pen.fillRect(this.place(1, at) - .5, bottom, 1, 4);
      pen.fillText(text, Math.min(area.x + area.width - 14, this.place(1, at)), bottom + 6);
    }
    pen.fillStyle = ink.ink;
    pen.font = ink.font(12);
    const [down, across] = this.frame.axes;
    if (across.label) pen.fillText(across.label, area.x + area.width / 2, height - 16);
    pen.save();
    pen.translate(2, area.y + area.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(down.label, 0, 0);
    pen.restore();
  }

  cellUnder(event) {
    if (!this.area) return null;
    const box = this.element.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top, {area} = this;
    if (x < area.x || x > area.x + area.width || y < area.y || y > area.y + area.height) return null;
    const row = this.find[0](this.valueAt(0, y)), column = this.find[1](this.valueAt(1, x));
    return row < 0 || column < 0 ? null : {row, column};
  }

  point(cell) {
    this.cursor = cell;
    this.drawOver();
    if (cell === null) {
      this.told('');
      return;
    }
    const [down, across] = this.frame.axes;
    const value = this.frame.values[cell.row * this.frame.shape[1] + cell.column];
    const text = (axis, i) => axis.texts?.[i] ?? shortNumber(axis.values[i]);
    this.told(`${text(across, cell.column)}, ${text(down, cell.row)}: ${Number.isNaN(value) ? 'missing' : `${shortNumber(value)} ${this.frame.label}`.trim()}`);
  }

  drawOver() {
    if (!this.area || !this.size) return;
    const pen = canvasPen(this.over, this.size.width, this.height);
    if (!this.cursor || !this.frame) return;
    const [down, across] = this.frame.axes, {row, column} = this.cursor, {area} = this;
    const x = this.place(1, across.values[column]), y = this.place(0, down.values[row]);
    for (const [color, width] of [[this.ink.paper, 3], [this.ink.ink, 1]]) {
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(area.x, y);
      pen.lineTo(area.x + area.width, y);
      pen.moveTo(x, area.y);
      pen.lineTo(x, area.y + area.height);
      pen.stroke();
    }
  }

  pressed(event) {
    const step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
    if (event.key === 'Enter' && this.cursor) this.picked(this.cursor);
    if (!step || !this.frame) return;
    event.preventDefault();
    const [rows, columns] = this.frame.shape, [down, across] = this.frame.axes;
    // Up is up, whichever way the rows run.
    const runsUp = (down.edges.at(-1) > down.edges[0]) !== down.downward, runsLeft = across.edges.at(-1) < across.edges[0];
    const from = this.cursor ?? {row: rows >> 1, column: columns >> 1};
    const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));
    this.point({row: clamp(from.row + (runsUp ? -step[0] : step[0]), rows), column: clamp(from.column + (runsLeft ? -step[1] : step[1]), columns)});
  }
}

function planeMarks(axis, most) {
  const low = Math.min(axis.edges[0], axis.edges.at(-1)), high = Math.max(axis.edges[0], axis.edges.at(-1));
  return axisTicks(axis, low, high, most).filter(({at}) => at >= low && at <= high);
}
