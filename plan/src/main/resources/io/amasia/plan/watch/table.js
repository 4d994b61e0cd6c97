// Tables whose columns can be sorted by their heads.

import {make} from './words.js';

/**
 * columns: [{head, text: row => string or node, value: row => number (sorts), short: true}]
 * A column without value is text, aligned left.
 */
export function table(caption, columns, rows, sorted) {
  const body = make('tbody');
  const heads = columns.map((column, c) => {
    const head = make('th', {scope: 'col', class: column.value ? '' : 'text'});
    if (column.value) head.append(make('button', {type: 'button', onclick: () => sort(c)}, column.head));
    else head.append(column.head);
    return head;
  });
  let by = sorted ?? -1, down = true, shown = rows;
  const draw = () => {
    const ordered = shown.slice();
    if (by >= 0) {
      const value = columns[by].value;
      ordered.sort((a, b) => (value(a) - value(b)) * (down ? -1 : 1));
    }
    heads.forEach((head, c) => {
      if (c === by) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    body.replaceChildren(...ordered.map(row => make('tr', {}, columns.map(column =>
      make('td', {class: column.value ? 'number' : column.short ? 'text short' : 'text'}, column.text(row))))));
  };
  const sort = c => {
    down = by === c ? !down : true;
    by = c;
    draw();
  };
  draw();
  const whole = make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption},
    make('table', {'aria-label': caption}, make('thead', {}, make('tr', {}, heads)), body));
  /** Shows other rows in the same order. */
  whole.update = others => {
    shown = others;
    draw();
  };
  return whole;
}
