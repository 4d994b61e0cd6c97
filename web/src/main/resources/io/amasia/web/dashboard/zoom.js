// The tasks of a stage as a field of cells, a cell a task, or a few of them where they are more than
// cells: drawn on a canvas, however many they are.

import {count, make} from '/watch/words.js';
import {stateOf} from '/watch/drawing.js';

const most = 4096, asked = 700;

export function zoom(c, stage, from, to) {
  const canvas = make('canvas', {'aria-hidden': 'true'});
  const says = make('output', {class: 'says', 'aria-live': 'polite'});
  const title = make('h3', {});
  const hint = 'Arrow keys step from cell to cell, Enter looks closer, Escape shows all.';
  const board = make('div', {class: 'field', tabindex: 0, role: 'application', 'aria-label': `Tasks of stage ${stage}. ${hint}`}, canvas);
  const whole = make('div', {class: 'panel'}, title, board, says);
  let cells = null, chosen = -1, last = 0, waiting = false, boxOf = null;
  says.textContent = hint;

  const load = () => {
    waiting = true;
    last = performance.now();
    return fetch(`/json/tasks.json?number=${c.number}&stage=${stage}&from=${from}&to=${to}&most=${most}`)
      .then(answer => answer.ok ? answer.json() : null).then(json => {
        waiting = false;
        if (!json) return;
        cells = json;
        draw();
      }).catch(() => { waiting = false; });
  };
  const parts = () => cells ? cells.parts.length / 3 : 0;
  const size = () => {
    const width = Math.max(100, board.clientWidth);
    const side = Math.max(6, Math.min(26, Math.floor(Math.sqrt(width * 300 / Math.max(1, parts())))));
    return {width, side, columns: Math.max(1, Math.floor(width / side))};
  };
  const tasksOf = i => Math.min(cells.per, cells.to - cells.from - i * cells.per);

  const draw = () => {
    if (!cells) return;
    const {width, side, columns} = size();
    const height = Math.ceil(parts() / columns) * side + 2;
    const scale = window.devicePixelRatio || 1;
    canvas.style.height = height + 'px';
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    const color = name => {
      board.style.color = `var(--${name})`;
      const value = getComputedStyle(board).color;
      board.style.color = '';
      return value;
    };
    const colors = {waiting: color('line'), running: color('stage5'), partly: color('stage1'), done: color('stage1'), failed: color('bad')};
    const ink = color('ink'), paper = color('paper');
    for (let i = 0; i < parts(); i++) {
      const [done, running, failed] = cells.parts.slice(3 * i, 3 * i + 3);
      const state = stateOf(tasksOf(i), done, running, failed);
      const x = i % columns * side, y = Math.floor(i / columns) * side;
      pen.fillStyle = colors[state];
      pen.globalAlpha = state === 'partly' ? .25 + .5 * done / tasksOf(i) : 1;
      // States differ in form too: waiting is hollow, running has a hole, failed is crossed out.
      pen.fillRect(x + 1, y + 1, side - 2, side - 2);
      pen.globalAlpha = 1;
      if (state === 'waiting' || state === 'running') {
        const rim = state === 'waiting' ? 2 : side / 3;
        pen.fillStyle = paper;
        pen.fillRect(x + rim, y + rim, side - 2 * rim, side - 2 * rim);
      } else if (state === 'failed') {
        pen.strokeStyle = paper;
        pen.lineWidth = 1.5;
        pen.beginPath();
        pen.moveTo(x + 3, y + 3);
        pen.lineTo(x + side - 3, y + side - 3);
        pen.moveTo(x + side - 3, y + 3);
        pen.lineTo(x + 3, y + side - 3);
        pen.stroke();
      }
      if (i === chosen) {
        pen.strokeStyle = ink;
        pen.lineWidth = 2;
        pen.strokeRect(x + 1, y + 1, side - 2, side - 2);
      }
    }
    title.textContent = `Stage ${stage}: tasks ${count(cells.from)} to ${count(Math.max(cells.from, cells.to - 1))}`
      + (cells.per > 1 ? `, ${count(cells.per)} to a cell` : '');
  };

  const choose = i => {
    if (!cells || i < 0 || i >= parts() || i === chosen) return;
    chosen = i;
    draw();
    const first = cells.from + i * cells.per;
    const [done, running, failed] = cells.parts.slice(3 * i, 3 * i + 3);
    const what = `${count(done)} done, ${count(running)} running, ${count(failed)} failed`;
    if (tasksOf(i) > 1) {
      says.textContent = `tasks ${count(first)} to ${count(first + tasksOf(i) - 1)}: ${what}`;
      return;
    }
    const state = stateOf(1, done, running, failed);
    says.textContent = `task ${count(first)}: ${state}`;
    boxOf = first;
    fetch(`/json/task.json?number=${c.number}&stage=${stage}&task=${first}`).then(answer => answer.ok ? answer.json() : null)
      .then(json => { if (json && boxOf === first) says.textContent = `task ${count(first)}: ${state}, ${json.box} of ${c.stages[stage - 1].domain}`; }).catch(() => {});
  };
  const closer = () => {
    if (!cells || chosen < 0 || cells.per === 1) return;
    from = cells.from + chosen * cells.per;
    to = from + tasksOf(chosen);
    chosen = -1;
    load();
  };
  const all = () => {
    from = 0;
    to = c.stages[stage - 1].tasks;
    chosen = -1;
    load();
  };
  const at = event => {
    const box = canvas.getBoundingClientRect();
    const {side, columns} = size();
    return Math.floor((event.clientY - box.top) / side) * columns + Math.floor((event.clientX - box.left) / side);
  };
  canvas.addEventListener('pointermove', event => choose(at(event)));
  canvas.addEventListener('click', event => {
    choose(at(event));
    closer();
  });
  board.addEventListener('keydown', event => {
    const {columns} = size();
    const keys = {
      ArrowLeft: () => choose(chosen - 1), ArrowRight: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - columns), ArrowDown: () => choose(chosen < 0 ? 0 : chosen + columns),
      Enter: closer, Escape: all,
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey) {
      keys[event.key]();
      event.preventDefault();
    }
  });
  new ResizeObserver(draw).observe(board);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  whole.update = () => {
    const old = performance.now() - last;
    if (!waiting && old > asked && (c.state === 'running' || old > 5000 && !whole.settled)) {
      whole.settled = c.state !== 'running';
      load();
    }
  };
  load();
  return whole;
}
