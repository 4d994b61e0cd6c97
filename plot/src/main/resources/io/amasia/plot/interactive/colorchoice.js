// The colours of values as the reader chooses them: map, limits, levels; and the bar that shows them.

import {make} from '/watch/words.js';
import {boundsOf, colorBarHeight, colorScale, drawColorBar, limitChoices, limitsOf} from './colors.js';
import {choice, numberField, toggle} from './controls.js';
import {canvasPen, inks, redrawn} from './pen.js';

export class ColorChoice {
  /** data: {colors, limits, levels, centred, label} as chosen before; changed(): called when the reader chooses. */
  constructor(data, tables, spread, changed) {
    const look = {colors: data.colors, limits: typeof data.limits === 'string' ? data.limits : 'hand', levels: data.levels ?? 14, reversed: false};
    [look.low, look.high] = look.limits === 'hand' ? data.limits : limitsOf(spread, look.limits, data.centred);
    /** The colours for the ink of the page or of a file. */
    this.scaleOf = ink => {
      const bounds = !look.levels ? null : look.limits === 'hand' ? boundsByHand(look, data.levels) : boundsOf(look.low, look.high, look.levels);
      return colorScale({table: tables[look.colors], low: look.low, high: look.high, bounds, spread, missing: ink.missing, reversed: look.reversed});
    };
    const [low, high] = [0, 1].map(k => numberField(k ? 'to' : 'from', k ? look.high : look.low, number => {
      look[k ? 'high' : 'low'] = number;
      look.limits = 'hand';
      limits.set('hand');
      for (const field of [low, high]) field.mark(look.high > look.low);
      if (look.high > look.low) changed();
    }));
    const limits = choice('Limits', limitChoices, look.limits, how => {
      look.limits = how;
      if (how !== 'hand') [look.low, look.high] = limitsOf(spread, how, data.centred);
      low.set(look.low);
      high.set(look.high);
      changed();
    });
    const asked = data.levels && ![7, 14, 28].includes(data.levels) ? [[String(data.levels), String(data.levels)]] : [];
    this.controls = [
      choice('Colours', Object.keys(tables).map(one => [one, one]), look.colors, one => { look.colors = one; changed(); }),
      toggle('Reversed', false, on => { look.reversed = on; changed(); }),
      limits, low, high,
      choice('Levels', [['0', 'continuous'], ['7', 'few'], ['14', 'some'], ['28', 'many'], ...asked], String(look.levels), most => { look.levels = +most; changed(); }),
    ];
    this.bar = colorBar(data.label, this.scaleOf);
  }
}

/** Limits by hand stand as they are: even steps if their number was asked for, else round bounds between. */
function boundsByHand({low, high, levels}, asked) {
  if (levels === asked) return Array.from({length: levels + 1}, (_, i) => low + (high - low) * i / levels);
  return [low, ...boundsOf(low, high, levels).filter(bound => bound > low && bound < high), high];
}

function colorBar(label, scaleOf) {
  const canvas = make('canvas', {role: 'img', 'aria-label': `Colours of ${label}`, style: `height: ${colorBarHeight}px`});
  const element = make('div', {class: 'colorbar'}, canvas);
  const draw = () => {
    const width = element.clientWidth;
    if (!width) return;
    const ink = inks(element);
    drawColorBar(canvasPen(canvas, width, colorBarHeight), {x: 0, y: 0, width}, scaleOf(ink), label, ink);
  };
  redrawn(element, draw);
  const below = {
    height: colorBarHeight,
    draw: (pen, width, ink) => drawColorBar(pen, {x: width * .15, y: 0, width: width * .7}, scaleOf(ink), label, ink),
  };
  return {element, draw, below};
}
