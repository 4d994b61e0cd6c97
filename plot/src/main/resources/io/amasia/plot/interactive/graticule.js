// Lines on maps: coasts, meridians, parallels, and the degrees along a map's sides.

import {degreeStep, latitudeText, longitudeText} from './axes.js';
import {offsetFrom, wrapLongitude} from './projection.js';

/** Adds a line of lon, lat pairs to the path; the pen is lifted at the map's seam and beyond the globe's rim. */
export function trace(pen, line, shown, at, {south = -90, north = 90}) {
  let down = false, before = 0, low = south - 3, high = north + 3;
  for (let i = 0; i < line.length; i += 2) {
    const offset = offsetFrom(shown.lon, line[i]);
    const p = line[i + 1] < low || line[i + 1] > high ? null : shown.forward(line[i], line[i + 1]);
    if (p === null) {
      down = false;
    } else {
      if (down && Math.abs(offset - before) < 180) pen.lineTo(...at(p)); else pen.moveTo(...at(p));
      down = true;
    }
    before = offset;
  }
}

/** The latitudes and longitudes (from the middle one) that a frame shows, and a step for its graticule. */
export function visiblePart({projection: shown, west, north, perPixel, width, height}) {
  let south = 90, top = -90, least = 180, most = -180;
  const middle = shown.inverse(west + perPixel * width / 2, north - perPixel * height / 2)?.[0] ?? shown.lon;
  for (let i = 0; i <= 24; i++) {
    for (let j = 0; j <= 24; j++) {
      const place = shown.inverse(west + perPixel * width * (i + .01) / 24.02, north - perPixel * height * (j + .01) / 24.02);
      if (place === null) continue;
      const offset = wrapLongitude(place[0] - middle);
      south = Math.min(south, place[1]);
      top = Math.max(top, place[1]);
      least = Math.min(least, offset);
      most = Math.max(most, offset);
    }
  }
  if (south > top) [south, top, least, most] = [-90, 90, -180, 180];
  const step = most - least > 200 ? 30 : degreeStep(Math.max(most - least, 1.4 * (top - south)), 7);
  if (most - least > 300 || top > 88 || south < -88) [least, most] = [-180, 180];
  return {south, north: top, west: middle + least, east: middle + most, step};
}

export function drawGraticule(pen, frame, at, {south, north, west, east, step}, ink) {
  pen.strokeStyle = ink.dark ? 'rgba(255,255,255,.28)' : 'rgba(0,0,0,.2)';
  pen.lineWidth = .7;
  pen.beginPath();
  const low = Math.max(-90, south - step), high = Math.min(90, north + step);
  for (let lon = Math.floor(west / step) * step; lon <= east + step; lon += step) {
    const line = [];
    for (let i = 0; i <= 60; i++) line.push(lon, low + (high - low) * i / 60);
    trace(pen, line, frame.projection, at, {});
  }
  for (let lat = Math.ceil(low / step) * step; lat <= high; lat += step) {
    if (Math.abs(lat) > 89.9) continue;
    const line = [];
    for (let i = 0; i <= 180; i++) line.push(west - step + (Math.min(east - west, 360) + 2 * step) * i / 180, lat);
    trace(pen, line, frame.projection, at, {});
  }
  pen.stroke();
}

/** Degrees where lines of the graticule meet the left and the lower side. */
export function labelGraticule(pen, frame, area, step, ink) {
  pen.fillStyle = ink.soft;
  pen.font = ink.font(11);
  const place = (x, y) => frame.projection.inverse(frame.west + x * frame.perPixel, frame.north - y * frame.perPixel);
  const marks = (length, valueAt, gap, draw) => {
    let before = null, last = -Infinity;
    for (let i = 0; i <= length; i++) {
      const value = valueAt(Math.min(length - .5, Math.max(.5, i)));
      if (value !== null && before !== null && Math.abs(value - before) < 90) {
        const mark = Math.round((value + before) / 2 / step) * step;
        if ((before - mark) * (value - mark) <= 0 && before !== value && i - last >= gap) {
          last = i;
          draw(i, mark);
        }
      }
      before = value;
    }
  };
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  // Round maps have their degrees along the outline, as far as it leaves room.
  const rim = y => {
    for (let x = .5; x < area.width * .45; x += 2) if (place(x, y) !== null) return x;
    return null;
  };
  marks(area.height, y => { const x = rim(y); return x === null ? null : place(x, y)[1]; }, 16,
    (y, lat) => pen.fillText(latitudeText(lat), area.x - 5 + (rim(Math.min(area.height - .5, y)) ?? 0), area.y + y));
  if (place(.5, area.height - .5) === null || place(area.width - .5, area.height - .5) === null) return;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  marks(area.width, x => place(x, area.height - .5)[0], 52, (x, lon) => pen.fillText(longitudeText(lon), area.x + x, area.y + area.height + 5));
}
