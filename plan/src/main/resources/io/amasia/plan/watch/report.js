// The report: all computations of a run, one of them shown.

import {count, make, time} from './words.js';
import {computation} from './computation.js';

function report(main, data) {
  const all = data.computations;
  if (!all.length) {
    main.append(make('p', {}, 'Nothing was computed.'));
    return;
  }
  const longest = all.reduce((a, b) => b.micros > a.micros || b.state === 'failed' ? b : a);
  const host = make('div');
  const show = c => host.replaceChildren(computation(c));
  if (all.length > 1) {
    const name = c => `${c.number}: ${c.stages.map(stage => stage.what).slice(-1)} (${time(c.micros)}${c.state === 'failed' ? ', failed' : ''})`;
    const choice = make('select', {id: 'which', onchange: event => show(all[event.target.selectedIndex])},
      all.map(c => make('option', {selected: c === longest}, name(c))));
    main.append(make('p', {class: 'tools'}, make('label', {for: 'which'}, `${all.length + data.forgotten} computations ran`), choice,
      data.forgotten ? make('span', {class: 'soft small'}, `and ${count(data.forgotten)} shorter ones, ${time(data.forgottenMicros)} together`) : ''));
  }
  main.append(host);
  show(longest);
}

report(document.querySelector('main'), JSON.parse(document.getElementById('data').textContent));
