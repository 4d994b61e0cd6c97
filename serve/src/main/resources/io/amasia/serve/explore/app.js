// The explorer: its panels, what links them, and the page's address, which says all that is seen.

import {make} from '/watch/words.js';
import {readColorMaps} from '/plots/colors.js';
import {MapLink} from '/plots/maplink.js';
import {middleOf} from '/plots/projection.js';
import {catalogue, textOf} from './frames.js';
import {heldOf} from './held.js';
import {Panel, withKeys} from './panel.js';
import {changed, degrees, isHeld, read, sliderDims, write} from './state.js';

const mostPanels = 6;

class App {
  constructor(datasets, tables) {
    Object.assign(this, {datasets, tables, panels: [], links: new Map(), numbers: 0});
    this.main = make('main', {class: 'panels', 'aria-label': 'Panels'});
    this.linkedBox = make('input', {type: 'checkbox', checked: true});
    this.linkedBox.addEventListener('change', () => {
      this.linked = this.linkedBox.checked;
      this.quietly(() => this.panels.forEach(panel => panel.relink()));
      this.remember(true);
    });
    const theme = make('button', {type: 'button', class: 'theme', onclick: () => this.nextTheme(theme)});
    document.body.append(make('header', {}, make('div', {class: 'bar'},
      make('a', {class: 'brand', href: '/explore'}, make('img', {src: '/explore/icon.svg', alt: '', width: 22, height: 22}), 'Amasia'),
      make('h1', {}, this.heading()),
      make('span', {class: 'grow'}),
      make('label', {class: 'check', title: 'Sliders, places and zoom go together'}, this.linkedBox, 'Linked'),
      make('button', {type: 'button', class: 'add', onclick: () => this.add({...this.panels.at(-1)?.state ?? this.first()})}, '+ Panel'), theme)), this.main);
    this.showTheme(theme);
    addEventListener('popstate', () => this.restore());
    this.restore();
  }

  heading() { return this.datasets.length === 1 ? this.datasets[0].title || this.datasets[0].name : `${this.datasets.length} datasets`; }

  first() { return {var: this.datasets[0].variables[0].name}; }

  dataset({data}) { return this.datasets.find(one => one.name === data) ?? this.datasets[0]; }

  variable(state) {
    const {variables} = this.dataset(state);
    return variables.find(one => one.name === state.var) ?? variables[0];
  }

  /** Shows what the address says. */
  restore() {
    const {panels, linked} = read(location.search);
    const turned = linked !== this.linked;
    this.linked = this.linkedBox.checked = linked;
    const wanted = panels.length ? panels.slice(0, mostPanels) : [this.first()];
    while (this.panels.length > wanted.length) this.panels.pop().end();
    if (turned) this.quietly(() => this.panels.forEach(panel => panel.relink()));
    this.quietly(() => wanted.forEach((state, i) => {
      if (this.panels[i]) this.panels[i].update(state);
      else this.append(state);
    }));
    this.counted();
  }

  append(state) {
    const panel = new Panel(this, ++this.numbers);
    for (const event of ['pointerdown', 'focusin']) panel.element.addEventListener(event, () => { this.active = panel; }, true);
    this.panels.push(panel);
    this.active ??= panel;
    // What it asks for depends on how wide it stands.
    this.main.append(panel.element);
    panel.update(state);
    return panel;
  }

  add(state) {
    if (this.panels.length >= mostPanels) {
      this.panels.at(-1).say(`A page has at most ${mostPanels} panels; close one.`, true);
      return null;
    }
    const panel = this.append(state);
    this.remember(true);
    this.counted();
    panel.element.scrollIntoView({block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});
    return panel;
  }

  close(panel) {
    if (this.panels.length < 2) return;
    this.panels.splice(this.panels.indexOf(panel), 1);
    panel.end();
    this.active = this.panels[0];
    this.remember(true);
    this.counted();
  }

  counted() {
    document.body.dataset.panels = this.panels.length;
    document.body.dataset.ready = 'true';
  }

  /** A panel's new state; linked ones go along the same dimensions. While a slider moves that is one step of the history. */
  change(panel, state, {moving = false} = {}) {
    const step = !this.gliding;
    this.gliding = moving;
    const before = panel.state;
    this.quietly(() => {
      panel.update(state, moving);
      for (const other of this.linked ? this.panels : []) {
        const keys = other === panel ? {} : shared(before, panel.state, other, this);
        if (Object.keys(keys).length) other.update(withKeys(other.state, keys), moving);
      }
    });
    this.remember(step);
  }

  /** Does what changes several panels, which writes no address meanwhile. */
  quietly(act) {
    this.quiet = true;
    try {
      act();
    } finally {
      this.quiet = false;
    }
  }

  /** Maps of a link were moved, or show something else: their panels' states say so. */
  held(link) {
    const keys = heldOf(link);
    const told = this.panels.filter(panel => panel.map?.link === link).map(panel => panel.held(keys));
    if (told.includes(true)) this.remember(false);
  }

  /** Writes the address: as a step to come back to, or in place of the last. */
  remember(push) {
    if (this.quiet) return;
    const search = write({panels: this.panels.map(panel => panel.state), linked: this.linked});
    if (search === location.search) return;
    if (push) history.pushState(null, '', search);
    else history.replaceState(null, '', search);
  }

  /** A place on a map was chosen: what happens there over time, or with height. */
  pick(panel, [lon, lat]) {
    const {kinds} = panel.variable;
    const kind = ['series', 'profile', 'hovmoller'].find(one => kinds.includes(one));
    if (!kind) return;
    this.look(panel, kind, {point: degrees(lon, lat)});
  }

  /** Another kind of picture of the same: in the panel that shows it already, or in a new one. */
  look(panel, kind, where) {
    const unheld = Object.fromEntries(Object.keys(panel.state).filter(isHeld).map(key => [key, null]));
    const state = withKeys(changed(panel.state, panel.variable, kind), {...unheld, point: null, box: null, ...where});
    const there = this.panels.find(one => one !== panel && one.state.kind === kind && one.state.var === state.var && one.state.data === state.data);
    if (there) this.change(there, {...there.state.units && {units: there.state.units}, ...state});
    else this.add(state);
  }

  /** A moment of a series was chosen: maps show it. */
  pickChart(panel, chart, x) {
    const {frame} = panel, one = chart.shown()[0];
    if (frame.kind === 'histogram' || !one) return;
    this.goTo(panel, frame.axes[0].dim, frame, chart.nearest(one, x), 0);
  }

  pickPlane(panel, frame, {row, column}) {
    this.goTo(panel, frame.axes[0].dim, frame, row, 0);
    this.goTo(panel, frame.axes[1].dim, frame, column, 1);
  }

  goTo(panel, dim, frame, i, d) {
    const factor = frame.overview.factors[d];
    const at = Math.min(i * factor + Math.floor(factor / 2), frame.overview.sizes[d] - 1);
    for (const other of this.panels) {
      if (other !== panel && sliderDims(other.variable, other.state.kind, other.state).some(one => one.name === dim)) {
        this.change(other, withKeys(other.state, {['at.' + dim]: at, ['on.' + dim]: null}));
        return;
      }
    }
  }

  /** What maps have in common: all that show the same part of the Earth by the same projection, while they are linked. */
  mapLink(panel, {extent, suits}, name) {
    const key = JSON.stringify([this.linked ? '' : panel.number, extent.map(Math.round), name ?? '']);
    for (const [other, {watchers}] of this.links) if (!watchers.size) this.links.delete(other);
    if (!this.links.has(key)) {
      const chosen = name ?? suits;
      this.links.set(key, new MapLink(chosen, middleOf(chosen, extent), extent));
    }
    return this.links.get(key);
  }

  nextTheme(button) {
    const order = ['auto', 'light', 'dark'];
    localStorage.setItem('amasia-theme', order[(order.indexOf(themeNow()) + 1) % 3]);
    this.showTheme(button);
    this.panels.forEach(panel => {
      panel.map?.draw();
      panel.plane?.draw();
      panel.chart?.draw();
      panel.profile?.draw();
      panel.drawBar();
    });
  }

  showTheme(button) {
    button.textContent = {auto: '◐ auto', light: '☀ light', dark: '☾ dark'}[themeNow()];
    document.documentElement.style.colorScheme = {light: 'light', dark: 'dark'}[themeNow()] ?? '';
  }
}

function themeNow() { return localStorage.getItem('amasia-theme') ?? 'auto'; }

/** The places along dimensions that another panel has a slider for too, where they changed. */
function shared(before, after, other, app) {
  const keys = {};
  if ((after.data ?? '') !== (other.state.data ?? '') && app.datasets.length > 1 && app.dataset(after) !== app.dataset(other.state)) return keys;
  for (const {name} of sliderDims(other.variable, other.state.kind, other.state)) {
    const key = 'at.' + name;
    if (after[key] !== undefined && after[key] !== before[key]) Object.assign(keys, {[key]: after[key], ['on.' + name]: null});
  }
  return keys;
}

async function start() {
  document.documentElement.style.colorScheme = {light: 'light', dark: 'dark'}[themeNow()] ?? '';
  try {
    const [{datasets}, maps] = await Promise.all([catalogue(), textOf('/explore/colormaps.txt')]);
    window.explorer = new App(datasets, readColorMaps(maps));
  } catch (error) {
    document.body.append(make('p', {class: 'notice bad', role: 'alert'}, error.message));
    throw error;
  }
}

start();
