// A document with one plot: reads what it is to show, and puts the pieces together.

import {make} from '/watch/words.js';
import {drawCharts} from './chartpage.js';
import {drawMaps} from './mappage.js';
import {drawPlanes} from './planepage.js';

function page() {
  const data = JSON.parse(document.getElementById('data').textContent);
  const main = document.querySelector('main');
  main.append(make('header', {}, make('h1', {}, data.title), make('p', {class: 'soft'}, data.subtitle)));
  const colorMaps = JSON.parse(document.getElementById('colors').textContent);
  if (data.kind === 'map') drawMaps(main, data, colorMaps);
  else if (data.kind === 'plane') drawPlanes(main, data, colorMaps);
  else drawCharts(main, data);
  const notes = [...data.notes.map(note => note[0].toUpperCase() + note.slice(1)), 'Values are kept with about seven digits (float32)'];
  main.append(make('p', {class: 'soft small notes'}, notes.join('. ') + '.'));
  document.body.dataset.ready = 'true';
}

page();
