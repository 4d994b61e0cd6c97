// The frames of a plot: the positions of its sliders, its columns side by side, and how they are
// drawn together into a file.

import {make} from '/watch/words.js';
import {dateText, shortNumber} from './axes.js';
import {button, slider} from './controls.js';
import {float64} from './packed.js';
import {saveCsv, savePng, saveSvg} from './save.js';

/** An axis of a document, unpacked, with a text for each place; those of long axes are made when they are asked for. */
export function axisOf(json) {
  const at = float64(json.at);
  const textOf = i => json.texts?.[i] ?? (json.calendar ? dateText(at[i], json.calendar) : shortNumber(at[i]));
  return {...json, at, textOf, get texts() { return json.texts ?? Array.from(at.keys(), textOf); }};
}

/** Sliders for the dimensions that no picture shows; changed(frame, dim) is called when one is moved. */
export class FrameSliders {
  constructor(data, changed) {
    this.axes = data.sliders.map(axisOf);
    this.at = this.axes.map(() => 0);
    this.last = this.axes.length - 1;
    this.controls = this.axes.map((axis, d) => slider(axis.name, axis.texts, 0, i => {
      this.at[d] = i;
      this.last = d;
      changed(this.frame(), d);
    }));
    this.element = make('div', {class: 'sliders'}, this.controls);
  }

  /** The number of the frame that is shown, or of one with other positions. */
  frame(at = this.at) { return this.axes.reduce((number, axis, d) => number * axis.texts.length + at[d], 0); }

  /** The frames along the slider moved last, or another one, at the positions of the others. */
  along(d = this.last) { return this.axes[d].texts.map((_, i) => this.frame(this.at.map((at, k) => (k === d ? i : at)))); }

  text() { return this.axes.map((axis, d) => (axis.calendar ? axis.texts[this.at[d]] : `${axis.name} ${axis.texts[this.at[d]]}`)).join(', '); }
}

/** Panels side by side: {element, size, paint, title}; grows to `columns` where there is room. */
export function panelGrid(panels, columns) {
  return make('div', {class: 'grid', style: `--columns: ${columns}`}, panels.map(panel =>
    make('section', {'aria-label': panel.title}, panel.title ? make('h2', {}, panel.title) : '', panel.element)));
}

/** Draws title, panels as they stand and what is below them: {width, height, draw(pen, ink)} for a file. */
export function figure(title, subtitle, panels, columns, below = null) {
  const {width, height} = panels[0].size();
  const gap = 14, head = panels[0].title ? 22 : 4, top = subtitle ? 56 : 38;
  const across = Math.min(columns, panels.length), rows = Math.ceil(panels.length / across);
  const whole = {width: Math.max(420, across * (width + gap) + gap), height: top + rows * (height + head + gap) + (below ? below.height : 0) + 8};
  whole.draw = (pen, ink) => {
    pen.fillStyle = ink.ink;
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    pen.font = ink.font(17, true);
    pen.fillText(title, gap, 26);
    pen.font = ink.font(13);
    pen.fillStyle = ink.soft;
    if (subtitle) pen.fillText(subtitle, gap, 46);
    panels.forEach((panel, i) => {
      const x = gap + i % across * (width + gap), y = top + Math.floor(i / across) * (height + head + gap);
      pen.save();
      pen.translate(x, y);
      if (panel.title) {
        pen.textAlign = 'left';
        pen.textBaseline = 'alphabetic';
        pen.fillStyle = ink.ink;
        pen.font = ink.font(13, true);
        pen.fillText(panel.title, 4, 14);
        pen.translate(0, head);
      }
      panel.paint(pen, width, height, ink);
      pen.restore();
    });
    if (below) {
      pen.save();
      pen.translate(0, top + rows * (height + head + gap));
      below.draw(pen, whole.width, ink);
      pen.restore();
    }
  };
  return whole;
}

/** How many panels stand side by side. */
export function columnsAcross(panels) { return panels === 1 ? 1 : panels < 5 ? 2 : 3; }

/** Buttons that save: file() gives {width, height, draw}, rows() the rows of a table. */
export function saveButtons(name, file, rows) {
  const save = act => () => { const {width, height, draw} = file(); act(name(), width, height, draw); };
  return [
    button('PNG', save(savePng), 'Save as PNG'), button('SVG', save(saveSvg), 'Save as SVG'),
    button('CSV', () => saveCsv(name(), rows()), 'Save the values shown as CSV'),
  ];
}
