// The series of a chart, and how each kind is drawn.
//
// A series is {name, color, x, y, as: 'line' | 'bars' | 'dots', low, high}: x rises or falls along a
// line; bars stand between their edges, x has one more than y; low and high shade a spread; NaN is a gap.

/** Draws a series of any kind; x and y place values in pixels, span is what the chart shows of x. */
export function drawSeries(pen, one, x, y, span) {
  ({line: drawLine, bars: drawBars, dots: drawDots})[one.as ?? 'line'](pen, one, x, y, span);
}

/** Points of a line for a given width: of many that fall on one pixel the first, least, most and last. */
export function thinned(one, x, [from, to]) {
  const {x: places, y: values} = one;
  const points = [];
  let first = 0, last = places.length - 1;
  const low = Math.min(from, to), high = Math.max(from, to), rises = places[last] >= places[0];
  while (first < last && (rises ? places[first + 1] < low : places[first + 1] > high)) first++;
  while (last > first && (rises ? places[last - 1] > high : places[last - 1] < low)) last--;
  for (let i = first; i <= last;) {
    const pixel = Math.round(x(places[i]));
    let end = i, least = i, most = i;
    while (end + 1 <= last && Math.round(x(places[end + 1])) === pixel) {
      end++;
      if (values[end] < values[least] || Number.isNaN(values[least])) least = end;
      if (values[end] > values[most] || Number.isNaN(values[most])) most = end;
    }
    for (const k of new Set([i, Math.min(least, most), Math.max(least, most), end])) points.push(k);
    i = end + 1;
  }
  return points;
}

function drawLine(pen, one, x, y, span) {
  pen.strokeStyle = pen.fillStyle = one.color;
  pen.lineWidth = 1.8;
  pen.beginPath();
  let down = false;
  const points = thinned(one, x, span), alone = [];
  points.forEach((i, n) => {
    if (!Number.isFinite(one.y[i])) {
      down = false;
      return;
    }
    if (down) pen.lineTo(x(one.x[i]), y(one.y[i])); else pen.moveTo(x(one.x[i]), y(one.y[i]));
    if (!down && !Number.isFinite(one.y[points[n + 1]])) alone.push(i);
    down = true;
  });
  pen.stroke();
  for (const i of alone) {
    pen.beginPath();
    pen.disc(x(one.x[i]), y(one.y[i]), 2.5);
    pen.fill();
  }
}

/** The spread of a series; each run without gaps is an area of its own. */
export function shade(pen, one, x, y) {
  pen.fillStyle = one.color;
  pen.globalAlpha = .2;
  for (let i = 0; i < one.x.length; i++) {
    if (!Number.isFinite(one.low[i] + one.high[i])) continue;
    const start = i;
    pen.beginPath();
    pen.moveTo(x(one.x[i]), y(one.high[i]));
    while (i + 1 < one.x.length && Number.isFinite(one.low[i + 1] + one.high[i + 1])) pen.lineTo(x(one.x[++i]), y(one.high[i]));
    for (let k = i; k >= start; k--) pen.lineTo(x(one.x[k]), y(one.low[k]));
    pen.closePath();
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function drawBars(pen, one, x, y) {
  pen.fillStyle = one.color;
  for (let i = 0; i < one.y.length; i++) {
    const left = x(one.x[i]), right = x(one.x[i + 1]), gap = right - left > 4 ? 1 : 0;
    if (one.y[i] > 0) pen.fillRect(left, y(one.y[i]), right - left - gap, y(0) - y(one.y[i]));
  }
}

function drawDots(pen, one, x, y, [from, to]) {
  pen.fillStyle = one.color;
  pen.globalAlpha = one.x.length > 2000 ? .35 : .7;
  const size = one.x.length > 2000 ? 1.6 : 3;
  for (let i = 0; i < one.x.length; i++) {
    if (!Number.isFinite(one.y[i]) || !(one.x[i] >= from && one.x[i] <= to)) continue;
    pen.beginPath();
    pen.disc(x(one.x[i]), y(one.y[i]), size);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

/** Counts of the finite ones of `values` (those at `start` … `end`) in equal bins: a series of bars. */
export function histogram(values, low, high, bins, start = 0, end = values.length) {
  const y = new Float64Array(bins);
  const x = Float64Array.from({length: bins + 1}, (_, i) => low + (high - low) * i / bins);
  for (let i = start; i < end; i++) {
    const bin = Math.floor((values[i] - low) / (high - low) * bins);
    if (bin >= 0 && bin < bins) y[bin]++; else if (values[i] === high) y[bins - 1]++;
  }
  return {x, y, as: 'bars'};
}
