// A map on canvas: cells in their colours, coastlines, graticule; hover, drag, zoom, keyboard. Maps
// that share a MapLink (maplink.js) show the same part of the Earth and the same cursor.

import {make} from '/watch/words.js';
import {finder} from './cells.js';
import {listen} from './gestures.js';
import {drawGraticule, labelGraticule, trace, visiblePart} from './graticule.js';
import {canvasPen, inks, redrawn} from './pen.js';
import {cellIndex} from './raster.js';

const room = {left: 44, right: 10, top: 4, bottom: 20};

export class MapView {
  /** label: what the map shows, for those who can't see it. */
  constructor(link, label) {
    this.link = link;
    this.base = make('canvas', {'aria-hidden': 'true'});
    this.over = make('canvas', {class: 'over', 'aria-hidden': 'true'});
    this.board = make('div', {
      class: 'board', tabindex: 0, role: 'application',
      'aria-label': `${label}. Arrow keys move the cursor, with Shift the map; plus and minus zoom, 0 shows all, Enter picks the place, B marks one corner of an area and then the other.`,
    }, this.base, this.over);
    this.element = this.board;
    this.mostHeight = 520;
    this.coast = [];
    this.cells = null;
    const unwatch = link.watch(what => (what === 'view' ? this.draw() : this.drawOver()));
    listen(this);
    this.ends = [unwatch, redrawn(this.board, () => this.draw())];
  }

  /** Draws no more when the link or the screen changes. */
  end() { this.ends.forEach(end => end()); }

  /** Lines to draw as coasts: arrays lon, lat, lon, lat, … */
  setCoast(lines) {
    this.coast = lines;
    this.draw();
  }

  setCells(cells) {
    this.cells = cells;
    this.kept = null;
    if (cells.kind === 'grid') this.find = [finder(cells.lonEdges, true), finder(cells.latEdges, false)];
    this.draw();
  }

  /** The values, one a cell from `start` on, and the colorScale for them (or ink => scale). */
  show(values, scale, start = 0) {
    Object.assign(this, {values, scale, start});
    this.draw();
  }

  /** Draws soon. */
  draw() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.drawNow();
    });
  }

  drawNow() {
    const width = this.board.clientWidth;
    if (!width || !this.cells) return;
    const [west, south, east, north] = this.link.home;
    const inner = width - room.left - room.right;
    const height = Math.round(Math.min(this.mostHeight, Math.max(120, inner * (north - south) / (east - west))) + room.top + room.bottom);
    this.ink = inks(this.board);
    this.size = {width, height};
    for (const canvas of [this.base, this.over]) canvas.style.height = height + 'px';
    this.board.style.height = height + 'px';
    this.paint(canvasPen(this.base, width, height), width, height, this.ink);
    this.drawOver();
  }

  /** The part of the plane in an area of that size. */
  frameOf(width, height, perPoint) {
    const [west, south, east, north] = this.link.home;
    const per = Math.max((east - west) / width, (north - south) / height) / this.link.zoomed * perPoint;
    const columns = Math.ceil(width / perPoint), rows = Math.ceil(height / perPoint);
    const [x, y] = this.link.centre;
    return {projection: this.link.projection, west: x - width / perPoint * per / 2, north: y + height / perPoint * per / 2, perPixel: per, width: columns, height: rows};
  }

  /** Draws the map on a pen, in a box of that size at its origin. */
  paint(pen, width, height, ink) {
    const area = {x: room.left, y: room.top, width: width - room.left - room.right, height: height - room.top - room.bottom};
    const frame = this.frameOf(area.width, area.height, 1);
    const onScreen = ink === this.ink;
    if (onScreen) Object.assign(this, {area, frame});
    const at = p => [area.x + (p[0] - frame.west) / frame.perPixel, area.y + (frame.north - p[1]) / frame.perPixel];
    pen.save();
    pen.beginPath();
    pen.rect(area.x, area.y, area.width, area.height);
    pen.clip();
    this.outline(pen, at);
    pen.fillStyle = ink.card;
    pen.fill();
    pen.clip();
    const perPoint = onScreen ? (this.link.moving ? 3 : 1 / Math.min(2, window.devicePixelRatio || 1)) : .5;
    const picture = this.raster(this.frameOf(area.width, area.height, perPoint), ink, onScreen);
    pen.drawImage(picture, area.x, area.y, picture.width * perPoint, picture.height * perPoint);
    const shown = visiblePart(frame);
    if (this.link.settings.graticule) drawGraticule(pen, frame, at, shown, ink);
    if (this.link.settings.coast) {
      pen.strokeStyle = ink.dark ? '#f0f0f0' : '#202020';
      pen.lineWidth = .8;
      pen.beginPath();
      for (const line of this.coast) trace(pen, line, frame.projection, at, shown);
      pen.stroke();
    }
    pen.restore();
    pen.save();
    pen.beginPath();
    pen.rect(area.x, area.y, area.width, area.height);
    pen.clip();
    pen.strokeStyle = ink.soft;
    pen.lineWidth = 1;
    this.outline(pen, at);
    pen.stroke();
    pen.restore();
    if (this.link.settings.graticule) labelGraticule(pen, frame, area, shown.step, ink);
  }

  outline(pen, at) {
    pen.beginPath();
    this.link.projection.outline.forEach((p, i) => (i ? pen.lineTo(...at(p)) : pen.moveTo(...at(p))));
    pen.closePath();
  }

  /** The cells in their colours as a canvas; the index of cells is kept while the same part is shown. */
  raster(frame, ink, keep) {
    const key = [frame.projection.name, frame.projection.lon, frame.projection.lat, frame.west, frame.north, frame.perPixel, frame.width, frame.height].join();
    const kept = keep && this.kept?.key === key ? this.kept : {key, frame, index: cellIndex(this.cells, frame)};
    if (keep) this.kept = kept;
    const scale = typeof this.scale === 'function' ? this.scale(ink) : this.scale;
    const picture = document.createElement('canvas');
    picture.width = frame.width;
    picture.height = frame.height;
    const pen = picture.getContext('2d');
    const image = pen.createImageData(frame.width, frame.height);
    const pixels = new Uint32Array(image.data.buffer), {index} = kept, {values, start} = this;
    const rim = this.link.settings.edges ? (ink.dark ? 0x60ffffff : 0x60000000) : 0;
    for (let i = 0; i < index.length; i++) {
      const cell = index[i];
      if (cell < 0) continue;
      pixels[i] = scale.at(values[start + cell]);
      if (rim && (cell !== index[i + 1] || cell !== index[i + frame.width])) pixels[i] = blended(pixels[i], ink.dark);
    }
    pen.putImageData(image, 0, 0);
    return picture;
  }

  /** The cell at a place, -1 if there is none there. */
  cellAt(lon, lat) {
    if (this.cells.kind === 'grid') {
      const [columns, rows] = this.find;
      const column = columns(lon), row = rows(lat);
      return row < 0 || column < 0 ? -1 : row * (this.cells.lonEdges.length - 1) + column;
    }
    const p = this.kept && this.link.projection.forward(lon, lat);
    if (!p) return -1;
    const {frame, index} = this.kept;
    const x = Math.floor((p[0] - frame.west) / frame.perPixel), y = Math.floor((frame.north - p[1]) / frame.perPixel);
    return x < 0 || y < 0 || x >= frame.width || y >= frame.height ? -1 : index[y * frame.width + x];
  }

  /** The value shown at a place; undefined where there is no cell. */
  valueAt(lon, lat) {
    const cell = this.cellAt(lon, lat);
    return cell < 0 ? undefined : this.values[this.start + cell];
  }

  /** [lon, lat] under a point of the board in CSS pixels, null beyond the Earth. */
  placeAt(x, y) {
    const {area, frame} = this;
    if (!area || x < area.x || y < area.y || x > area.x + area.width || y > area.y + area.height) return null;
    return frame.projection.inverse(...this.planeAt(x, y));
  }

  planeAt(x, y) {
    return [this.frame.west + (x - this.area.x) * this.frame.perPixel, this.frame.north - (y - this.area.y) * this.frame.perPixel];
  }

  /** Where a place is on the board, null if it is not shown. */
  pointOf(lon, lat) {
    const p = this.frame.projection.forward(lon, lat);
    return p && this.onBoard(p);
  }

  onBoard([x, y]) {
    return [this.area.x + (x - this.frame.west) / this.frame.perPixel, this.area.y + (this.frame.north - y) / this.frame.perPixel];
  }

  drawOver() {
    if (!this.size || !this.frame) return;
    const pen = canvasPen(this.over, this.size.width, this.size.height);
    const {cursor, box} = this.link;
    pen.beginPath();
    pen.rect(this.area.x, this.area.y, this.area.width, this.area.height);
    pen.clip();
    for (const [color, width] of [[this.ink.paper, 3.5], [this.ink.ink, 1.5]]) {
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.beginPath();
      if (this.dragged) pen.rect(...this.dragged);
      if (box) trace(pen, boxLine(box), this.frame.projection, p => this.onBoard(p), {});
      const p = cursor && this.pointOf(...cursor);
      if (p) {
        pen.moveTo(p[0] - 9, p[1]);
        pen.lineTo(p[0] - 3, p[1]);
        pen.moveTo(p[0] + 3, p[1]);
        pen.lineTo(p[0] + 9, p[1]);
        pen.moveTo(p[0], p[1] - 9);
        pen.lineTo(p[0], p[1] - 3);
        pen.moveTo(p[0], p[1] + 3);
        pen.lineTo(p[0], p[1] + 9);
      }
      pen.stroke();
    }
  }
}

function blended(pixel, light) {
  const mix = shift => { const part = pixel >>> shift & 255; return Math.round(light ? part + (255 - part) * .45 : part * .6); };
  return (255 << 24 | mix(16) << 16 | mix(8) << 8 | mix(0)) >>> 0;
}

function boxLine({west, south, east, north}) {
  const width = east > west ? east - west : east - west + 360;
  const line = [];
  for (let i = 0; i <= 40; i++) line.push(west + width * i / 40, south);
  for (let i = 0; i <= 20; i++) line.push(west + width, south + (north - south) * i / 20);
  for (let i = 40; i >= 0; i--) line.push(west + width * i / 40, north);
  for (let i = 20; i >= 0; i--) line.push(west, south + (north - south) * i / 20);
  return line;
}
