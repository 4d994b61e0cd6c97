// The panels: each is {title, wide, make: live => element with update()}, usable alone.

import {bytes, count, make, percent, stageColor, swatch, time} from '/watch/words.js';
import {table} from '/watch/table.js';
import {View} from '/watch/view.js';
import {chart} from '/watch/chart.js';
import {timeline} from '/watch/timeline.js';
import {taskGraph} from '/watch/drawing.js';
import {bytesChart, facts, memoryBars, memoryChart, notices, planGraph, slowestTable, stageTable} from '/watch/computation.js';
import {zoom} from './zoom.js';

const nothing = text => make('p', {class: 'nothing'}, text);

/** Drawn anew for each computation; update() of what draw(c) gave is called for changes of it. */
function ofComputation(draw) {
  return live => {
    const host = make('div');
    let drawn = null, part = null;
    host.update = () => {
      const c = live.shown;
      if (!c) {
        if (drawn !== undefined) host.replaceChildren(nothing('Nothing has run yet.'));
        drawn = undefined;
        return;
      }
      if (drawn !== c) {
        drawn = c;
        part = draw(c, live);
        host.replaceChildren(part);
      } else {
        part.update?.();
      }
    };
    return host;
  };
}

/** Drawn anew at every change: for parts without anything to hold on to. */
function anew(draw) {
  return ofComputation((c, live) => {
    const host = make('div');
    host.update = () => host.replaceChildren(...[draw(c, live)].flat().filter(part => part));
    host.update();
    return host;
  });
}

/** Plots over time share what they show of it, as long as it is of the same computation. */
function viewOf(c) {
  if (!c.view) Object.defineProperty(c, 'view', {value: new View(c.micros), enumerable: false});
  return c.view;
}

function overTime(draw) {
  return ofComputation(c => {
    const view = viewOf(c);
    const part = draw(view, c);
    part.update = () => {
      if (c.micros > view.end) view.grow(c.micros);
      else view.changed();
    };
    return part;
  });
}

/** A bar a stage: done, running, failed, and the time left. */
function progress(c) {
  const host = make('ol', {class: 'bars panel progress'});
  const rows = c.stages.map((stage, i) => {
    const says = make('span', {class: 'number soft'});
    const bar = kind => make('div', {class: kind});
    const [done, running, failed] = ['done', 'running', 'failed'].map(bar);
    const track = make('div', {class: 'track', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': stage.tasks, 'aria-label': stage.what}, done, running, failed);
    host.append(make('li', {style: '--color:' + stageColor(i + 1), 'data-stage': i + 1},
      make('div', {class: 'name'}, make('span', {}, swatch(i + 1), stage.what), says), track));
    return {says, done, running, failed, track};
  });
  host.update = () => rows.forEach((row, i) => {
    const stage = c.stages[i];
    const part = n => 100 * n / Math.max(1, stage.tasks);
    row.done.style.width = part(stage.done) + '%';
    row.running.style.left = part(stage.done) + '%';
    row.running.style.width = Math.min(100 - part(stage.done), part(stage.running)) + '%';
    row.failed.style.width = stage.failed ? Math.max(1.5, part(stage.failed)) + '%' : '0';
    row.track.setAttribute('aria-valuenow', stage.done);
    row.says.textContent = progressWords(c, stage);
  });
  host.update();
  return host;
}

function progressWords(c, stage) {
  const words = [`${count(stage.done)} of ${count(stage.tasks)}`];
  if (stage.failed) words.push(`${count(stage.failed)} failed`);
  const taken = stage.endMicros - stage.startMicros;
  if (!stage.begun) words.push('waiting');
  else if (stage.done === stage.tasks) words.push(time(taken));
  else if (c.state === 'running') {
    if (stage.running) words.push(`${stage.running} running`);
    const so = c.micros - stage.startMicros;
    if (stage.done > 0 && so > 0) words.push(time(so * (stage.tasks - stage.done) / stage.done) + ' left');
  }
  return words.join(' · ');
}

function workersTable(c) {
  const value = (head, of, text) => ({head, value: of, text: row => text(of(row))});
  const size = n => n ? bytes(n) : '–';
  const whole = table('Workers', [
    {head: 'Worker', short: true, text: row => row.worker},
    {head: 'Now', text: row => row.now.length ? row.now.map(([stage, task, start]) => make('span', {}, swatch(stage), `task ${count(task)}, ${time(Math.max(0, c.micros - start))} `)) : make('span', {class: 'soft'}, 'idle')},
    value('Tasks', row => row.tasks, count),
    value('At work', row => row.busyMicros / Math.max(1, c.micros), n => percent(n)),
    value('Mean task', row => row.tasks ? row.busyMicros / row.tasks : 0, n => n ? time(n) : '–'),
    value('Read', row => row.traffic.read, size),
    value('Decoded', row => row.traffic.decoded, size),
    value('Written', row => row.traffic.written, size),
    value('To scratch', row => row.traffic.spilled, size),
    value('Processors', row => row.processors, n => n ? cores(n) : '–'),
    value('Failed', row => row.failed, n => n ? count(n) : '–'),
  ], c.workers);
  const update = whole.update;
  whole.update = () => update(c.workers);
  return whole;
}

/** In use, reserved, spilled and budget: of this process, and of each that workers run in. */
function workerMemory(c, live) {
  const last = c.series.at(-1) ?? [0, 0, 0, 0, 0, 0, 0, 0];
  const running = c.state === 'running';
  const own = {
    name: 'this process', used: running ? last[1] : live.machine.rows.at(-1)?.[3] ?? 0, reserved: running ? last[2] : 0,
    peak: c.series.reduce((most, row) => Math.max(most, row[1]), 0), budget: c.budgetBytes,
    scratch: `${bytes(last[6])} written, ${bytes(last[7])} read back`,
  };
  const others = c.workers.filter(worker => worker.memory.length).map(({worker, processors, memory: [used, peak, spilled, budget]}) =>
    ({name: worker, used, reserved: 0, peak, budget, processors, scratch: bytes(spilled) + ' written'}));
  return make('ul', {class: 'bars panel', style: '--color:var(--stage1)'}, [own, ...others].map(one => {
    const width = n => `width:${Math.min(100, 100 * n / Math.max(1, one.budget))}%`;
    const reserved = one.reserved ? `${bytes(one.reserved)} reserved, ` : '';
    return make('li', {},
      make('div', {class: 'name'}, make('span', {}, one.name),
        make('span', {class: 'number soft', 'data-worker': one.name}, `${bytes(one.used)} in use, ${reserved}at most ${bytes(one.peak)} of ${bytes(one.budget)}`)),
      make('div', {class: 'track'},
        make('div', {class: 'measured', style: width(one.used)}),
        make('div', {class: 'projected', style: width(one.reserved)})),
      make('p', {class: 'small soft number'}, `scratch: ${one.scratch}` + (one.processors ? `; ${cores(one.processors)} processors busy` : '')));
  }));
}

function machineChart(name, live, columns, text) {
  const view = new View(1);
  const read = () => columns.map(([label, column, color, how]) =>
    ({name: label, color, how, area: how === undefined, points: live.machine.rows.map(row => [row[0], column(row, live.machine)])}));
  const part = chart(name, view, read, text);
  part.update = () => {
    const end = live.machine.rows.at(-1)?.[0] ?? 1;
    if (end > view.end) view.grow(end);
    else view.changed();
  };
  part.update();
  return part;
}

const cores = n => n.toFixed(n < 9.95 ? 1 : 0);

function cpu(live) {
  return machineChart('Processors', live, [
    ['this process', row => row[1], 'var(--stage1)'],
    ['whole machine', row => row[2], 'var(--stage2)', 'dashed'],
    ['there are', (row, machine) => machine.processors, 'var(--soft)', 'dotted'],
  ], cores);
}

function processMemory(live) {
  return machineChart('Memory of the process', live, [
    ['resident', row => row[5], 'var(--stage3)'],
    ['arrays', row => row[3], 'var(--stage1)', 'dashed'],
    ['Java heap', row => row[4], 'var(--stage2)', 'dotted'],
  ], bytes);
}

function machineFacts(live) {
  const host = make('dl', {class: 'facts'});
  host.update = () => {
    const m = live.machine, last = m.rows.at(-1);
    const fact = (name, id, value, more) => make('div', {}, make('dt', {}, name), make('dd', {'data-fact': id}, value, make('small', {}, more ?? '')));
    host.replaceChildren(
      fact('Processors', 'processors', String(m.processors), m.system),
      fact('Machine memory', 'machine-memory', bytes(m.machineBytes)),
      fact('Java', 'java', String(m.java ?? '').replace(/[+-].*/, ''), 'heap at most ' + bytes(m.heapMaxBytes)),
      fact('Process', 'pid', String(m.pid ?? ''), last ? `${last[7]} threads` : ''),
      fact('Garbage collection', 'collections', last ? time(last[6] * 1000) : '–', last ? `${percent(last[6] * 1000 / Math.max(1, last[0]))} of the time` : ''));
  };
  host.update();
  return host;
}

function logs(live) {
  const host = make('ol', {class: 'log panel', tabindex: 0, role: 'log', 'aria-label': 'Log'});
  const choice = make('select', {id: 'log-level', onchange: () => draw()},
    [['', 'everything'], ['warning', 'warnings and errors'], ['error', 'errors']].map(([value, text]) => make('option', {value}, text)));
  const whole = make('div', {}, make('p', {class: 'tools'}, make('label', {for: 'log-level'}, 'Show'), choice), host);
  let shown = null;
  const draw = () => {
    const atEnd = host.scrollHeight - host.scrollTop - host.clientHeight < 20;
    const wanted = {'': ['info', 'warning', 'error'], warning: ['warning', 'error'], error: ['error']}[choice.value];
    const lines = live.log.filter(line => wanted.includes(line.level));
    host.replaceChildren(...(lines.length ? lines.map(line => make('li', {class: line.level},
      make('time', {datetime: line.at}, line.at.slice(11, 19)), make('span', {class: 'level'}, line.level),
      make('a', {href: '/status?number=' + line.computation}, '#' + line.computation), make('span', {class: 'said'}, line.text)))
      : [make('li', {class: 'soft'}, 'Nothing to tell.')]));
    if (atEnd) host.scrollTop = host.scrollHeight;
  };
  whole.update = () => {
    if (shown === live.log) return;
    shown = live.log;
    draw();
  };
  whole.update();
  return whole;
}

function historyTable(live) {
  const value = (head, of, text) => ({head, value: of, text: row => text(of(row))});
  const size = n => n ? bytes(n) : '–';
  const state = one => make('span', {class: 'pill ' + one.state}, one.state);
  const whole = table('Computations', [
    {...value('Number', row => row.number, String), text: row => make('a', {href: '/status?number=' + row.number}, '#' + row.number)},
    {head: 'State', short: true, text: state},
    {head: 'Result', text: row => row.error ? make('span', {}, row.what, make('small', {class: 'error'}, row.error)) : row.what},
    {head: 'Began', short: true, text: row => row.at.slice(0, 19).replace('T', ' ')},
    value('Took', row => row.micros, time),
    value('Tasks', row => row.tasks, count),
    value('Read', row => row.traffic.read ?? 0, size),
    value('Written', row => row.traffic.written ?? 0, size),
    value('Memory', row => row.peakBytes, size),
    {head: 'Engine', short: true, text: row => row.engine},
  ], [], 0);
  const update = whole.update;
  let shown = null;
  whole.update = () => {
    if (shown !== live.list) update(live.list);
    shown = live.list;
  };
  whole.update();
  return whole;
}

function taskGraphWithZoom(c) {
  const below = make('div', {class: 'zoomed'});
  let zoomed = null;
  const show = (stage, from, to) => {
    zoomed = zoom(c, stage, from, to);
    below.replaceChildren(zoomed);
    zoomed.scrollIntoView({block: 'nearest'});
  };
  const graph = taskGraph(c, show);
  const tools = make('p', {class: 'tools'}, make('span', {class: 'small soft'}, 'All tasks of stage'),
    c.stages.slice(0, 24).map((stage, i) => make('button', {type: 'button', onclick: () => show(i + 1, 0, stage.tasks)}, String(i + 1))));
  const whole = make('div', {}, graph, tools, below);
  whole.update = () => {
    graph.update();
    zoomed?.update();
  };
  return whole;
}

export const panels = {
  summary: {title: '', make: anew(c => [notices(c), facts(c), make('p', {class: 'soft small'}, `Planned: ${c.sentence}.`)].flat())},
  progress: {title: 'Progress', make: ofComputation(progress)},
  'task-stream': {title: 'Task stream', wide: true, make: overTime((view, c) => timeline(view, c))},
  memory: {title: 'Memory of arrays', make: overTime((view, c) => memoryChart(c, view))},
  bytes: {title: 'Bytes a second', make: overTime((view, c) => bytesChart(c, view))},
  cpu: {title: 'Processors at work', make: cpu},
  workers: {title: 'Workers', wide: true, make: ofComputation(workersTable)},
  'worker-memory': {title: 'Memory per worker', make: anew(workerMemory)},
  stages: {title: 'Stages', wide: true, make: anew(c => stageTable(c))},
  slowest: {title: 'Slowest tasks', wide: true, make: anew(c => c.slowest.length ? slowestTable(c) : nothing('No task has ended yet.'))},
  projected: {title: 'Projected and measured memory', wide: true, make: anew(c => memoryBars(c))},
  'task-graph': {title: 'Task graph', wide: true, make: ofComputation(taskGraphWithZoom)},
  plan: {title: 'Plan', wide: true, make: ofComputation(planGraph)},
  machine: {title: '', wide: true, make: machineFacts},
  'process-memory': {title: 'Memory of the process', make: processMemory},
  logs: {title: 'Log', wide: true, make: logs},
  history: {title: 'Computations', wide: true, make: historyTable},
};

/** What each page shows, in order. */
export const pages = {
  status: ['summary', 'task-stream', 'progress', 'worker-memory', 'memory', 'bytes', 'cpu', 'process-memory'],
  workers: ['workers', 'worker-memory', 'cpu', 'task-stream'],
  tasks: ['task-stream', 'stages', 'slowest', 'projected'],
  graph: ['task-graph'],
  plan: ['plan'],
  system: ['machine', 'cpu', 'process-memory'],
  logs: ['logs'],
  history: ['history'],
};
