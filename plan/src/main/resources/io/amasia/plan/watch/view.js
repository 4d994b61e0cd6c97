// The span of time that timeline and charts show together.

export class View {
  constructor(end) {
    this.end = Math.max(1, end);
    this.from = 0;
    this.to = this.end;
    this.cursor = null;
    this.watchers = [];
  }

  watch(draw) { this.watchers.push(draw); }

  changed() { this.watchers.forEach(draw => draw()); }

  show(from, to) {
    const width = Math.min(this.end, Math.max(20, to - from));
    this.from = Math.min(Math.max(0, from), this.end - width);
    this.to = this.from + width;
    this.changed();
  }

  /** Takes more time in: what showed all shows all, what showed the end follows it. */
  grow(end) {
    if (end <= this.end) return;
    const whole = this.from === 0 && this.to >= this.end;
    const follows = this.to >= this.end;
    const width = this.to - this.from;
    this.end = end;
    if (follows) {
      this.to = end;
      this.from = whole ? 0 : end - width;
    }
    this.changed();
  }

  zoom(factor, at) {
    const middle = at ?? (this.from + this.to) / 2;
    const width = (this.to - this.from) * factor;
    const share = (middle - this.from) / (this.to - this.from);
    this.show(middle - share * width, middle + (1 - share) * width);
  }

  point(at) {
    this.cursor = at;
    this.changed();
  }

  /** Where a time lies between left and right. */
  x(at, left, right) { return left + (at - this.from) / (this.to - this.from) * (right - left); }

  at(x, left, right) { return this.from + (x - left) / (right - left) * (this.to - this.from); }
}
