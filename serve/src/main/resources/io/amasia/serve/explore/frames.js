// What the server computes: values with their header, cells of maps, labels of dimensions. Few are
// kept here, so that going back and forth asks for nothing.

import {unpackLines} from '/plots/packed.js';
import {computedOf, queryOf, wholeQueryOf} from './state.js';

const mostKept = 40;
const frames = new Map(), cells = new Map(), labels = new Map(), coasts = new Map();
const page = Math.random().toString(36).slice(2, 10);
let turn = 0;

/** An answer that is no good, with the server's words. */
export class Refused extends Error {}

async function ask(url, signal) {
  let answer;
  try {
    answer = await fetch(url, {signal});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refused('The server does not answer any more. Is the command still running?');
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let words = text;
  try {
    words = JSON.parse(text).error ?? text;
  } catch { /* plain words */ }
  const refused = new Refused(words);
  refused.status = answer.status;
  throw refused;
}

/** {…header, values} of an answer. */
async function decoded(answer) {
  const buffer = await answer.arrayBuffer();
  const length = new DataView(buffer).getInt32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return {...header, values: new Float32Array(buffer, 4 + length)};
}

function keep(map, key, value) {
  map.delete(key);
  map.set(key, value);
  if (map.size > mostKept) map.delete(map.keys().next().value);
}

/** What a panel shows. size: {w, h}; detail: mean | nearest; by: the panel's number, whose older requests stop. */
export async function frameOf(panel, {size, detail = 'mean', by, signal}) {
  const key = queryOf(panel, {...size, detail});
  if (frames.has(key)) return frames.get(key);
  const frame = await decoded(await ask('/explore/frame' + queryOf(panel, {...size, detail, panel: `${page}-${by}`, turn: ++turn}), signal));
  keep(frames, key, frame);
  return frame;
}

/** The cells of a map whose frame has this id. */
export async function cellsOf(panel, id, size) {
  if (cells.has(id)) return cells.get(id);
  const {values, ...header} = await decoded(await ask('/explore/cells' + queryOf(computedOf(panel), size)));
  const found = header.kind === 'grid'
    ? {...header, lonEdges: Float64Array.from(header.lonEdges), latEdges: Float64Array.from(header.latEdges)}
    : {...header, lon: values.subarray(0, header.count), lat: values.subarray(header.count)};
  keep(cells, header.id, found);
  return found;
}

/** What is asked for once; what failed is asked again. */
function once(map, key, asks) {
  if (!map.has(key)) {
    map.set(key, asks().catch(error => {
      map.delete(key);
      throw error;
    }));
  }
  return map.get(key);
}

/** The labels of a dimension; empty of a very long one. */
export function labelsOf(data, dim) {
  return once(labels, JSON.stringify([data, dim]), async () => (await (await ask('/explore/labels.json?' + new URLSearchParams({...data && {data}, dim}))).json()).labels);
}

/** The coastlines in a box `west,south,east,north`. */
export function coastOf(box) { return once(coasts, box, async () => unpackLines(await textOf('/explore/coast.txt?box=' + box))); }

export async function codeOf(panel) { return (await ask('/explore/code.json' + wholeQueryOf(panel))).json(); }

export async function textOf(url) { return (await ask(url)).text(); }

export async function catalogue() { return (await ask('/explore/catalogue.json')).json(); }

/** A file of what is seen, as a blob; refused in the server's words. */
export async function fileOf(panel, more) { return (await ask('/explore/export' + wholeQueryOf(panel, more))).blob(); }
