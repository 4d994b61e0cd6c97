// Files from a page: PNG, SVG and CSV, made by the browser.

import {make} from '/watch/words.js';
import {canvasPen, inks, SvgPen} from './pen.js';

function download(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], {type}));
  const link = make('a', {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** A name of letters, digits, dots and dashes. */
function fileName(name, ending) { return (name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'plot') + '.' + ending; }

/** draw: (pen, ink) => void, on light paper whatever the page; two pixels a point. */
export function savePng(name, width, height, draw) {
  const canvas = document.createElement('canvas'), ink = inks(document.body, true);
  const pen = canvasPen(canvas, width, height, 2);
  pen.fillStyle = ink.paper;
  pen.fillRect(0, 0, width, height);
  draw(pen, ink);
  return new Promise(done => canvas.toBlob(blob => {
    download(fileName(name, 'png'), blob, 'image/png');
    done(blob);
  }, 'image/png'));
}

export function saveSvg(name, width, height, draw) {
  const pen = new SvgPen(width, height), ink = inks(document.body, true);
  pen.fillStyle = ink.paper;
  pen.fillRect(0, 0, width, height);
  draw(pen, ink);
  const text = pen.toString();
  download(fileName(name, 'svg'), text, 'image/svg+xml');
  return text;
}

/** rows: arrays of numbers and texts, the first one the heading; a missing number is empty. */
export function saveCsv(name, rows) {
  const text = rows.map(row => row.map(cell).join(',')).join('\n') + '\n';
  download(fileName(name, 'csv'), text, 'text/csv');
  return text;
}

function cell(value) {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
