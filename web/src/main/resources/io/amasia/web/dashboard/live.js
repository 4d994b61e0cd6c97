// What the page knows, kept up by the server's events: the list of computations, the one that is
// shown, the machine, the log. Panels read it; they are told when it changed.

const logMost = 1000, machineMost = 1800, spansMost = 24000, redrawMillis = 100;

/** The lines of a log and those of another that come after them: lists and events may tell a line both. */
function joined(log, others) {
  const last = log.at(-1)?.number ?? 0;
  return log.concat(others.filter(line => line.number > last)).slice(-logMost);
}

export class Live {
  constructor() {
    this.list = [];
    this.shown = null;      // the computation that is shown, as /json/computation.json gives it
    this.chosen = Number(new URLSearchParams(location.search).get('number')) || null;
    this.machine = {rows: [], processors: 1, machineBytes: 0, heapMaxBytes: 0};
    this.log = [];
    this.state = 'connecting';
    this.watchers = [];
    this.lastId = null;
    this.spans = 0;
    this.due = false;
  }

  watch(changed) { this.watchers.push(changed); }

  /** Tells panels, at most ten times a second. */
  changed() {
    if (this.due) return;
    this.due = true;
    setTimeout(() => {
      this.due = false;
      this.watchers.forEach(changed => changed());
    }, redrawMillis);
  }

  start() {
    const events = new EventSource('/events');
    const on = (kind, act) => events.addEventListener(kind, event => {
      const id = Number(event.lastEventId);
      const lost = this.lastId !== null && id > this.lastId + 1;
      this.lastId = id;
      act(JSON.parse(event.data));
      if (lost) this.askAnew();
      this.changed();
    });
    on('hello', list => {
      this.state = 'live';
      this.lastId = null;
      this.shown = null;
      this.log = [];
      this.take(list);
      this.askForRows();
    });
    on('computations', list => this.take(list));
    on('change', change => this.apply(change));
    on('whole', computation => this.show(computation));
    on('machine', row => {
      this.machine.rows.push(row);
      if (this.machine.rows.length > machineMost) this.machine.rows = this.machine.rows.filter((_, i) => i % 2);
    });
    on('log', lines => { this.log = joined(this.log, lines); });
    on('bye', () => {
      this.state = 'ended';
      events.close();
    });
    events.onerror = () => {
      if (this.state !== 'ended') this.state = 'lost';
      this.changed();
    };
  }

  /** What is told row by row. */
  askForRows() {
    this.ask('/json/machine.json', machine => { this.machine = machine; });
    this.ask('/json/log.json', log => { this.log = joined(log, this.log); });
  }

  /** Who does not keep up loses events, of any kind. */
  askAnew() {
    this.askForRows();
    this.ask('/json/computations.json', list => this.take(list));
    if (this.shown) this.load(this.shown.number);
  }

  ask(path, take) {
    return fetch(path).then(answer => answer.ok ? answer.json() : null).then(json => {
      if (json !== null) {
        take(json);
        this.changed();
      }
    }).catch(() => {});
  }

  /** The list changed: shows what is chosen, else the latest, and asks anew for what ended. */
  take(list) {
    this.list = list;
    const known = list.some(one => one.number === this.chosen);
    const number = known ? this.chosen : list.at(-1)?.number;
    if (number === undefined) return;
    const now = list.find(one => one.number === number);
    if (this.shown?.number !== number || this.shown.state !== now.state) this.load(number);
  }

  load(number) {
    return this.ask('/json/computation.json?number=' + number, computation => this.show(computation));
  }

  show(computation) {
    this.shown = computation;
    this.spans = computation.workers.reduce((sum, worker) => sum + worker.spans.length / 5, 0);
  }

  /** Shows a computation, or the latest whichever it is for null. */
  choose(number) {
    this.chosen = number;
    const address = new URL(location.href);
    if (number === null) address.searchParams.delete('number');
    else address.searchParams.set('number', number);
    history.replaceState(null, '', address);
    this.take(this.list);
  }

  /** Stages and workers that changed, and what is new on the axis of time. */
  apply(change) {
    const c = this.shown;
    if (!c || c.number !== change.number) return;
    c.micros = Math.max(c.micros, change.micros);
    for (const part of ['slowest', 'failures', 'notices']) c[part] = change[part];
    for (const [number, stage] of Object.entries(change.stages)) c.stages[number - 1] = stage;
    for (const row of change.series) if (!c.series.length || row[0] > c.series.at(-1)[0]) c.series.push(row);
    for (const worker of change.workers) this.applyWorker(c, worker);
    // The server joins bars that are many; what came here piece by piece is exchanged for that.
    if (this.spans > spansMost) {
      this.spans = 0;
      this.load(c.number);
    }
  }

  applyWorker(c, worker) {
    const known = c.workers.find(one => one.worker === worker.worker);
    if (!known) {
      c.workers.push(worker);
      const order = new Intl.Collator('en', {numeric: true});
      c.workers.sort((a, b) => order.compare(a.worker, b.worker));
      return;
    }
    const last = known.spans.length ? known.spans[known.spans.length - 3] : -1;
    const fresh = [];
    for (let i = 0; i < worker.spans.length; i += 5) {
      if (worker.spans[i + 2] > last) fresh.push(...worker.spans.slice(i, i + 5));
    }
    this.spans += fresh.length / 5;
    Object.assign(known, worker, {spans: known.spans.concat(fresh)});
  }
}
