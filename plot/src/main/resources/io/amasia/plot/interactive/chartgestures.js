// How people move about in a chart: pointer, wheel and keys.

export function listenChart(chart) {
  const {board, link} = chart;
  let start = null;
  const at = event => {
    const box = board.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const valueOf = x => chart.seen.span[0] + (x - chart.area.x) / chart.area.width * (chart.seen.span[1] - chart.seen.span[0]);
  const heightOf = y => chart.seen.range[1] - (y - chart.area.y) / chart.area.height * (chart.seen.range[1] - chart.seen.range[0]);
  const zoom = (factor, middle) => {
    const [from, to] = chart.seen.span, [low, high] = chart.whole();
    const next = [Math.max(low, middle - (middle - from) * factor), Math.min(high, middle + (to - middle) * factor)];
    link.show(next[0] <= low && next[1] >= high ? null : next);
  };
  board.addEventListener('pointerdown', event => {
    if (event.button !== 0 || !chart.area) return;
    start = at(event);
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener('pointermove', event => {
    if (!chart.area) return;
    const {area} = chart, [x, y] = at(event);
    const free = chart.series.some(one => one.as === 'dots');
    if (start !== null) {
      const left = Math.max(area.x, Math.min(x, start[0])), right = Math.min(area.x + area.width, Math.max(x, start[0]));
      const top = free ? Math.max(area.y, Math.min(y, start[1])) : area.y, bottom = free ? Math.min(area.y + area.height, Math.max(y, start[1])) : area.y + area.height;
      chart.dragged = [left, top, right - left, bottom - top];
    }
    const inside = x >= area.x && x <= area.x + area.width;
    const dot = inside && free ? chart.dotAt(chart.series[0], x, y) : null;
    link.point(inside && (!free || dot !== null) ? valueOf(x) : null, dot);
  });
  board.addEventListener('pointerup', event => {
    const box = chart.dragged;
    chart.dragged = null;
    if (start === null) return;
    start = null;
    if (box && box[2] > 5) {
      const free = chart.series.some(one => one.as === 'dots');
      link.show([valueOf(box[0]), valueOf(box[0] + box[2])], free && box[3] > 5 ? [heightOf(box[1] + box[3]), heightOf(box[1])] : null);
    } else {
      link.changed('pick', valueOf(at(event)[0]));
    }
  });
  board.addEventListener('pointerleave', () => { if (start === null) link.point(null); });
  board.addEventListener('dblclick', () => link.show(null));
  board.addEventListener('wheel', event => {
    if (!chart.area || !event.ctrlKey && document.activeElement !== board) return;
    event.preventDefault();
    zoom(Math.exp(event.deltaY * .0015), valueOf(at(event)[0]));
  }, {passive: false});
  board.addEventListener('keydown', event => {
    const first = chart.shown()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || !chart.area || !first) return;
    const [from, to] = chart.seen.span;
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step && first.as === 'dots') {
      const dot = chart.nextDot(first, link.dot, step);
      if (dot !== null) link.point(first.x[dot], dot);
    } else if (step) {
      const order = first.x[first.x.length - 1] >= first.x[0] ? step : -step;
      const i = link.cursor === null ? 0 : Math.min(first.y.length - 1, Math.max(0, chart.nearest(first, link.cursor) + order));
      link.point(first.as === 'bars' ? (first.x[i] + first.x[i + 1]) / 2 : first.x[i]);
    } else if (event.key === '+' || event.key === '=') {
      zoom(1 / 1.5, link.cursor ?? (from + to) / 2);
    } else if (event.key === '-') {
      zoom(1.5, link.cursor ?? (from + to) / 2);
    } else if (event.key === '0') {
      link.show(null);
    } else if (event.key === 'Enter' && link.cursor !== null) {
      link.changed('pick', link.cursor);
    } else {
      return;
    }
    event.preventDefault();
  });
}
