// Numbers as they stand in a document: little-endian bytes in base64.

function bytesOf(base64) {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

export function float32(base64) { return new Float32Array(bytesOf(base64)); }

export function float64(base64) { return new Float64Array(bytesOf(base64)); }

export function int32(base64) { return new Int32Array(bytesOf(base64)); }

/** Lines of lon, lat pairs, from hundredths of degrees with a mark after each line. */
export function unpackLines(base64) {
  const lines = [];
  let line = [];
  for (const number of new Int16Array(bytesOf(base64))) {
    if (number === -32768) {
      lines.push(Float32Array.from(line));
      line = [];
    } else {
      line.push(number / 100);
    }
  }
  return lines;
}
