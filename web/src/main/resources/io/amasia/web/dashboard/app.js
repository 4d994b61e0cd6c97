// The page: its frame, and the panels that its path asks for.

import {make, time} from '/watch/words.js';
import {Live} from './live.js';
import {pages, panels} from './panels.js';

const live = new Live();
const name = location.pathname.slice(1);
const alone = name.startsWith('individual-');
const shown = alone ? [name.slice('individual-'.length)] : pages[name] ?? pages.status;
const title = document.querySelector('meta[name=amasia-title]').content;

const states = {
  connecting: 'connecting', live: 'idle', running: 'running', lost: 'connection lost, trying again', ended: 'ended',
};

function frame() {
  const pill = make('span', {class: 'pill', role: 'status'});
  const choice = make('select', {id: 'which', onchange: event => live.choose(event.target.value === '' ? null : Number(event.target.value))});
  const theme = make('button', {type: 'button', class: 'theme', onclick: nextTheme});
  const links = make('nav', {'aria-label': 'Pages'}, Object.keys(pages).map((page, i) =>
    make('a', {href: '/' + page, 'aria-current': page === name ? 'page' : undefined, 'data-page': page, title: `key ${i + 1}`}, page)));
  const header = make('header', {},
    make('div', {class: 'bar'},
      make('a', {class: 'brand', href: '/status'}, make('img', {src: '/dashboard/icon.svg', alt: '', width: 22, height: 22}), 'Amasia'), pill,
      make('span', {class: 'grow'}), make('label', {for: 'which', class: 'small soft'}, 'Computation'), choice,
      make('a', {class: 'button', href: '/report.html', download: 'amasia-report.html', title: 'One file that keeps this'}, 'Save report'), theme),
    links, make('h1', {}, title));
  links.addEventListener('click', keepChoice);
  let listed = null;
  const showTheme = () => { theme.textContent = {auto: '◐ auto', light: '☀ light', dark: '☾ dark'}[themeNow()]; };
  showTheme();
  theme.addEventListener('click', showTheme);
  header.update = () => {
    const running = live.list.some(one => one.state === 'running');
    const state = live.state === 'live' && running ? 'running' : live.state;
    pill.textContent = states[state];
    pill.className = 'pill ' + state;
    document.title = `${state === 'running' && live.shown ? share(live.shown) + ' ' : ''}Amasia: ${name}`;
    if (listed !== live.list) {
      listed = live.list;
      choice.replaceChildren(make('option', {value: ''}, 'the latest'), ...live.list.toReversed().map(one =>
        make('option', {value: one.number, selected: one.number === live.chosen}, `#${one.number} ${one.what} (${one.state === 'running' ? 'running' : time(one.micros) + (one.state === 'failed' ? ', failed' : '')})`)));
      choice.value = live.chosen && live.list.some(one => one.number === live.chosen) ? live.chosen : '';
    }
  };
  return header;
}

function share(c) {
  const done = c.stages.reduce((sum, stage) => sum + stage.done, 0);
  const all = c.stages.reduce((sum, stage) => sum + stage.tasks, 0);
  return Math.floor(100 * done / Math.max(1, all)) + ' %';
}

/** Pages keep showing the computation that is chosen. */
function keepChoice(event) {
  const link = event.target.closest('a');
  if (link && live.chosen) link.href = '/' + link.dataset.page + '?number=' + live.chosen;
}

function themeNow() { return localStorage.getItem('amasia-theme') ?? 'auto'; }

function nextTheme() {
  const order = ['auto', 'light', 'dark'];
  localStorage.setItem('amasia-theme', order[(order.indexOf(themeNow()) + 1) % 3]);
  setTheme();
}

function setTheme() {
  const wanted = new URLSearchParams(location.search).get('theme') ?? themeNow();
  document.documentElement.style.colorScheme = {light: 'light', dark: 'dark'}[wanted] ?? '';
  live.changed();
}

function ending() {
  const note = make('div', {class: 'notice', role: 'alert', hidden: true},
    'The process that computes has ended; this page keeps what it showed last.');
  note.update = () => { note.hidden = live.state !== 'ended'; };
  return note;
}

function start() {
  setTheme();
  document.body.className = alone ? 'alone' : '';
  const parts = [];
  const main = make('main', {class: 'panels'});
  if (!alone) {
    const header = frame();
    parts.push(header);
    document.body.append(header);
  }
  const note = ending();
  parts.push(note);
  for (const one of shown) {
    const panel = panels[one];
    const part = panel.make(live);
    parts.push(part);
    main.append(make('section', {class: panel.wide || panel.title === '' ? 'wide' : '', id: one, 'aria-label': panel.title || one},
      panel.title ? make('h2', {}, panel.title, alone ? '' : make('a', {class: 'only', href: '/individual-' + one, title: 'This alone, for embedding', 'aria-label': panel.title + ' alone'}, '↗')) : '', part));
  }
  document.body.append(make('div', {class: 'note'}, note), main);
  live.watch(() => {
    parts.forEach(part => part.update?.());
    document.body.dataset.state = live.state;
    document.body.dataset.computation = live.shown ? live.shown.state : 'none';
  });
  // Digits lead to pages.
  addEventListener('keydown', event => {
    const page = Object.keys(pages)[event.key - 1];
    const typing = event.target.closest?.('select, input, [role=application]');
    if (page && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !alone) {
      location.href = '/' + page + (live.chosen ? '?number=' + live.chosen : '');
    }
  });
  live.start();
  live.changed();
}

start();
