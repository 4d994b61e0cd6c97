// The parts of the page about one computation, each of them usable alone. `c` is its JSON.

import {bytes, count, make, percent, stageColor, swatch, time} from './words.js';
import {table} from './table.js';
import {View} from './view.js';
import {chart} from './chart.js';
import {drawing, taskGraph} from './drawing.js';
import {timeline} from './timeline.js';

export function facts(c) {
  const t = total(c);
  const busy = c.stages.reduce((sum, stage) => sum + stage.busyMicros, 0);
  const done = c.stages.reduce((sum, stage) => sum + stage.done, 0);
  const all = c.stages.reduce((sum, stage) => sum + stage.tasks, 0);
  const rate = n => c.micros > 0 ? bytes(n / c.micros * 1e6) + '/s' : '';
  const fact = (name, id, value, more) => make('div', {},
    make('dt', {}, name), make('dd', {'data-fact': id}, value, make('small', {}, more)));
  return make('dl', {class: 'facts'},
    fact('Time', 'time', time(c.micros), c.state === 'running' ? 'so far' : 'from ' + c.at.slice(0, 19).replace('T', ' ') + ' UTC'),
    fact('Tasks', 'tasks', count(done), done === all ? `in ${c.stages.length} stage${c.stages.length === 1 ? '' : 's'}` : `of ${count(all)}`),
    fact('Threads', 'threads', String(c.threads), `at work ${percent(Math.min(1, busy / Math.max(1, c.micros * c.threads)))} of the time`),
    fact('Read', 'read', bytes(t.read), rate(t.read)),
    fact('Decoded', 'decoded', bytes(t.decoded), rate(t.decoded)),
    t.written ? fact('Written', 'written', bytes(t.written), rate(t.written)) : '',
    t.spilled ? fact('Scratch', 'spilled', bytes(t.spilled), 'read back ' + bytes(t.restored)) : '',
    fact('Memory, at most', 'peak', bytes(peak(c)), 'of ' + bytes(c.budgetBytes)));
}

/** The most bytes held so far, without what was there before. */
function peak(c) {
  return c.peakBytes || c.series.reduce((most, row) => Math.max(most, row[1] - c.heldBytes), 0);
}

/** Bytes moved so far. */
export function total(c) {
  if (c.traffic.read !== undefined) return c.traffic;
  const last = c.series.at(-1) ?? [0, 0, 0, 0, 0, 0, 0, 0];
  return {read: last[3], decoded: last[4], written: last[5], spilled: last[6], restored: last[7]};
}

export function notices(c) {
  const parts = [];
  if (c.error) parts.push(make('div', {class: 'notice bad', role: 'alert'}, make('strong', {}, 'Failed: '), c.error));
  const others = c.failures.filter(f => f.error !== c.error && f.error !== 'cancelled');
  for (const f of others) {
    parts.push(make('div', {class: 'notice bad'}, `Task ${f.task} of stage ${f.stage} on ${f.worker}: ${f.error}`));
  }
  c.notices.forEach(text => parts.push(make('div', {class: 'notice'}, text)));
  return parts;
}

/** The most that a stage may hold: a task for each thread, within the budget. */
function projected(c, stage) {
  const one = stage.taskBytes + stage.heldBytes + stage.stateBytes;
  const all = stage.taskBytes * Math.min(stage.tasks, c.threads) + stage.heldBytes + stage.stateBytes;
  return Math.max(one, Math.min(all, c.budgetBytes));
}

export function stageTable(c) {
  const number = (head, value, text) => ({head, value, text: row => row.stage.begun ? text(value(row)) : '–'});
  const moved = (head, key) => number(head, row => row.stage.traffic[key], n => n ? bytes(n) : '–');
  const rows = c.stages.map((stage, i) => ({stage, number: i + 1}));
  const any = key => c.stages.some(stage => stage.traffic[key]);
  return table('Stages', [
    {head: 'Stage', text: row => make('span', {}, swatch(row.number), row.stage.what)},
    number('Time', row => row.stage.endMicros - row.stage.startMicros, time),
    {head: 'Tasks', value: row => row.stage.done, text: row => row.stage.done === row.stage.tasks ? count(row.stage.done) : `${count(row.stage.done)} of ${count(row.stage.tasks)}`},
    number('Median', row => row.stage.medianMicros, time),
    number('95 %', row => row.stage.slowMicros, time),
    number('Longest', row => row.stage.longestMicros, time),
    moved('Read', 'read'), moved('Decoded', 'decoded'),
    any('written') && moved('Written', 'written'),
    any('spilled') && moved('To scratch', 'spilled'), any('restored') && moved('From scratch', 'restored'),
    {head: 'Projected', value: row => projected(c, row.stage), text: row => bytes(projected(c, row.stage))},
    {head: 'Measured', value: row => row.stage.peakBytes, text: row => row.stage.peakBytes ? bytes(row.stage.peakBytes) : '–'},
  ].filter(column => column), rows);
}

/** Projected against measured memory, a bar a stage. */
export function memoryBars(c) {
  const most = Math.max(1, ...c.stages.map(stage => Math.max(projected(c, stage), stage.peakBytes)));
  return make('ul', {class: 'bars panel'}, c.stages.map((stage, i) => {
    const bound = projected(c, stage);
    const over = stage.peakBytes > bound;
    return make('li', {style: '--color:' + stageColor(i + 1)},
      make('div', {class: 'name'}, make('span', {}, swatch(i + 1), stage.what),
        make('span', {class: over ? 'number over' : 'number soft'},
          stage.peakBytes ? `${bytes(stage.peakBytes)} of ${bytes(bound)} projected${over ? ', more than projected' : ''}` : `${bytes(bound)} projected`)),
      make('div', {class: 'track'},
        make('div', {class: 'measured', style: `width:${100 * stage.peakBytes / most}%`}),
        make('div', {class: 'projected', style: `width:${100 * bound / most}%`})));
  }));
}

export function memoryChart(c, view) {
  const points = column => c.series.map(row => [row[0], row[column]]);
  const read = () => {
    const series = [
      {name: 'in use', color: 'var(--stage1)', points: points(1), area: true, step: true},
      {name: 'reserved by tasks and results', color: 'var(--stage2)', points: points(2), how: 'dashed', step: true},
    ];
    const most = c.series.reduce((most, row) => Math.max(most, row[1], row[2]), 0);
    if (most > c.budgetBytes / 4) {
      series.push({name: 'budget', color: 'var(--soft)', points: [[0, c.budgetBytes], [view.end, c.budgetBytes]], how: 'dotted'});
    }
    return series;
  };
  return chart('Memory', view, read, bytes);
}

export function bytesChart(c, view) {
  const names = [['decoded', 4, ''], ['read', 3, 'dashed'], ['written', 5, 'dotted'], ['to scratch', 6, 'dashed'], ['from scratch', 7, 'dotted']];
  const read = () => {
    const used = names.filter(([, column]) => c.series.some(row => row[column] > 0));
    return (used.length ? used : names.slice(0, 1)).map(([name, column, how], i) =>
      ({name, color: stageColor(i + 1), how, points: rates(c.series, column, view.end / 120)}));
  };
  return chart('Bytes a second', view, read, n => bytes(n) + '/s');
}

/** Growth a second of a column, over steps of at least `least` microseconds. */
function rates(series, column, least) {
  const points = [];
  let before = [0, 0];
  for (const row of series) {
    const passed = row[0] - before[0];
    if (passed < least && row !== series.at(-1)) continue;
    if (passed <= 0) continue;
    points.push([(row[0] + before[0]) / 2, (row[column] - before[1]) / passed * 1e6]);
    before = [row[0], row[column]];
  }
  return points;
}

export function slowestTable(c) {
  const value = (head, of, text) => ({head, value: of, text: row => text(of(row))});
  const moved = (head, key) => ({head, value: row => row.traffic[key], text: row => row.traffic[key] ? bytes(row.traffic[key]) : '–'});
  const columns = [
    {head: 'Stage', text: row => make('span', {}, swatch(row.stage), c.stages[row.stage - 1].what)},
    value('Task', row => row.task, count),
    {head: 'Worker', short: true, text: row => row.worker},
    value('Began at', row => row.startMicros, time),
    value('Took', row => row.micros, time),
    moved('Read', 'read'), moved('Decoded', 'decoded'), moved('Written', 'written'),
  ];
  return table('Slowest tasks', columns, c.slowest, 4);
}

export function planGraph(c) {
  const key = (kind, text) => [make('span', {class: 'key', style: `background:${kind}`}), text];
  return make('div', {},
    make('p', {class: 'small soft'}, 'Inputs at the top, results at the bottom.',
      key('light-dark(#d5e6f5, #17344c)', 'read'), key('light-dark(#fae0bd, #4d3413)', 'reduction or sort'),
      key('light-dark(#d9ecd0, #213d1a)', 'window or scan'), key('var(--paper)', 'block by block')),
    drawing(c.graph, 'Plan graph'),
    make('details', {}, make('summary', {}, 'The same as text, with what the rules changed'), make('pre', {tabindex: 0}, c.explained)));
}

/** All parts of a computation, in order. */
export function computation(c) {
  const view = new View(c.micros);
  const section = (title, about, ...parts) => make('section', {},
    make('h2', {}, title), about ? make('p', {class: 'small soft'}, about) : '', parts);
  return make('div', {},
    notices(c), facts(c), make('p', {class: 'soft small'}, `Planned: ${c.sentence}.`),
    section('Stages', '', stageTable(c)),
    c.workers.length ? section('Tasks over time', '', timeline(view, c)) : '',
    section('Memory over time', 'Of the pool that all arrays of the process share.', memoryChart(c, view)),
    section('Bytes over time', '', bytesChart(c, view)),
    section('Projected and measured memory', 'Dashed: what a stage may hold with a task on each thread. Filled: the most it held.', memoryBars(c)),
    c.slowest.length ? section('Slowest tasks', '', slowestTable(c)) : '',
    section('Task graph', '', taskGraph(c)),
    section('Plan', '', planGraph(c)));
}
