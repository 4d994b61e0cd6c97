// The parts that a panel is steered by.

import {make} from '/watch/words.js';

let made = 0;

/** A label with a control: the control is what is returned, its place in the page is `.place`. */
export function labelled(text, control, attributes = {}) {
  control.id ||= `control-${++made}`;
  control.place = make('span', {class: 'control', ...attributes}, make('label', {for: control.id}, text), control);
  return control;
}

/** A list to choose from: options [[value, text], …]. */
export function choice(options, value, act, attributes = {}) {
  const select = make('select', attributes, options.map(([key, text]) => make('option', {value: key, selected: key === value}, text)));
  select.value = value;
  select.addEventListener('change', () => act(select.value));
  return select;
}

/** Buttons of which one is pressed: options [[value, text], …]. */
export function tabs(name, options, value, act) {
  return make('div', {class: 'tabs', role: 'group', 'aria-label': name}, options.map(([key, text]) =>
    make('button', {type: 'button', 'aria-pressed': String(key === value), 'data-value': key, onclick: () => act(key)}, text)));
}

/** Ticks a setting on or off. */
export function toggle(text, on, act) {
  const box = make('input', {type: 'checkbox', checked: on});
  box.addEventListener('change', () => act(box.checked));
  return make('label', {class: 'check'}, box, text);
}

/** A slider along a dimension, with buttons to step and to play. */
export class Slider {
  /** dim: {name, size}; at: the position; act(position, settled): settled once the hand rests. ahead(position): resolves when that is shown. */
  constructor(dim, at, {act, ahead, text}) {
    Object.assign(this, {dim, at, act, ahead, text, playing: null});
    this.range = make('input', {type: 'range', min: 0, max: dim.size - 1, step: 1, id: `control-${++made}`, 'data-dim': dim.name});
    this.range.value = at;
    this.says = make('output', {for: this.range.id});
    this.player = make('button', {type: 'button', class: 'play', 'aria-label': `Play along ${dim.name}`, title: 'Play (space)', onclick: () => this.play(!this.playing)}, '▶');
    this.element = make('div', {class: 'slider'},
      make('label', {for: this.range.id}, dim.name), this.player,
      make('button', {type: 'button', 'aria-label': `Previous ${dim.name}`, onclick: () => this.step(-1)}, '‹'),
      this.range,
      make('button', {type: 'button', 'aria-label': `Next ${dim.name}`, onclick: () => this.step(1)}, '›'),
      this.says);
    this.range.addEventListener('input', () => this.go(Number(this.range.value), false));
    this.range.addEventListener('change', () => this.go(Number(this.range.value), true));
    this.range.addEventListener('keydown', event => {
      if (event.key !== ' ') return;
      event.preventDefault();
      this.play(!this.playing);
    });
    this.tell();
  }

  tell() {
    const text = this.text(this.at);
    this.says.textContent = text;
    this.range.setAttribute('aria-valuetext', text);
  }

  /** Shows a position without acting. */
  set(at) {
    this.at = at;
    this.range.value = at;
    this.tell();
  }

  go(at, settled) {
    this.play(false);
    this.set(at);
    this.act(at, settled);
  }

  step(by) { this.go(Math.min(this.dim.size - 1, Math.max(0, this.at + by)), true); }

  /** Each step waits for its picture, and at least a moment. */
  async play(on) {
    if (on === Boolean(this.playing)) return;
    const run = this.playing = on ? Symbol(this.dim.name) : null;
    this.player.textContent = on ? '❚❚' : '▶';
    this.player.setAttribute('aria-pressed', String(on));
    while (run && run === this.playing && this.element.isConnected) {
      const next = (this.at + 1) % this.dim.size;
      const soon = new Promise(resolve => setTimeout(resolve, 120));
      this.set(next);
      this.act(next, false);
      await Promise.all([soon, this.ahead()]);
    }
    if (!on) this.act(this.at, true);
  }
}
