// The document of planes: sections and diagrams of time and place, one for each column.

import {make} from '/watch/words.js';
import {ColorChoice} from './colorchoice.js';
import {readColorMaps, spreadOf} from './colors.js';
import {axisOf, columnsAcross, figure, FrameSliders, panelGrid, saveButtons} from './frames.js';
import {float32, float64} from './packed.js';
import {Plane} from './plane.js';

export function drawPlanes(main, data, colorMaps) {
  const axes = data.axes.map(json => ({label: '', ...axisOf(json), values: float64(json.at), edges: float64(json.edges)}));
  const shape = axes.map(axis => axis.values.length), size = shape[0] * shape[1];
  const values = float32(data.values), column = data.column ? axisOf(data.column) : null;
  const names = column?.texts ?? [''];
  const colors = new ColorChoice(data, readColorMaps(colorMaps), spreadOf(values), () => show());
  const says = make('output', {class: 'says', 'aria-live': 'polite'});
  const unit = /\[([^\]]*)\]$/.exec(data.label)?.[1] ?? '';
  const planes = names.map(name => {
    const plane = new Plane(`${data.title}${name ? ', ' + name : ''}`, text => { says.textContent = text && name ? `${name}: ${text}` : text; }, () => {});
    plane.height = names.length > 1 ? 260 : 420;
    return plane;
  });
  const startOf = c => (sliders.frame() * names.length + c) * size;
  const show = () => {
    planes.forEach((plane, c) => plane.show({axes, shape, values: values.subarray(startOf(c), startOf(c) + size), label: unit}, colors.scaleOf));
    colors.bar.draw();
  };
  const sliders = new FrameSliders(data, show);
  const across = columnsAcross(planes.length);
  const panels = planes.map((plane, c) => ({title: names[c], element: plane.element, size: () => plane.size, paint: (...all) => plane.paint(...all)}));
  const file = () => figure(data.title, [data.subtitle, sliders.text()].filter(text => text).join(', '), panels, across, colors.bar.below);
  const rows = () => [[axes[0].name, axes[1].name, ...names.map(name => `${data.name} ${name}`.trim())],
    ...Array.from({length: size}, (_, i) => [axes[0].texts[Math.floor(i / shape[1])], axes[1].texts[i % shape[1]], ...names.map((_, c) => +values[startOf(c) + i].toPrecision(8))])];
  main.append(make('p', {class: 'tools'}, make('span', {class: 'small soft'}, 'Point at a place for its value.'), make('span', {class: 'grow'}),
    saveButtons(() => `${data.name} ${sliders.text()}`, file, rows)),
  sliders.element, panelGrid(panels, across), colors.bar.element, says,
  make('details', {class: 'settings'}, make('summary', {}, 'Colours'), make('p', {class: 'tools'}, colors.controls)));
  show();
}
