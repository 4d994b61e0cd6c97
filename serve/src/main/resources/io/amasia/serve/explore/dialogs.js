// The code of what is seen, and files of it.

import {make} from '/watch/words.js';
import {codeOf, fileOf} from './frames.js';

/** Shows the code of a panel. */
export async function showCode(panel) {
  const dialog = make('dialog', {class: 'code', 'aria-labelledby': 'code-title'});
  const close = make('button', {type: 'button', onclick: () => dialog.close()}, 'Close');
  const promise = make('p', {class: 'soft small'});
  dialog.append(make('h2', {id: 'code-title'}, 'This view as code'), promise);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  try {
    const {java, command} = await codeOf(panel);
    promise.textContent = java.includes('open("…")')
      ? 'What is seen was computed, or is a group of a file: put in its place what your program has. The rest gives the same values and draws the same picture.'
      : 'Run, it gives the same values and draws the same picture.';
    dialog.append(listing(panel.kind === 'histogram' ? 'Command line, which writes the values that are counted' : 'Command line', command || 'The command has no words for this view; the Java has.', command !== ''), listing('Java, for amasia run View.java', java, true));
  } catch (error) {
    dialog.append(make('p', {class: 'notice bad'}, error.message));
  }
  dialog.append(make('div', {class: 'row'}, make('span', {class: 'grow'}), close));
  dialog.showModal();
}

function listing(title, text, copies) {
  const copy = make('button', {type: 'button', onclick: async () => {
    await navigator.clipboard?.writeText(text);
    copy.textContent = 'Copied';
  }}, 'Copy');
  return make('div', {class: 'listing'}, make('div', {class: 'row'}, make('h3', {}, title), make('span', {class: 'grow'}), copies ? copy : ''),
    make('pre', {tabindex: 0, 'aria-label': title}, make('code', {}, text)));
}

/** A menu of files. sliders(): [{name, size, at}] an animation may run along now; said(text, bad): tells how it goes; signal: ends it. */
export function exportMenu(panel, sliders, said, signal) {
  const menu = make('details', {class: 'menu'}, make('summary', {class: 'button'}, 'Export'));
  const item = (text, more) => make('button', {type: 'button', 'data-format': more.format, onclick: () => save(panel(), more, said, menu)}, text);
  const items = make('div', {class: 'items'});
  const fill = () => items.replaceChildren(
    item('Picture (PNG)', {format: 'png'}), item('Drawing (SVG)', {format: 'svg'}), item('Values (CSV)', {format: 'csv'}),
    ...sliders().map(({name, size, at}) => {
      const from = size <= 120 ? 0 : Math.max(0, Math.min(at - 60, size - 120));
      return item(`Animation along ${name}${size > 120 ? `, ${from} to ${from + 119}` : ''} (GIF)`, {format: 'gif', dim: name, from, to: Math.min(size - 1, from + 119)});
    }));
  fill();
  menu.append(items);
  menu.addEventListener('toggle', () => { if (menu.open) fill(); });
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', event => { if (!menu.contains(event.target)) menu.open = false; }, {signal});
  return menu;
}

async function save(panel, more, said, menu) {
  menu.open = false;
  said(`Making the ${more.format.toUpperCase()} …`);
  try {
    const blob = await fileOf(panel, more);
    const link = make('a', {href: URL.createObjectURL(blob), download: `${panel.var}_${panel.kind ?? 'map'}.${more.format}`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said(`Saved ${link.download}.`);
  } catch (error) {
    said(error.message, true);
  }
}
