// What each worker did when: a row a worker, a bar a task; where tasks are too many, a bar stands for
// several and is as strong as they filled its time.

import {count, make, percent, ticks, time} from './words.js';

const timelineLeft = 78, timelineRight = 10, timelineBottom = 24;

/** c: a computation, whose workers and their spans may grow. */
export function timeline(view, c) {
  let workers = c.workers, rowHeight = 22;
  const canvas = make('canvas', {'aria-hidden': 'true'});
  const says = make('output', {class: 'says', 'aria-live': 'polite'});
  const hint = 'Arrow keys step from task to task and worker to worker, + and − zoom, 0 shows all; drag to zoom in.';
  const board = make('div', {
    class: 'timeline', tabindex: 0, role: 'application', 'aria-label': 'Task timeline. ' + hint,
  }, canvas);
  says.textContent = hint;
  let chosen = null;
  let dragged = null;

  // Rows of five: stage, start, end, busy, tasks.
  const span = (row, i) => {
    const s = workers[row].spans;
    return {row, i, stage: s[5 * i], start: s[5 * i + 1], end: s[5 * i + 2], busy: s[5 * i + 3], tasks: s[5 * i + 4]};
  };
  const spans = row => workers[row].spans.length / 5;

  const draw = () => {
    workers = c.workers;
    rowHeight = workers.length > 100 ? 5 : workers.length > 24 ? 12 : 22;
    const height = workers.length * rowHeight + timelineBottom + 4;
    canvas.style.height = height + 'px';
    const width = canvas.clientWidth;
    if (!width) return;
    const scale = window.devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    const style = getComputedStyle(board);
    const color = name => {
      board.style.color = `var(--${name})`;
      const value = style.color;
      board.style.color = '';
      return value;
    };
    const palette = [...Array(8)].map((_, i) => color('stage' + (i + 1)));
    const [ink, soft, line, paper] = ['ink', 'soft', 'line', 'paper'].map(color);
    const right = width - timelineRight;
    pen.font = '11.5px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    workers.forEach((worker, row) => {
      const top = row * rowHeight;
      pen.fillStyle = soft;
      pen.textAlign = 'right';
      if (rowHeight > 14 || row % (rowHeight > 8 ? 4 : 10) === 0) pen.fillText(worker.worker, timelineLeft - 8, top + rowHeight / 2, timelineLeft - 10);
      pen.strokeStyle = line;
      pen.beginPath();
      pen.moveTo(timelineLeft, top + rowHeight - .5);
      pen.lineTo(right, top + rowHeight - .5);
      pen.stroke();
      for (let i = 0; i < spans(row); i++) {
        const s = span(row, i);
        if (s.end < view.from || s.start > view.to) continue;
        const x1 = Math.max(timelineLeft, view.x(s.start, timelineLeft, right));
        const x2 = Math.min(right, view.x(s.end, timelineLeft, right));
        const length = s.end - s.start;
        pen.globalAlpha = length > 0 ? .35 + .65 * Math.min(1, s.busy / length) : 1;
        pen.fillStyle = palette[(s.stage - 1) % 8];
        const gap = x2 - x1 > 3 ? .6 : 0;
        pen.fillRect(x1, top + 2, Math.max(.7, x2 - x1 - gap), rowHeight - 5);
        pen.globalAlpha = 1;
        const words = s.tasks > 1 ? `${s.stage} · ${count(s.tasks)} tasks` : String(s.stage);
        if (rowHeight > 14 && x2 - x1 > 7 * words.length) {
          pen.fillStyle = paper;
          pen.textAlign = 'left';
          pen.fillText(words, x1 + 5, top + rowHeight / 2 - .5);
        }
        if (chosen && chosen.row === row && chosen.i === i) {
          pen.strokeStyle = ink;
          pen.lineWidth = 2;
          pen.strokeRect(x1, top + 1.5, Math.max(2, x2 - x1), rowHeight - 4);
          pen.lineWidth = 1;
        }
      }
    });
    const bottom = workers.length * rowHeight;
    pen.fillStyle = soft;
    for (const at of ticks(view.from, view.to, Math.max(2, Math.floor((right - timelineLeft) / 110)))) {
      const x = view.x(at, timelineLeft, right);
      pen.fillRect(x, bottom, 1, 4);
      pen.textAlign = x > right - 30 ? 'right' : 'center';
      pen.fillText(at === 0 ? '0' : time(at), x, bottom + 14);
    }
    if (view.cursor !== null) {
      pen.globalAlpha = .7;
      pen.fillRect(view.x(view.cursor, timelineLeft, right), 0, 1, bottom);
      pen.globalAlpha = 1;
    }
    if (dragged) {
      pen.globalAlpha = .15;
      pen.fillStyle = ink;
      pen.fillRect(Math.min(dragged.from, dragged.to), 0, Math.abs(dragged.to - dragged.from), bottom);
      pen.globalAlpha = 1;
    }
  };

  const choose = found => {
    chosen = found;
    if (!found) {
      says.textContent = hint;
      return;
    }
    const what = c.stages[found.stage - 1]?.what ?? '';
    const took = time(found.end - found.start);
    says.textContent = found.tasks > 1
      ? `${workers[found.row].worker}: ${count(found.tasks)} tasks of stage ${found.stage}, ${what}, within ${took} from ${time(found.start)}; at work ${percent(found.busy / Math.max(1, found.end - found.start))} of it`
      : `${workers[found.row].worker}: a task of stage ${found.stage}, ${what}, ${took} from ${time(found.start)}`;
  };

  const near = (row, at) => {
    const all = spans(row);
    let low = 0, high = all - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (span(row, middle).end < at) low = middle + 1;
      else high = middle;
    }
    return all ? span(row, low) : null;
  };

  const place = event => {
    const box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    return {
      x: Math.min(box.width - timelineRight, Math.max(timelineLeft, x)),
      at: view.at(x, timelineLeft, box.width - timelineRight),
      row: Math.min(workers.length - 1, Math.max(0, Math.floor((event.clientY - box.top) / rowHeight))),
    };
  };
  canvas.addEventListener('pointermove', event => {
    const p = place(event);
    if (dragged) dragged.to = p.x;
    const found = workers.length ? near(p.row, p.at) : null;
    choose(found && found.start <= p.at && p.at <= found.end ? found : null);
    view.point(p.at);
  });
  canvas.addEventListener('pointerdown', event => {
    if (event.pointerType !== 'mouse') return;
    const p = place(event);
    dragged = {from: p.x, to: p.x};
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointerup', () => {
    const drag = dragged;
    dragged = null;
    if (drag && Math.abs(drag.to - drag.from) > 5) {
      const right = canvas.clientWidth - timelineRight;
      const [a, b] = [drag.from, drag.to].map(x => view.at(x, timelineLeft, right)).sort((x, y) => x - y);
      view.show(a, b);
    }
  });
  canvas.addEventListener('dblclick', () => view.show(0, view.end));
  canvas.addEventListener('pointerleave', () => view.point(null));

  const step = (rows, along) => {
    if (!workers.length) return;
    if (!chosen) {
      choose(near(0, view.from));
    } else if (rows) {
      const row = Math.min(workers.length - 1, Math.max(0, chosen.row + rows));
      choose(near(row, (chosen.start + chosen.end) / 2) ?? chosen);
    } else {
      const i = Math.min(spans(chosen.row) - 1, Math.max(0, chosen.i + along));
      choose(span(chosen.row, i));
    }
    if (!chosen) return;
    const middle = (chosen.start + chosen.end) / 2, half = (view.to - view.from) / 2;
    if (middle < view.from || middle > view.to) view.show(middle - half, middle + half);
    view.point(middle);
  };
  board.addEventListener('keydown', event => {
    const keys = {
      ArrowLeft: () => step(0, -1), ArrowRight: () => step(0, 1), ArrowUp: () => step(-1, 0), ArrowDown: () => step(1, 0),
      '+': () => view.zoom(.5, view.cursor ?? undefined), '=': () => view.zoom(.5, view.cursor ?? undefined),
      '-': () => view.zoom(2, view.cursor ?? undefined), 0: () => view.show(0, view.end),
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey) {
      keys[event.key]();
      event.preventDefault();
    }
  });

  const button = (name, label, act) => make('button', {type: 'button', 'aria-label': label, onclick: act}, name);
  view.watch(draw);
  new ResizeObserver(draw).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  return make('div', {class: 'panel'},
    make('div', {class: 'tools'},
      make('span', {class: 'grow small soft'}, 'A bar is a task, its number the stage.'),
      button('+', 'Zoom in', () => view.zoom(.5)), button('−', 'Zoom out', () => view.zoom(2)), button('All', 'Show all', () => view.show(0, view.end))),
    board, says);
}
