// What is looked at, as the page's address has it: a query for each panel, those of the second and
// later ones with the panel's number before the keys (`2.var=tas`).

/** Keys of what is drawn, not of what is computed. */
const lookKeys = ['colors', 'limits', 'levels', 'projection'];

/** {panels: [{var, kind, 'at.time', …}], linked} of a location's search. */
export function read(search) {
  const panels = [];
  let linked = true;
  for (const [key, value] of new URLSearchParams(search)) {
    if (key === 'linked') linked = value !== '0';
    const numbered = /^([2-9])\.(.+)$/.exec(key);
    const number = numbered ? Number(numbered[1]) : 1;
    if (key === 'linked' || key === 'token') continue;
    (panels[number - 1] ??= {})[numbered ? numbered[2] : key] = value;
  }
  return {panels: panels.filter(panel => panel?.var), linked};
}

export function write({panels, linked}) {
  const query = new URLSearchParams();
  panels.forEach((panel, i) => {
    for (const [key, value] of Object.entries(panel)) query.append(i ? `${i + 1}.${key}` : key, value);
  });
  if (!linked) query.append('linked', '0');
  return '?' + readable(query);
}

/** Commas and colons may stand in a query as they are. */
function readable(query) { return query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/'); }

/** Whether a key says how a map is held (held.js): files and code follow it, the values on the page don't. */
export function isHeld(key) { return key.startsWith('map.'); }

/** A panel's query for values; more: further keys. */
export function queryOf(panel, more = {}) {
  return wholeQueryOf(Object.fromEntries(Object.entries(panel).filter(([key]) => !isHeld(key))), more);
}

/** A panel's query for what it looks like. */
export function wholeQueryOf(panel, more = {}) { return '?' + readable(new URLSearchParams({...panel, ...more})); }

/** The same without what is only drawn. */
export function computedOf(panel) {
  return Object.fromEntries(Object.entries(panel).filter(([key]) => !lookKeys.includes(key)));
}

/** [west, south, east, north] of `box=…`, [lon, lat] of `point=…`; null without. */
export function numbersOf(text) { return text ? text.split(',').map(Number) : null; }

/** A number of degrees as short as is useful in an address. */
export function degrees(...values) { return values.map(value => String(+value.toFixed(3))).join(','); }

/** A panel with the keys that fit another kind of picture or another variable. */
export function changed(panel, variable, kind) {
  const dims = new Set(sliderDims(variable, kind, panel).map(dim => dim.name));
  const next = {};
  for (const [key, value] of Object.entries(panel)) {
    const place = /^(minus\.)?(at|on)\.(.+)$/.exec(key);
    if (place && !dims.has(place[3])) continue;
    if (key === 'along' && (panel.kind !== kind || !variable.dims.some(dim => dim.name === value))) continue;
    if (key === 'point' && (kind === 'map' || kind === 'histogram' || !variable.kinds.includes('map'))) continue;
    if (key === 'box' && !variable.kinds.includes('map')) continue;
    if (['units', 'limits', 'colors'].includes(key) && panel.var !== variable.name) continue;
    if (key === 'limits' && panel.kind !== kind && /,/.test(value)) continue;
    if (key === 'projection' && kind !== 'map') continue;
    next[key] = value;
  }
  return {...next, var: variable.name, kind};
}

/** The dimensions that a kind of picture shows; none of a kind that there is not, which the server refuses. */
export function shownDims(variable, kind, panel) {
  const {axes} = variable, horizontal = variable.dims.filter(dim => dim.horizontal).map(dim => dim.name);
  const second = first => panel.along ?? (variable.layout === 'rectilinear' && horizontal[0] !== first ? latitude(variable) : alongOf(variable, first)[0]);
  const ways = {
    map: () => horizontal, histogram: () => horizontal,
    series: () => [panel.along ?? axes.T ?? variable.dims[0].name],
    profile: () => [panel.along ?? axes.Z],
    zonal: () => [latitude(variable)],
    hovmoller: () => [axes.T, second(axes.T)],
    section: () => [axes.Z ?? variable.dims[0].name, second(axes.Z ?? variable.dims[0].name)],
  };
  return Object.hasOwn(ways, kind) ? ways[kind]() : [];
}

function latitude(variable) { return variable.axes.Y ?? variable.dims.find(dim => dim.horizontal)?.name; }

/** The dimensions that can be shown against another. */
export function alongOf(variable, first) {
  return variable.dims.filter(dim => dim.name !== first && dim.size > 1 && (!dim.horizontal || variable.layout === 'rectilinear')).map(dim => dim.name);
}

/** The dimensions that are left to choose a place along. */
export function sliderDims(variable, kind, panel) {
  const shown = shownDims(variable, kind, panel);
  return variable.dims.filter(dim => !shown.includes(dim.name) && !dim.horizontal && dim.size > 1);
}
