// The document of charts: lines, histograms and scatter plots, one chart for each column.

import {make} from '/watch/words.js';
import {shortNumber} from './axes.js';
import {Chart, ChartLink} from './chart.js';
import {button} from './controls.js';
import {axisOf, columnsAcross, figure, FrameSliders, panelGrid, saveButtons} from './frames.js';
import {tellUnder} from './mappage.js';
import {float32, float64, int32} from './packed.js';

const chartKinds = {lines, histogram: bars, scatter: dots};

export function drawCharts(main, data) {
  const column = data.column ? axisOf(data.column) : null;
  const texts = column?.texts ?? [''];
  const link = new ChartLink();
  const {x, y, seriesOf, rows} = chartKinds[data.kind](data, texts.length);
  const charts = texts.map(text => {
    const chart = new Chart(link, `${data.title}${text ? ', ' + text : ''}`, {x, y, zeroLine: data.zeroLine});
    chart.height = texts.length > 1 ? 240 : 380;
    return chart;
  });
  const show = () => {
    const all = charts.map((_, c) => seriesOf(sliders.frame(), c));
    charts.forEach((chart, c) => chart.show(all[c]));
  };
  const sliders = new FrameSliders(data, show);
  // Charts side by side share their heights too, so that they can be compared.
  if (charts.length > 1) shareRange(charts, link);
  const across = columnsAcross(charts.length);
  const panels = charts.map((chart, c) => ({
    title: texts[c], element: make('div', {}, chart.element, tellUnder(chart)),
    size: () => ({width: chart.size.width, height: chart.height + chart.legendHeight(chart.size.width)}), paint: (pen, width, height, ink) => chart.paintWithLegend(pen, width, height, ink),
  }));
  const name = () => `${data.name} ${sliders.text()}`;
  const file = () => figure(data.title, [data.subtitle, sliders.text()].filter(text => text).join(', '), panels, across);
  main.append(make('p', {class: 'tools'},
    button('All', () => link.show(null), 'Show all'), make('span', {class: 'small soft'}, 'Drag over a part to zoom in.'),
    make('span', {class: 'grow'}),
    saveButtons(name, file, () => rows(sliders.frame(), texts))),
  sliders.element, panelGrid(panels, across));
  show();
}

function shareRange(charts, link) {
  const own = charts.map(chart => chart.rangeOf.bind(chart));
  charts.forEach(chart => {
    chart.rangeOf = span => own.map(range => range(span)).reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)]);
    const whole = chart.whole.bind(chart);
    chart.ownWhole = whole;
  });
  charts.forEach(chart => {
    chart.whole = () => charts.map(one => one.ownWhole()).reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)]);
  });
  link.changed('view');
}

function lines(data, columns) {
  const axis = axisOf(data.x), n = data.points, several = data.series.length;
  const [values, low, high] = [data.values, data.low, data.high].map(text => text && float32(text));
  const places = data.places && int32(data.places);
  const row = (frame, c, s) => ((frame * columns + c) * several + s) * n;
  const part = (array, start) => array?.subarray(start, start + n);
  return {
    x: {label: axis.label ?? '', calendar: axis.calendar, named: axis.named, texts: axis.named && axis.texts},
    y: {label: data.label},
    seriesOf: (frame, c) => data.series.map((name, s) => {
      const start = row(frame, c, s), chosen = part(places, start);
      return {
        name: name || data.name, y: part(values, start), low: part(low, start), high: part(high, start),
        x: chosen ? Float64Array.from(chosen, i => axis.at[i]) : axis.at,
        textOf: i => axis.textOf(chosen ? chosen[i] : i),
      };
    }),
    rows: (frame, texts) => {
      const heads = texts.flatMap(text => data.series.map(name => [text, name].filter(part => part).join(' ') || data.name));
      if (!places) return [[axis.name, ...heads], ...axis.texts.map((text, i) => [text, ...texts.flatMap((_, c) => data.series.map((_, s) => seven(values[row(frame, c, s) + i])))])];
      // Thinned lines have places of their own.
      return [['line', axis.name, data.name], ...heads.flatMap((head, k) => Array.from({length: n}, (_, i) => {
        const at = row(frame, 0, k) + i;
        return [head, axis.textOf(places[at]), seven(values[at])];
      }))];
    },
  };
}

function seven(value) { return +value.toPrecision(8); }

function bars(data) {
  const edges = float64(data.edges), counts = data.counts.map(float64);
  const total = counts.flatMap(all => [...all]).reduce((sum, n) => sum + n, 0), missing = data.missing.reduce((sum, n) => sum + n, 0);
  data.notes.push(`${total} values, ${missing} missing, in ${edges.length - 1} bins`);
  return {
    x: {label: data.label},
    y: {label: 'values'},
    seriesOf: (frame, c) => [{name: data.name, as: 'bars', x: edges, y: counts[c]}],
    rows: (frame, texts) => [['from', 'to', ...texts.map(text => `values ${text}`.trim())],
      ...Array.from({length: edges.length - 1}, (_, i) => [edges[i], edges[i + 1], ...texts.map((_, c) => counts[c][i])])],
  };
}

function dots(data, columns) {
  const x = float32(data.x), y = float32(data.y), n = x.length / columns;
  const both = Array.from(x.keys()).filter(i => Number.isFinite(x[i] + y[i])).length;
  data.notes.push(`${both} of ${x.length} places have both values`);
  return {
    x: {label: data.xLabel},
    y: {label: data.label},
    seriesOf: (frame, c) => [{
      name: data.name, as: 'dots', x: x.subarray(c * n, c * n + n), y: y.subarray(c * n, c * n + n),
      textOf: i => `${data.xName} ${shortNumber(x[c * n + i])}`,
    }],
    rows: (frame, texts) => [[...(columns > 1 ? [data.column.name] : []), data.xName, data.name],
      ...Array.from(x, (value, i) => [...(columns > 1 ? [texts[Math.floor(i / n)]] : []), seven(value), seven(y[i])])],
  };
}
