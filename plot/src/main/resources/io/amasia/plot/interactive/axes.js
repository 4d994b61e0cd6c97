// Marks of axes: round numbers, degrees, and dates of any calendar, and how they are written.

import {ticks} from '/watch/words.js';

/** A number with the digits that its step needs, with a true minus sign. */
export function numberText(value, step) {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) < Math.abs(step) * 1e-6) return '0';
  const size = Math.max(Math.abs(value), Math.abs(step));
  let text;
  if (size >= 1e6 || size < 1e-4) {
    const digits = Math.max(0, Math.ceil(Math.log10(Math.abs(value) / Math.abs(step)) - 1e-9)) + 1;
    const [mantissa, exponent] = value.toExponential(Math.min(15, digits)).split('e');
    text = `${+mantissa}×10${[...String(+exponent)].map(c => c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c]).join('')}`;
  } else {
    text = value.toFixed(decimals(step));
  }
  return text.replace('-', '−');
}

function decimals(step) {
  const [mantissa, exponent] = Math.abs(step).toExponential(2).split('e');
  const needed = String(+mantissa).length > 1 ? String(+mantissa).length - 2 : 0;
  return Math.max(0, Math.min(12, needed - exponent));
}

/** A value as short as so many significant digits allow. */
export function shortNumber(value, digits = 6) {
  if (!Number.isFinite(value)) return '–';
  const rounded = +value.toPrecision(digits);
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) return numberText(rounded, size / 1e5);
  return String(rounded).replace('-', '−');
}

/** Round marks from low to high, at most about `most`: [{at, text}]. */
export function numberTicks(low, high, most) {
  const all = ticks(low, high, most);
  const step = all.length > 1 ? all[1] - all[0] : high - low || 1;
  return all.map(at => ({at, text: numberText(at, step)}));
}

/** Marks at 0, 1, … with texts, some of them where there are many. */
export function namedTicks(texts, [low, high], most) {
  const every = Math.max(1, Math.ceil(texts.length / most));
  return texts.map((text, at) => ({at, text})).filter(({at}) => at >= low && at <= high && at % every === 0);
}

export function longitudeText(degrees, digits = 2) {
  const lon = degrees - 360 * Math.floor((degrees + 180) / 360);
  const size = +Math.abs(lon).toFixed(digits);
  return size + (size === 0 || size === 180 ? '°' : lon < 0 ? '°W' : '°E');
}

export function latitudeText(degrees, digits = 2) {
  const size = +Math.abs(degrees).toFixed(digits);
  return size + (size === 0 ? '°' : degrees < 0 ? '°S' : '°N');
}

/** A step that suits degrees, about `most` in `span`. */
export function degreeStep(span, most) {
  return [.1, .2, .5, 1, 2, 5, 10, 15, 20, 30, 45, 60].find(step => span / step <= most) ?? 60;
}

/** Marks of degrees from low to high, at most about `most`; way: 'longitude' or 'latitude'. */
function degreeTicks(low, high, most, way) {
  const step = degreeStep(high - low, most), text = way === 'latitude' ? latitudeText : longitudeText;
  const first = Math.ceil(low / step - 1e-9), count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({length: Math.max(0, count)}, (_, i) => ({at: (first + i) * step, text: text((first + i) * step)}));
}

/** Marks of an axis {calendar, degrees}: dates, degrees or round numbers. */
export function axisTicks({calendar, degrees}, low, high, most) {
  if (calendar) return timeTicks(low, high, most, calendar);
  return degrees ? degreeTicks(low, high, most, degrees) : numberTicks(low, high, most);
}

// Times are decimal years of their calendar: the year plus the part of it that has passed.

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function leap(year, calendar) {
  if (calendar === 'noleap' || calendar === '360_day') return false;
  if (calendar === 'all_leap') return true;
  const shifted = year < 0 && (calendar === 'standard' || calendar === 'julian') ? year + 1 : year;
  const julian = calendar === 'julian' || calendar === 'standard' && year < 1582;
  return shifted % 4 === 0 && (julian || shifted % 100 !== 0 || shifted % 400 === 0);
}

/** Whether the fifteenth of October follows the fourth. */
function isGap(year, calendar) { return calendar === 'standard' && year === 1582; }

function monthLengths(year, calendar) {
  if (calendar === '360_day') return lengths.map(() => 30);
  return lengths.map((n, m) => m === 1 && leap(year, calendar) ? 29 : m === 9 && isGap(year, calendar) ? 21 : n);
}

/** The decimal year of a day (1 …, with a part for the time) of a month (0 …). */
export function decimalYear(year, month, day, calendar) {
  const days = monthLengths(year, calendar);
  const passed = days.slice(0, month).reduce((sum, n) => sum + n, 0) + day - 1;
  return year + passed / days.reduce((sum, n) => sum + n, 0);
}

/** A decimal year as year, month, day and, unless it is midnight, the time. */
export function dateText(decimal, calendar) {
  const year = Math.floor(decimal), days = monthLengths(year, calendar);
  let minutes = Math.round((decimal - year) * days.reduce((sum, n) => sum + n, 0) * 1440);
  let month = 0;
  while (month < 11 && minutes >= days[month] * 1440) minutes -= days[month++] * 1440;
  const day = Math.floor(minutes / 1440) + 1, shown = month === 9 && day > 4 && isGap(year, calendar) ? day + 10 : day;
  const two = number => String(number).padStart(2, '0');
  const time = minutes % 1440;
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(shown)}` + (time ? ` ${two(Math.floor(time / 60))}:${two(time % 60)}` : '');
}

/** Marks of a time axis between two decimal years: years, months, days or hours, as the span needs. */
export function timeTicks(low, high, most, calendar) {
  const span = high - low;
  if (span >= most / 4 && span >= 2) {
    return ticks(low, high, most).filter(year => Number.isInteger(year)).map(year => ({at: year, text: String(year).replace('-', '−')}));
  }
  const perMonth = [1, 2, 3, 6].find(every => span * 12 / every <= most);
  if (span * 12 > most * .4 && perMonth) return monthTicks(low, high, perMonth, calendar);
  const daily = [1, 2, 5, 10].find(every => span * 365 / every <= most);
  if (span * 365 > most * .4 || !daily) return dayTicks(low, high, daily ?? 10, 24, calendar);
  return dayTicks(low, high, 1, [1, 2, 3, 6, 12].find(every => span * 8766 / every <= most) ?? 12, calendar);
}

function monthTicks(low, high, every, calendar) {
  const all = [];
  for (let month = Math.floor(low * 12 / every) * every; month <= high * 12 + every; month += every) {
    const year = Math.floor(month / 12), m = month - 12 * year;
    const at = decimalYear(year, m, 1, calendar);
    if (at >= low - 1e-9 && at <= high + 1e-9) all.push({at, text: m === 0 || !all.length ? `${months[m]} ${year}` : months[m]});
  }
  return all;
}

function dayTicks(low, high, every, hours, calendar) {
  const all = [];
  for (let year = Math.floor(low); year <= Math.floor(high); year++) {
    monthLengths(year, calendar).forEach((length, month) => {
      for (let day = 1; day <= length; day += every) {
        if (every > 1 && day > length - every / 2) break;
        for (let hour = 0; hour < 24; hour += hours) {
          const at = decimalYear(year, month, day + hour / 24, calendar);
          if (at < low - 1e-12 || at > high + 1e-12) continue;
          const date = `${day} ${months[month]}` + (all.length ? '' : ` ${year}`);
          all.push({at, text: hour === 0 ? date : all.length ? `${String(hour).padStart(2, '0')}:00` : `${date}, ${hour}:00`});
        }
      }
    });
  }
  return all;
}
