// One picture with what steers it.

import {make} from '/watch/words.js';
import {Chart, ChartLink} from '/plots/chart.js';
import {latitudeText, longitudeText, shortNumber} from '/plots/axes.js';
import {colorBarHeight, colorScale, drawColorBar} from '/plots/colors.js';
import {MapView} from '/plots/map.js';
import {canvasPen, inks, redrawn} from '/plots/pen.js';
import {Controls} from './look.js';
import {exportMenu, showCode} from './dialogs.js';
import {heldAlike, hold, whole} from './held.js';
import {Refused, cellsOf, coastOf, frameOf, labelsOf} from './frames.js';
import {Plane} from '/plots/plane.js';
import {Profile} from './profile.js';
import {Slider, choice, labelled, tabs} from './controls.js';
import {changed, degrees, sliderDims} from './state.js';

const kindNames = {
  map: 'Map', series: 'Time series', profile: 'Profile', zonal: 'Zonal mean', hovmoller: 'Hovmöller', section: 'Section', histogram: 'Histogram',
};

export class Panel {
  constructor(app, number) {
    Object.assign(this, {app, number, moving: false});
    this.title = make('h2', {});
    this.subtitle = make('p', {class: 'subtitle'});
    this.figure = make('div', {class: 'figure'});
    this.bar = make('canvas', {class: 'colorbar', 'aria-hidden': 'true'});
    this.says = make('p', {class: 'says-now', 'aria-live': 'polite'});
    this.note = make('p', {class: 'soft small note-line'});
    this.failure = make('p', {class: 'notice bad', role: 'alert', hidden: true});
    this.area = make('div', {class: 'area row', hidden: true});
    this.sliders = make('div', {class: 'sliders'});
    this.head = make('div', {class: 'tools'});
    this.more = make('div', {class: 'more'});
    this.element = make('section', {class: 'view', 'data-panel': number},
      this.head, this.title, this.subtitle, this.failure, make('div', {class: 'stage'}, this.figure, this.bar), this.says, this.area, this.sliders, this.more, this.note);
    this.endBar = redrawn(this.element, () => this.drawBar());
  }

  get variable() { return this.app.variable(this.state); }

  /** Shows another state; moving: while a slider is, which is quick rather than smooth. */
  update(state, moving = false) {
    const before = this.state;
    this.state = {kind: this.app.variable(state).kinds[0], ...state};
    this.moving = moving;
    const same = before && ['data', 'var', 'kind', 'along', 'minus', 'minus.data'].every(key => before[key] === this.state[key]);
    if (same) this.place();
    else this.build();
    const mapStays = same && this.map && ['projection', 'box'].every(key => before[key] === this.state[key]);
    if (mapStays && !heldAlike(before, this.state)) this.hold();
    this.controls.update(this.state);
    return this.refresh();
  }

  change(keys, options) { this.app.change(this, withKeys(this.state, keys), options); }

  /** The controls that a kind of picture of a variable has. */
  build() {
    const {app, state, variable} = this;
    this.drop();
    this.built = new AbortController();
    this.steered = [];
    const choose = (name, data) => {
      const next = app.variable({...data && {data}, var: name});
      const kind = next.kinds.includes(state.kind) ? state.kind : next.kinds[0];
      app.change(this, {...changed(without(state, key => key === 'data' || key.startsWith('minus')), next, kind), ...data && {data}});
    };
    const dims = sliderDims(variable, state.kind, state);
    this.head.replaceChildren(
      app.datasets.length > 1 ? labelled('Data', choice(app.datasets.map(one => [one.name, one.name]), state.data ?? app.datasets[0].name, name => choose(app.dataset({data: name}).variables[0].name, name))).place : '',
      labelled('Variable', choice(app.dataset(state).variables.map(one => [one.name, one.title.replaceAll(' ', '_') === one.name ? one.name : `${one.name} · ${shortened(one.title)}`]), state.var, name => choose(name, state.data), {class: 'variable'})).place,
      make('span', {class: 'grow'}),
      exportMenu(() => this.state, () => (state.kind === 'histogram' ? [] : dims.map(dim => ({name: dim.name, size: dim.size, at: this.at(dim)}))), (text, bad) => this.say(text, bad), this.built.signal),
      make('button', {type: 'button', class: 'show-code', onclick: () => showCode(this.state)}, 'Show the code'),
      make('button', {type: 'button', class: 'close', 'aria-label': 'Close this panel', title: 'Close this panel', onclick: () => app.close(this)}, '✕'),
      tabs('Kind of picture', variable.kinds.map(kind => [kind, kindNames[kind]]), state.kind, kind => app.change(this, changed(state, variable, kind))));
    this.sliders.replaceChildren(...dims.map(dim => this.slider(dim, 'at.')), ...this.otherSliders(dims));
    this.controls = new Controls(this);
    this.more.replaceChildren(this.controls.element);
    this.levels = null;
    this.figure.replaceChildren();
    this.area.hidden = true;
    this.element.dataset.kind = state.kind;
  }

  /** Lets go of the picture, and of what its controls hear. */
  drop() {
    this.built?.abort();
    this.dropMap();
    for (const picture of [this.plane, this.chart, this.profile]) picture?.end();
    this.plane = this.chart = this.profile = null;
  }

  dropMap() {
    this.unwatch?.();
    this.map?.end();
    this.map = null;
  }

  /** Takes it off the page: nothing is asked for or drawn any more. */
  end() {
    this.asked?.abort();
    clearTimeout(this.later);
    this.drop();
    this.endBar();
    this.element.remove();
  }

  /** Shows its map with those it is linked with now. */
  relink() {
    if (!this.map) return;
    this.dropMap();
    this.makeMap(this.cells, this.frame);
    this.map.show(this.frame.values, this.scale());
  }

  /** Sliders of what is subtracted. */
  otherSliders(dims) {
    if (!this.state.minus) return [];
    return [make('h3', {}, 'minus'), ...dims.map(dim => this.slider(dim, 'minus.at.'))];
  }

  at(dim, prefix = 'at.') { return Number(this.state[prefix + dim.name] ?? this.frame?.at[dim.name]?.position ?? 0); }

  slider(dim, prefix) {
    const own = prefix === 'at.';
    const fromFrame = at => (own && this.frame?.at[dim.name]?.position === at ? this.frame.at[dim.name].label : at < dim.size ? `${at + 1} of ${dim.size}` : '');
    const steered = {dim, prefix};
    steered.slider = new Slider(dim, this.at(dim, prefix), {
      act: (at, settled) => this.change({[prefix + dim.name]: at, [prefix.replace('at.', 'on.') + dim.name]: null}, {moving: !settled}),
      ahead: () => this.shown ?? Promise.resolve(),
      text: at => steered.labels?.[at] ?? fromFrame(at),
    });
    this.steered.push(steered);
    return steered.slider.element;
  }

  /** Puts the sliders where the state is. */
  place() { for (const {slider, dim, prefix} of this.steered) slider.set(this.at(dim, prefix)); }

  /** Asks for the labels of the sliders that have none yet. */
  label() {
    for (const one of this.steered) {
      if (one.labels) continue;
      const data = one.prefix === 'at.' ? this.state.data : this.state['minus.data'] ?? this.state.data;
      labelsOf(data, one.dim.name).then(labels => {
        one.labels = labels;
        one.slider.tell();
      }, () => {});
    }
  }

  size() {
    const dense = Math.min(2, window.devicePixelRatio || 1), width = this.figure.clientWidth || 800;
    return {w: Math.min(2000, Math.ceil(width * dense / 200) * 200), h: Math.min(1400, Math.ceil(width * dense / 400) * 200)};
  }

  /** Asks for what the state shows and draws it; a newer call ends an older one. */
  refresh() {
    this.asked?.abort();
    const asked = this.asked = new AbortController();
    // The first picture of a large field is there sooner by some of its values.
    const wanted = {size: this.size(), detail: this.moving || !this.frame ? 'nearest' : 'mean', by: this.number, signal: asked.signal};
    this.element.dataset.state = 'waiting';
    this.element.setAttribute('aria-busy', 'true');
    this.shown = this.load(wanted).catch(error => {
      if (error.name === 'AbortError' || asked.signal.aborted) return;
      if (!(error instanceof Refused)) console.error(error);
      this.failure.textContent = error.message;
      this.failure.hidden = false;
      this.element.dataset.state = 'failed';
      this.element.setAttribute('aria-busy', 'false');
    });
    return this.shown;
  }

  async load(wanted) {
    const state = this.state;
    const frame = await frameOf(state, wanted);
    if (wanted.signal.aborted) return;
    await this.draw(frame, wanted);
    if (wanted.signal.aborted) return;
    this.failure.hidden = true;
    this.element.dataset.state = 'shown';
    this.element.setAttribute('aria-busy', 'false');
    const means = !['hovmoller', 'histogram'].includes(frame.kind);
    if (wanted.detail === 'nearest' && means && !this.moving && !frame.overview.whole) await this.refresh();
    else this.ahead(wanted);
  }

  /** Asks for the next step of the first slider, which is likely wanted next. */
  ahead(wanted) {
    clearTimeout(this.later);
    const dim = sliderDims(this.variable, this.state.kind, this.state)[0];
    if (!dim || this.state.kind !== 'map') return;
    const next = {...this.state, ['at.' + dim.name]: String((this.at(dim) + 1) % dim.size)};
    delete next['on.' + dim.name];
    this.later = setTimeout(() => frameOf(next, {...wanted, signal: undefined, by: this.number + '+'}).catch(() => {}), this.moving ? 0 : 150);
  }

  async draw(frame, wanted) {
    const kind = frame.kind;
    this.frame = frame;
    this.title.textContent = frame.title;
    this.subtitle.textContent = frame.subtitle;
    this.place();
    this.label();
    if (kind === 'map') await this.drawMap(frame, wanted);
    else if (frame.shape?.length === 2) this.drawPlane(frame);
    else if (kind === 'profile') this.drawProfile(frame);
    else this.drawChart(frame);
    this.controls.shown(frame);
    this.bar.hidden = !frame.levels;
    this.drawBar();
    this.note.textContent = noteOf(frame);
    this.element.dataset.label = frame.subtitle;
  }

  /** Limits stay while a slider moves, so that colours mean the same. */
  scale() {
    if (!this.moving || !this.levels) this.levels = this.frame.levels;
    const {levels} = this, {least, most} = this.frame.statistics;
    return ink => colorScale({
      table: this.app.tables[levels.colors], bounds: levels.bounds, low: levels.bounds[0], high: levels.bounds.at(-1),
      spread: {least: least ?? Infinity, most: most ?? -Infinity}, missing: ink.missing,
    });
  }

  async drawMap(frame, wanted) {
    const cells = await cellsOf(this.state, frame.cells, wanted.size);
    if (wanted.signal.aborted) return;
    if (!this.map || this.cells !== cells || this.projection !== this.state.projection) this.makeMap(cells, frame);
    this.map.show(frame.values, this.scale());
    if (!this.coast) this.drawCoast(this.map);
  }

  async drawCoast(map) {
    try {
      const lines = await coastOf(degrees(...this.cells.extent));
      if (map !== this.map) return;
      this.coast = lines;
      map.setCoast(lines);
    } catch { /* the next picture asks again */ }
  }

  makeMap(cells, frame) {
    const link = this.app.mapLink(this, cells, this.state.projection);
    if (this.map?.link !== link) {
      const joins = link.watchers.size > 0;
      this.dropMap();
      this.map = new MapView(link, `Map of ${frame.title}`);
      this.unwatch = link.watch((what, value) => this.heard(what, value));
      this.figure.replaceChildren(this.map.element);
      this.coast = null;
      // A map that joins others is held as they are.
      if (joins) this.app.held(link);
      else this.hold();
      this.select(link.box);
    }
    this.cells = cells;
    this.projection = this.state.projection;
    this.map.setCells(cells);
  }

  /** Holds its map, and those it is linked with, as its state says. */
  hold() {
    const misfit = hold(this.map.link, this.state);
    if (misfit) this.say(misfit, true);
  }

  /** Its map is held so: keys for its state; gives whether that is new. */
  held(keys) {
    const before = this.state;
    this.state = withKeys(before, keys);
    this.controls.update(this.state);
    return !heldAlike(before, this.state);
  }

  heard(what, value) {
    const {link} = this.map;
    if ((what === 'view' || what === 'box') && !link.moving) this.app.held(link);
    if (what === 'cursor') this.point(link.cursor);
    if (what === 'pick' && this.app.active === this) this.app.pick(this, value);
    if (what === 'box') this.select(link.box);
  }

  point(place) {
    if (!place) {
      this.say('');
      return;
    }
    const value = this.map.valueAt(...place);
    const told = value === undefined ? 'no cell' : Number.isNaN(value) ? 'missing' : `${shortNumber(value)} ${this.frame.label}`;
    this.say(`${latitudeText(place[1])} ${longitudeText(place[0])}: ${told}`);
  }

  select(box) {
    this.area.hidden = !box;
    if (!box) return;
    const text = degrees(box.west, box.south, box.east, box.north);
    const act = (words, does) => make('button', {type: 'button', onclick: does}, words);
    const {variable} = this;
    this.area.replaceChildren(
      make('span', {}, `${longitudeText(box.west, 1)} to ${longitudeText(box.east, 1)}, ${latitudeText(box.south, 1)} to ${latitudeText(box.north, 1)}`),
      variable.kinds.includes('series') ? act('Mean of this area over time', () => this.app.look(this, 'series', {box: text})) : '',
      variable.kinds.includes('profile') ? act('Its profile', () => this.app.look(this, 'profile', {box: text})) : '',
      act('Histogram', () => this.app.look(this, 'histogram', {box: text})),
      act('Show only this', () => {
        this.map.link.select(null);
        this.change({box: text, ...whole});
      }),
      act('Clear', () => this.map.link.select(null)));
  }

  drawPlane(frame) {
    this.plane ??= new Plane(`${frame.title}, ${kindNames[frame.kind]}`, text => this.say(text), cell => this.app.pickPlane(this, frame, cell));
    if (!this.plane.element.isConnected) this.figure.replaceChildren(this.plane.element);
    this.plane.picked = cell => this.app.pickPlane(this, frame, cell);
    this.plane.show(frame, this.scale());
  }

  drawProfile(frame) {
    this.profile ??= new Profile(`${frame.title}, profile`, text => this.say(text), i => this.app.goTo(this, this.frame.axes[0].dim, this.frame, i, 0));
    if (!this.profile.element.isConnected) this.figure.replaceChildren(this.profile.element);
    this.profile.show(frame);
  }

  drawChart(frame) {
    const axis = frame.axes?.[0], bars = frame.kind === 'histogram';
    const unit = frame.label ? ` [${frame.label}]` : '';
    const series = bars
      ? [{name: frame.name, x: frame.edges, y: frame.values, as: 'bars'}]
      : [{name: frame.name, x: axis.values, y: frame.values}];
    const texts = bars ? undefined : axis.texts;
    if (!this.chart) {
      const link = this.chartLink = new ChartLink();
      this.chart = new Chart(link, `${frame.title}, ${kindNames[frame.kind]}`, {
        x: {label: bars ? frame.name + unit : axis.label, calendar: axis?.calendar, degrees: axis?.degrees, texts},
        y: {label: bars ? 'cells' : frame.name + unit}, zeroLine: Boolean(this.state.minus),
      });
      this.figure.replaceChildren(this.chart.element);
      link.watch((what, value) => {
        if (what === 'cursor') this.say(this.chart.pointed().map(one => `${one.text ?? shortNumber(one.x)}: ${shortNumber(one.y)}${bars ? '' : ' ' + this.frame.label}`).join(', '));
        if (what === 'pick') this.app.pickChart(this, this.chart, value);
      });
    }
    Object.assign(this.chart.x, {label: bars ? frame.name + unit : axis.label, degrees: axis?.degrees, texts});
    this.chart.y.label = bars ? 'cells' : frame.name + unit;
    this.chart.show(series);
  }

  drawBar() {
    if (!this.frame?.levels || !this.levels || !this.element.clientWidth) return;
    const ink = inks(this.element), width = Math.min(620, this.figure.clientWidth);
    Object.assign(this.bar.style, {width: width + 'px', height: colorBarHeight + 'px'});
    const {title, label, name} = this.frame;
    drawColorBar(canvasPen(this.bar, width, colorBarHeight), {x: 0, y: 0, width}, this.scale()(ink), label ? `${name} [${label}]` : name || title, ink);
  }

  say(text, bad = false) {
    this.says.textContent = text;
    this.says.classList.toggle('bad', bad);
  }
}

/** Keys changed; null removes one. */
export function withKeys(state, keys) {
  const next = {...state};
  for (const [key, value] of Object.entries(keys)) {
    if (value === null || value === '') delete next[key];
    else next[key] = String(value);
  }
  return next;
}

function without(state, drops) { return Object.fromEntries(Object.entries(state).filter(([key]) => !drops(key))); }

function shortened(text) { return text.length > 48 ? text.slice(0, 47) + '…' : text; }

function noteOf({overview, statistics, kind, label}) {
  const parts = [], number = value => shortNumber(value, 4);
  if (!overview.whole) {
    const block = overview.factors.join(' × ');
    parts.push(overview.method === 'mean' ? `Each point is the mean of ${block} cells.` : `Each point is one of ${block} cells.`);
  }
  if (statistics.count === 0) parts.push('All values are missing here.');
  else if (kind !== 'histogram') parts.push(`${number(statistics.least)} to ${number(statistics.most)}, unweighted mean ${`${number(statistics.mean)} ${label}`.trim()}${statistics.missing ? `, ${Math.round(100 * statistics.missing / (statistics.missing + statistics.count))} % missing` : ''}.`);
  return parts.join(' ');
}
