// One drawing for the screen and for files: what draws on a canvas draws on an SvgPen too, which has
// the few methods of a canvas context that are needed and gives the SVG document.

const styleKeys = ['fillStyle', 'strokeStyle', 'lineWidth', 'globalAlpha', 'font', 'textAlign', 'textBaseline'];

export class SvgPen {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.parts = [];
    this.defs = [];
    this.saved = [];
    this.open = 0;
    this.transform = '';
    this.dash = [];
    this.d = '';
    Object.assign(this, {fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '12px sans-serif', textAlign: 'left', textBaseline: 'alphabetic'});
  }

  save() {
    this.saved.push({styles: styleKeys.map(key => this[key]), transform: this.transform, dash: this.dash, open: this.open});
  }

  restore() {
    const {styles, transform, dash, open} = this.saved.pop();
    styleKeys.forEach((key, i) => { this[key] = styles[i]; });
    for (; this.open > open; this.open--) this.parts.push('</g>');
    this.transform = transform;
    this.dash = dash;
  }

  translate(x, y) { this.transform += `translate(${short(x)} ${short(y)})`; }

  rotate(angle) { this.transform += `rotate(${short(angle * 180 / Math.PI)})`; }

  setLineDash(dash) { this.dash = dash; }

  beginPath() { this.d = ''; }

  moveTo(x, y) { this.d += `M${short(x)} ${short(y)}`; }

  lineTo(x, y) { this.d += `L${short(x)} ${short(y)}`; }

  closePath() { this.d += 'Z'; }

  rect(x, y, width, height) { this.d += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`; }

  disc(x, y, r) { this.d += `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`; }

  fill() { this.add('path', {d: this.d, ...this.filling()}); }

  stroke() { this.add('path', {d: this.d, ...this.stroking()}); }

  clip() {
    const id = 'clip' + this.defs.length;
    this.defs.push(`<clipPath id="${id}"><path d="${this.d}"${this.moved()}/></clipPath>`);
    this.parts.push(`<g clip-path="url(#${id})">`);
    this.open++;
  }

  fillRect(x, y, width, height) { this.add('rect', {x, y, width, height, ...this.filling()}); }

  strokeRect(x, y, width, height) { this.add('rect', {x, y, width, height, ...this.stroking()}); }

  drawImage(canvas, x, y, width, height) {
    this.add('image', {x, y, width, height, preserveAspectRatio: 'none', style: 'image-rendering:pixelated', href: canvas.toDataURL('image/png')});
  }

  fillText(text, x, y) {
    const [, weight, size, family] = /^(bold )?([\d.]+)px (.*)$/.exec(this.font);
    const anchor = {left: 'start', center: 'middle', right: 'end'}[this.textAlign];
    const down = {top: .8, middle: .35, bottom: -.2, alphabetic: 0}[this.textBaseline] * size;
    this.add('text', {x, y: y + down, 'text-anchor': anchor, 'font-size': size, 'font-family': family, 'font-weight': weight && 'bold', ...this.filling()}, text);
  }

  filling() { return {fill: this.fillStyle, 'fill-opacity': this.globalAlpha === 1 ? undefined : this.globalAlpha}; }

  stroking() {
    return {
      fill: 'none', stroke: this.strokeStyle, 'stroke-width': this.lineWidth, 'stroke-linejoin': 'round',
      'stroke-opacity': this.globalAlpha === 1 ? undefined : this.globalAlpha,
      'stroke-dasharray': this.dash.length ? this.dash.join(' ') : undefined,
    };
  }

  moved() { return this.transform ? ` transform="${this.transform}"` : ''; }

  add(name, attributes, text) {
    const all = Object.entries(attributes).filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`).join('');
    this.parts.push(`<${name}${all}${this.moved()}${text === undefined ? '/>' : `>${escaped(text)}</${name}>`}`);
  }

  /** The document. */
  toString() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}">`
      + `<defs>${this.defs.join('')}</defs>${this.parts.join('\n')}</svg>\n`;
  }
}

function short(number) { return +number.toFixed(2); }

function escaped(text) { return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'); }

/** A canvas context of this size in CSS pixels, sharp on the screen's own pixels, with what an SvgPen has. */
export function canvasPen(canvas, width, height, scale = window.devicePixelRatio || 1) {
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.lineJoin = 'round';
  pen.imageSmoothingEnabled = false;
  pen.disc = (x, y, r) => {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 2 * Math.PI);
  };
  return pen;
}

/** The colours of the page where `host` stands, for drawings; with light: as on white paper. */
export function inks(host, light = false) {
  const probe = document.createElement('span');
  probe.hidden = true;
  if (light) probe.style.colorScheme = 'light';
  host.append(probe);
  const color = name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = Object.fromEntries(['ink', 'soft', 'line', 'paper', 'card', 'focus'].map(name => [name, color(name)]));
  ink.lines = Array.from({length: 8}, (_, i) => color('stage' + (i + 1)));
  const dark = luminance(ink.paper) < .4;
  probe.remove();
  return {...ink, dark, missing: dark ? [74, 80, 87] : [212, 212, 212], font: (size, bold) => `${bold ? 'bold ' : ''}${size}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif`};
}

function luminance(css) {
  const [r, g, b] = css.match(/[\d.]+/g).map(Number);
  return (.2126 * r + .7152 * g + .0722 * b) / 255;
}

/** Calls draw when the element has another size or the screen turns dark or light; what is returned ends that. */
export function redrawn(element, draw) {
  const sizes = new ResizeObserver(draw), dark = matchMedia('(prefers-color-scheme: dark)');
  sizes.observe(element);
  dark.addEventListener('change', draw);
  return () => {
    sizes.disconnect();
    dark.removeEventListener('change', draw);
  };
}
