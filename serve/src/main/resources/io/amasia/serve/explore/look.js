// How a picture looks: colours, limits, projection, units; and what it is compared with.

import {make} from '/watch/words.js';
import {choice, labelled, toggle} from './controls.js';
import {ticked, ticks, whole} from './held.js';
import {latitudeText, longitudeText} from '/plots/axes.js';
import {projectionNames} from '/plots/projection.js';
import {alongOf, numbersOf, sliderDims} from './state.js';

const projections = [['', 'by the data'], ...projectionNames];
const limitKinds = [['auto', 'automatic'], ['robust', '2–98 %'], ['symmetric', 'about zero'], ['hand', 'by hand']];

/** The point or box of a state in words. */
function placeText({point, box}) {
  if (point) {
    const [lon, lat] = numbersOf(point);
    return `at ${latitudeText(lat)} ${longitudeText(lon)}`;
  }
  if (!box) return '';
  const [west, south, east, north] = numbersOf(box);
  return `${longitudeText(west)} to ${longitudeText(east)}, ${latitudeText(south)} to ${latitudeText(north)}`;
}

export class Controls {
  constructor(panel) {
    this.panel = panel;
    const {state, variable, app} = panel;
    const colored = ['map', 'hovmoller', 'section'].includes(state.kind);
    const set = key => value => panel.change({[key]: value});
    this.units = variable.choices.length > 1 ? choice(variable.choices, variable.published, set('units')) : null;
    this.limits = choice(limitKinds, 'auto', kind => this.chooseLimits(kind));
    this.low = make('input', {type: 'number', step: 'any', 'aria-label': 'Lower limit', class: 'limit'});
    this.high = make('input', {type: 'number', step: 'any', 'aria-label': 'Upper limit', class: 'limit'});
    for (const end of [this.low, this.high]) end.addEventListener('change', () => this.byHand());
    this.ends = make('span', {class: 'ends'}, this.low, '…', this.high);
    this.colors = choice([['', 'by the quantity'], ...Object.keys(app.tables).map(name => [name, name])], '', set('colors'));
    this.levels = choice([['', 'round steps'], ...[5, 8, 12, 20, 40, 250].map(n => [String(n), n === 250 ? 'smooth' : `${n} at most`])], '', set('levels'));
    this.projection = choice(projections, '', projection => panel.change({projection, ...whole}));
    this.along = this.alongChoice(set('along'));
    this.element = make('div', {class: 'look'},
      this.units ? labelled('Units', this.units).place : '',
      colored || state.kind === 'histogram' ? [labelled('Limits', this.limits).place, this.ends] : '',
      colored ? [labelled('Colours', this.colors).place, labelled('Levels', this.levels).place] : '',
      state.kind === 'map' ? [labelled('Projection', this.projection).place, this.mapToggles()] : '',
      this.along ? labelled('Against', this.along).place : '',
      labelled('Minus', this.minusChoice()).place,
      this.whereParts());
    this.update(state);
  }

  update(state) {
    if (this.units) this.units.value = state.units ?? this.panel.variable.published;
    const limits = state.limits ?? 'auto';
    this.limits.value = limits.includes(',') ? 'hand' : limits;
    this.ends.hidden = !limits.includes(',');
    if (limits.includes(',')) [this.low.value, this.high.value] = limits.split(',');
    this.colors.value = state.colors ?? '';
    this.levels.value = state.levels ?? '';
    this.projection.value = state.projection ?? '';
    for (const [key, place] of this.ticks ?? []) place.control.checked = ticked(state, key);
    const where = this.where;
    if (where) {
      where.hidden = !state.box && !state.point;
      where.querySelector('.text').textContent = placeText(state);
    }
  }

  shown(frame) { this.bounds = frame.levels?.bounds ?? frame.edges; }

  chooseLimits(kind) {
    if (kind !== 'hand') {
      this.panel.change({limits: kind === 'auto' ? null : kind});
      return;
    }
    const {bounds = [0, 1]} = this;
    this.panel.change({limits: `${bounds[0]},${bounds.at(-1)}`});
    this.low.focus();
  }

  byHand() {
    const low = this.low.valueAsNumber, high = this.high.valueAsNumber;
    const fits = low < high;
    this.low.setCustomValidity(fits ? '' : 'the lower limit is below the upper one');
    if (fits) this.panel.change({limits: `${low},${high}`});
    else this.low.reportValidity();
  }

  alongChoice(act) {
    const {state, variable} = this.panel;
    const first = {hovmoller: variable.axes.T, section: variable.axes.Z ?? variable.dims[0].name}[state.kind];
    const others = first ? alongOf(variable, first) : [];
    return others.length > 1 ? choice(others.map(dim => [dim, dim]), state.along ?? (others.includes(variable.axes.Y) ? variable.axes.Y : others[0]), act) : null;
  }

  /** Which other views may be subtracted: of the same variable, or of one with the same dimensions. */
  minusChoice() {
    const {state, variable, app} = this.panel;
    const options = [['', 'nothing']];
    const dims = sliderDims(variable, state.kind, state);
    if (dims.length) options.push([`|${variable.name}`, `${variable.name} at another ${dims.map(dim => dim.name).join(', ')}`]);
    const shape = one => one.dims.map(dim => dim.name).join();
    for (const dataset of app.datasets) {
      for (const one of dataset.variables) {
        const own = dataset === app.dataset(state);
        if (shape(one) === shape(variable) && !(own && one.name === variable.name)) options.push([`${own ? '' : dataset.name}|${one.name}`, own ? one.name : `${one.name} of ${dataset.name}`]);
      }
    }
    const value = state.minus ? `${state['minus.data'] ?? ''}|${state.minus}` : '';
    return choice(options, value, chosen => {
      const [data, name] = chosen.split('|');
      const cleared = Object.fromEntries(Object.keys(state).filter(key => key.startsWith('minus.')).map(key => [key, null]));
      this.panel.change({...cleared, minus: name ?? null, 'minus.data': data || null, limits: null});
    });
  }

  mapToggles() {
    this.ticks = Object.entries(ticks).map(([key, {text, first}]) =>
      [key, toggle(text, first, on => this.panel.change({[key]: on === first ? null : Number(on)}))]);
    return make('span', {class: 'checks'}, this.ticks.map(([, place]) => place));
  }

  /** The point or box that a view is of, and how to be rid of it. */
  whereParts() {
    this.where = make('span', {class: 'where', hidden: true}, make('span', {class: 'text'}),
      make('button', {type: 'button', onclick: () => this.panel.change({point: null, box: null, ...whole})}, 'Whole'));
    return this.where;
  }
}
