// Controls of a plot: sliders that play, choices, switches.

import {make} from '/watch/words.js';

let controls = 0;

/** A choice among [[value, text], …]; choose(value) is called. */
export function choice(label, values, chosen, choose) {
  const id = 'control' + ++controls;
  const select = make('select', {id, onchange: event => choose(event.target.value)},
    values.map(([value, text]) => make('option', {value, selected: value === chosen}, text)));
  const whole = make('span', {class: 'control'}, make('label', {for: id}, label), select);
  whole.set = value => { select.value = value; };
  return whole;
}

/** A number to type; enter(number) is called when it is one. */
export function numberField(label, value, enter) {
  const id = 'control' + ++controls;
  const input = make('input', {id, type: 'text', inputmode: 'decimal', size: 7, onchange: () => {
    const number = Number(input.value.replace('−', '-'));
    const fits = input.value.trim() !== '' && Number.isFinite(number);
    whole.mark(fits);
    if (fits) enter(number);
  }});
  const whole = make('span', {class: 'control'}, make('label', {for: id}, label), input);
  whole.mark = fits => input.setAttribute('aria-invalid', String(!fits));
  whole.set = number => {
    input.value = String(+number.toPrecision(6));
    input.removeAttribute('aria-invalid');
  };
  whole.set(value);
  return whole;
}

export function button(text, act, title) { return make('button', {type: 'button', onclick: act, title, 'aria-label': title}, text); }

/** A button that is on or off; turn(on) is called. */
export function toggle(text, on, turn, title) {
  const node = make('button', {type: 'button', class: 'switch', 'aria-pressed': String(on), title, onclick: () => {
    node.set(node.getAttribute('aria-pressed') !== 'true');
    turn(node.getAttribute('aria-pressed') === 'true');
  }}, text);
  node.set = value => node.setAttribute('aria-pressed', String(value));
  return node;
}

/** A slider over positions with their texts and a button that plays them; move(i) is called. */
export function slider(label, texts, start, move) {
  const id = 'control' + ++controls;
  const says = make('output', {for: id, class: 'number'});
  let timer = null;
  const input = make('input', {id, type: 'range', min: 0, max: texts.length - 1, value: start, oninput: () => whole.set(+input.value)});
  const play = make('button', {type: 'button', class: 'play', 'aria-pressed': 'false', onclick: () => (timer === null ? begin() : stop())});
  const stop = () => {
    clearInterval(timer);
    timer = null;
    tell();
  };
  const begin = () => {
    timer = setInterval(() => whole.set((+input.value + 1) % texts.length), 350);
    tell();
  };
  const tell = () => {
    play.textContent = timer === null ? '▶' : '❚❚';
    play.setAttribute('aria-pressed', String(timer !== null));
    play.setAttribute('aria-label', `${timer === null ? 'Play' : 'Stop'} ${label}`);
  };
  const whole = make('div', {class: 'slider'}, make('label', {for: id}, label), play, input, says);
  whole.set = i => {
    input.value = i;
    says.textContent = `${texts[i]} (${i + 1}/${texts.length})`;
    input.setAttribute('aria-valuetext', texts[i]);
    move(i);
  };
  tell();
  says.textContent = `${texts[start]} (${start + 1}/${texts.length})`;
  input.setAttribute('aria-valuetext', texts[start]);
  return whole;
}
