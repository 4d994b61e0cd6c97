// Drawings that come as SVG, in the colours of the page: the plan, and its tasks by their states.

import {count, make} from './words.js';

/** A drawing as an element of the page. Wide ones shrink while they can be read; beyond that the picture scrolls. */
export function drawing(text, label) {
  const host = make('div', {class: 'graph', tabindex: 0, role: 'region', 'aria-label': label});
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  svg.style.minWidth = .65 * svg.getAttribute('width') + 'px';
  host.append(document.importNode(svg, true));
  return host;
}

const states = [
  ['waiting', 'waiting'], ['running', 'running'], ['partly', 'partly done'], ['done', 'done'], ['failed', 'failed'],
];

/** What the colours of tasks mean. */
export function stateKey() {
  return make('p', {class: 'small soft states'}, states.flatMap(([kind, text]) =>
    [make('span', {}, [make('span', {class: 'key state ' + kind}), text]), ' ']));
}

/** The state of some neighbouring tasks of a stage. */
export function stateOf(tasks, done, running, failed) {
  if (failed) return 'failed';
  if (done >= tasks) return 'done';
  if (running) return 'running';
  return done ? 'partly' : 'waiting';
}

/**
 * The tasks of all stages, coloured by state; update() looks at the computation anew.
 * choose(stage, from, to) is called for a task that is clicked, if given.
 */
export function taskGraph(c, choose) {
  const host = drawing(c.tasksGraph, 'Task graph');
  const boxes = [...host.querySelectorAll('g.task')].map(box => ({
    box, stage: +box.dataset.stage, from: +box.dataset.from, to: +box.dataset.to, title: box.querySelector('title'),
  }));
  const says = make('p', {class: 'small soft number'});
  const whole = make('div', {}, stateKey(), host, says);
  boxes.forEach(one => {
    one.name = one.title.textContent;
    if (choose) {
      one.box.setAttribute('tabindex', 0);
      one.box.setAttribute('role', 'button');
      const act = () => choose(one.stage, one.from, one.to);
      one.box.addEventListener('click', act);
      one.box.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
          act();
          event.preventDefault();
        }
      });
    }
  });
  whole.update = () => {
    for (const one of boxes) {
      const stage = c.stages[one.stage - 1];
      const state = boxState(stage, one);
      if (one.state !== state) {
        one.state = state;
        one.box.setAttribute('class', 'task ' + state);
        one.title.textContent = `${one.name}, ${states.find(([kind]) => kind === state)[1]}`;
      }
    }
    const done = c.stages.reduce((sum, stage) => sum + stage.done, 0);
    const all = c.stages.reduce((sum, stage) => sum + stage.tasks, 0);
    says.textContent = `${count(done)} of ${count(all)} tasks are done.`;
  };
  whole.update();
  return whole;
}

/** A stage that is finished or not begun says so of all tasks; else it lists parts of them. */
function boxState(stage, one) {
  if (stage.done === stage.tasks) return 'done';
  if (!stage.parts.length) return 'waiting';
  const at = 3 * Math.floor(one.from / stage.per);
  const [done, running, failed] = stage.parts.slice(at, at + 3);
  return stateOf(Math.min(stage.per, stage.tasks - one.from), done, running, failed);
}
