// The cells of a field, where they lie on Earth, in degrees.
//
// {kind: 'grid', lonEdges, latEdges}: value j * columns + i lies between latEdges[j], [j + 1] and
// lonEdges[i], [i + 1], which run either way; {kind: 'polygons', corners, lon, lat}: cell c has its
// vertices at c * corners …; {kind: 'points', lon, lat}: places without a size, drawn as dots.

/** Times degrees. */
export const radians = Math.PI / 180;

/** How many cells, and so values, there are. */
export function cellCount(cells) {
  if (cells.kind === 'grid') return (cells.lonEdges.length - 1) * (cells.latEdges.length - 1);
  return cells.kind === 'polygons' ? cells.lon.length / cells.corners : cells.lon.length;
}

/** Finds the cell of a coordinate among edges that rise or fall: value => number, -1 outside. */
export function finder(edges, circular) {
  const falls = edges[0] > edges[edges.length - 1];
  const rising = falls ? [...edges].reverse() : edges;
  const n = rising.length - 1, first = rising[0], last = rising[n];
  const step = (last - first) / n;
  let even = true;
  for (let i = 0; i <= n; i++) even &&= Math.abs(rising[i] - first - i * step) < 1e-6 * step;
  return value => {
    const v = circular ? value - 360 * Math.floor((value - first) / 360) : value;
    if (!(v >= first && v <= last)) return -1;
    let cell;
    if (even) {
      cell = Math.min(n - 1, Math.floor((v - first) / step));
    } else {
      let low = 0, high = n;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (rising[middle] <= v) low = middle; else high = middle;
      }
      cell = low;
    }
    return falls ? n - 1 - cell : cell;
  };
}

/** The vertices of a cell as [[lon, lat], …], all on one turn of the globe. */
export function cornersOf(cells, cell) {
  if (cells.kind === 'grid') {
    const columns = cells.lonEdges.length - 1, j = Math.floor(cell / columns), i = cell % columns;
    const [w, e, s, n] = [cells.lonEdges[i], cells.lonEdges[i + 1], cells.latEdges[j], cells.latEdges[j + 1]];
    return [[w, s], [e, s], [e, n], [w, n]];
  }
  if (cells.kind === 'points') return [[cells.lon[cell], cells.lat[cell]]];
  const at = cell * cells.corners, first = cells.lon[at];
  return Array.from({length: cells.corners}, (_, k) => [cells.lon[at + k] - 360 * Math.round((cells.lon[at + k] - first) / 360), cells.lat[at + k]]);
}

/** The middle of a cell: [lon, lat]. */
export function centreOf(cells, cell) {
  const corners = cornersOf(cells, cell);
  return [0, 1].map(k => corners.reduce((sum, corner) => sum + corner[k], 0) / corners.length);
}

/** The area of a cell on the unit sphere, its edges straight in longitude and sine of latitude; 1 for points. */
export function areaOf(cells, cell) {
  if (cells.kind === 'points') return 1;
  const corners = cornersOf(cells, cell);
  return Math.abs(corners.reduce((sum, [lon, lat], k) => {
    const [nextLon, nextLat] = corners[(k + 1) % corners.length];
    return sum + (nextLon - lon) * radians * (Math.sin(lat * radians) + Math.sin(nextLat * radians)) / 2;
  }, 0));
}

/** The cells whose middle lies in a box {west, south, east, north}, west to east going eastwards. */
export function cellsWithin(cells, {west, south, east, north}) {
  const width = east - west >= 360 ? 360 : ((east - west) % 360 + 360) % 360;
  const found = [];
  for (let cell = 0; cell < cellCount(cells); cell++) {
    const [lon, lat] = centreOf(cells, cell);
    if (lat >= south && lat <= north && ((lon - west) % 360 + 360) % 360 <= width) found.push(cell);
  }
  return found;
}

/** The mean of cells weighted by their areas; missing ones don't count, NaN if there are no others. */
export function areaMean(cells, numbers, values, start = 0) {
  let sum = 0, weight = 0;
  for (const cell of numbers) {
    const value = values[start + cell];
    if (Number.isNaN(value)) continue;
    const area = areaOf(cells, cell);
    sum += area * value;
    weight += area;
  }
  return weight > 0 ? sum / weight : NaN;
}
