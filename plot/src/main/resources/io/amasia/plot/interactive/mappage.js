// The document of maps: one for each column, controls, colour bar, and for a place or area that is
// chosen its values along a slider.

import {make} from '/watch/words.js';
import {latitudeText, longitudeText, shortNumber} from './axes.js';
import {areaMean, cellCount, cellsWithin, centreOf} from './cells.js';
import {Chart, ChartLink} from './chart.js';
import {ColorChoice} from './colorchoice.js';
import {readColorMaps, spreadOf} from './colors.js';
import {button, choice, toggle} from './controls.js';
import {axisOf, columnsAcross, figure, FrameSliders, panelGrid, saveButtons} from './frames.js';
import {MapView} from './map.js';
import {MapLink} from './maplink.js';
import {float32, float64, unpackLines} from './packed.js';
import {middleOf, projectionNames} from './projection.js';
import {histogram} from './series.js';

export function drawMaps(main, data, colorMaps) {
  const cells = unpackCells(data.cells), count = cellCount(cells);
  const values = float32(data.values), coast = unpackLines(data.coast);
  const spread = spreadOf(values);
  const column = data.column ? axisOf(data.column) : null;
  const columns = column ? column.texts.length : 1;
  const link = new MapLink(data.projection, middleOf(data.projection, data.extent), data.extent);
  link.hold({view: null, box: null, ...data.held});
  const unit = /\[([^\]]*)\]$/.exec(data.label)?.[1] ?? '';
  const colors = new ColorChoice(data, readColorMaps(colorMaps), spread, () => show());
  const views = Array.from({length: columns}, (_, c) => {
    const view = new MapView(link, `${data.title}${column ? ', ' + column.texts[c] : ''}`);
    view.mostHeight = columns > 1 ? 300 : 520;
    view.setCells(cells);
    view.setCoast(coast);
    return view;
  });
  const startOf = (frame, c) => (frame * columns + c) * count;
  const show = () => {
    views.forEach((view, c) => view.show(values, colors.scaleOf, startOf(sliders.frame(), c)));
    colors.bar.draw();
  };
  const sliders = new FrameSliders(data, () => {
    show();
    tell();
    follow.moved();
    counted.draw();
  });

  const says = make('output', {class: 'says', 'aria-live': 'polite'});
  const hint = 'Point at a place for its value; drag to move, Shift and drag for the mean of an area, click for its values'
    + (sliders.axes.length ? ' along a slider.' : '.');
  const tell = () => {
    const lines = [];
    if (link.cursor) lines.push(valueText(views, column, link.cursor, unit, data.together));
    if (link.box) lines.push(areaText());
    says.textContent = lines.join(' · ') || hint;
  };
  const areaText = () => {
    const {west, south, east, north} = link.box, found = cellsWithin(cells, link.box);
    const means = views.map((_, c) => (column ? column.texts[c] + ': ' : '') + shortNumber(areaMean(cells, found, values, startOf(sliders.frame(), c))));
    return `mean of ${longitudeText(west)} to ${longitudeText(east)}, ${latitudeText(south)} to ${latitudeText(north)} (${found.length} cells): ${means.join('; ')} ${unit}`;
  };
  const follow = follower({data, cells, values, column, views, link, sliders, startOf});
  const counted = histogramOf({data, values, count, column, sliders, startOf, spread});
  link.watch((what, place) => {
    if (what === 'cursor' || what === 'box') tell();
    if (what === 'box') follow.area(link.box);
    if (what === 'pick') follow.place(place);
  });

  const across = columnsAcross(columns);
  const panels = views.map((view, c) => ({title: column ? column.texts[c] : '', element: view.element, size: () => view.size, paint: (...all) => view.paint(...all)}));
  const name = () => `${data.name} ${sliders.text()}`;
  const file = () => figure(data.title, [data.subtitle, sliders.text()].filter(text => text).join(', '), panels, across, colors.bar.below);
  const settings = make('details', {class: 'settings'}, make('summary', {}, 'Colours and projection'), make('p', {class: 'tools'},
    colors.controls,
    choice('Projection', projectionNames, data.projection, one => link.project(one, middleOf(one, data.extent))),
    toggle('Coasts', link.settings.coast, coast => link.set({coast})),
    toggle('Grid', link.settings.graticule, graticule => link.set({graticule})),
    toggle('Cell edges', link.settings.edges, edges => link.set({edges}))));
  const tools = make('p', {class: 'tools'},
    button('+', () => link.zoom(1.6), 'Zoom in'), button('−', () => link.zoom(1 / 1.6), 'Zoom out'), button('All', () => link.reset(), 'Show all'),
    toggle('Area', false, boxing => link.set({boxing}), 'Drag to choose an area'),
    make('span', {class: 'grow'}),
    saveButtons(name, file, () => rowsOf(cells, values, column, sliders, startOf, data)));
  main.append(tools, sliders.element, panelGrid(panels, across), colors.bar.element, says, settings, follow.element, counted.element);
  show();
  tell();
}

function unpackCells(json) {
  if (json.kind === 'grid') return {kind: 'grid', lonEdges: float64(json.lonEdges), latEdges: float64(json.latEdges)};
  return {...json, lon: float32(json.lon), lat: float32(json.lat)};
}

function valueText(views, column, [lon, lat], unit, together) {
  const read = views.map((view, c) => {
    const value = view.valueAt(lon, lat);
    const text = value === undefined ? 'no cell' : Number.isNaN(value) ? 'missing' : `${shortNumber(value)} ${unit}`.trim();
    return (column ? column.texts[c] + ': ' : '') + text;
  });
  return `${longitudeText(lon)}, ${latitudeText(lat)}: ${read.join('; ')}${together > 1 ? ` (mean of ${together} × ${together} cells)` : ''}`;
}

/** Values along a slider at a place or of an area, once one is chosen. */
function follower({data, cells, values, column, views, link, sliders, startOf}) {
  const element = make('div', {});
  if (!sliders.axes.length) return {element, place() {}, area() {}, moved() {}};
  const title = make('h2', {}), host = make('div', {class: 'panel'});
  let read = null, dim = -1, chart = null;
  const draw = () => {
    if (!read) return;
    const axis = sliders.axes[sliders.last], frames = sliders.along();
    if (dim !== sliders.last) {
      dim = sliders.last;
      chart = new Chart(new ChartLink(), `${data.title} along ${axis.name}`, {x: {...axis, label: axis.label ?? ''}, y: {label: data.label}, zeroLine: data.centred});
      chart.height = 230;
      chart.link.watch((what, x) => {
        if (what === 'pick') sliders.controls[dim].set(chart.nearest({x: axis.at}, x));
      });
      host.replaceChildren(chart.element, tellUnder(chart));
    }
    chart.show(views.map((_, c) => ({name: column ? column.texts[c] : data.name, x: axis.at, y: frames.map(frame => read.value(startOf(frame, c)))})));
    title.textContent = `${read.name}, along ${axis.name}`;
    chart.link.point(axis.at[sliders.at[dim]]);
    if (!element.firstChild) element.append(title, host);
  };
  return {
    element,
    place: ([lon, lat]) => {
      const cell = views[0].cellAt(lon, lat);
      if (cell < 0) return;
      const [middle, parallel] = centreOf(cells, cell);
      read = {name: `At ${longitudeText(middle)}, ${latitudeText(parallel)}`, value: start => values[start + cell]};
      draw();
    },
    area: box => {
      if (!box) return;
      const found = cellsWithin(cells, box);
      if (!found.length) return;
      read = {name: `Mean of ${found.length} cells`, value: start => areaMean(cells, found, values, start)};
      draw();
    },
    moved: draw,
  };
}

/** A line of text below a chart: what its cursor points at. */
export function tellUnder(chart) {
  const says = make('output', {class: 'says', 'aria-live': 'polite'});
  chart.link.watch(() => {
    const found = chart.pointed();
    says.textContent = found.length ? `${found[0].text}: ` + found.map(one =>
      (found.length > 1 ? one.name + ' ' : '') + (Number.isFinite(one.y) ? shortNumber(one.y) : 'missing')
      + (Number.isFinite(one.low) ? ` (${shortNumber(one.low)} to ${shortNumber(one.high)})` : '')).join('; ') : '';
  });
  return says;
}

/** A histogram of the cells that are shown, drawn while it is open. */
function histogramOf({data, values, count, column, sliders, startOf, spread}) {
  const chart = new Chart(new ChartLink(), `Histogram of ${data.title}`, {x: {label: data.label}, y: {label: 'cells'}});
  chart.height = 220;
  const element = make('details', {class: 'settings', ontoggle: () => draw()}, make('summary', {}, 'Histogram of what is shown'), make('div', {class: 'panel'}, chart.element, tellUnder(chart)));
  const draw = () => {
    if (!element.open || !(spread.least <= spread.most)) return;
    const high = spread.most > spread.least ? spread.most : spread.least + 1;
    chart.show((column?.texts ?? [data.name]).map((name, c) => ({name, ...histogram(values, spread.least, high, 40, startOf(sliders.frame(), c), startOf(sliders.frame(), c) + count)})));
  };
  return {element, draw};
}

function rowsOf(cells, values, column, sliders, startOf, data) {
  const rows = [['lon', 'lat', ...(column ? column.texts.map(text => `${data.name} ${text}`) : [data.name])]];
  for (let cell = 0; cell < cellCount(cells); cell++) {
    const [lon, lat] = centreOf(cells, cell);
    rows.push([+lon.toFixed(6), +lat.toFixed(6), ...(column?.texts ?? ['']).map((_, c) => +values[startOf(sliders.frame(), c) + cell].toPrecision(8))]);
  }
  return rows;
}
