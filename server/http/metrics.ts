import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What /metrics shows. Counting is a number in memory; Prometheus' text is made when it is asked for. */
export interface Metrics {
  readonly registry: Registry;
  /** Decisions answered and refused, by reference and way in. */
  count(ref: string, way: 'single' | 'batch', answered: number, refused: number): void;
  /** Seconds a single decision took, from its request read to its answer written. */
  observe(seconds: number): void;
}

interface Tally {
  answered: number;
  refused: number;
}

export function createMetrics(read: {
  readonly publication: () => number;
  readonly isLogFine: () => boolean;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const tallies = { single: new Map<string, Tally>(), batch: new Map<string, Tally>() };
  const labelNames = ['ref', 'way', 'outcome'];
  new Counter({
    name: 'guiju_decisions_total',
    help: 'Decisions by reference, way in and outcome',
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const [way, ofWay] of Object.entries(tallies)) {
        for (const [ref, { answered, refused }] of ofWay) {
          if (answered > 0) this.inc({ ref, way, outcome: 'answered' }, answered);
          if (refused > 0) this.inc({ ref, way, outcome: 'refused' }, refused);
        }
      }
    },
  });
  let seconds = 0;
  let timed = 0;
  const total = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  total('guiju_decision_seconds_sum', 'Seconds spent on single decisions within the server', () => seconds);
  total('guiju_decision_seconds_count', 'Single decisions that were timed', () => timed);
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('guiju_publication', 'Number of the publication in force', read.publication);
  gauge('guiju_decision_log_up', '1 while the decision log can be written', () => (read.isLogFine() ? 1 : 0));
  return {
    registry,
    count(ref, way, answered, refused) {
      const tally = tallies[way].get(ref);
      if (tally === undefined) tallies[way].set(ref, { answered, refused });
      else {
        tally.answered += answered;
        tally.refused += refused;
      }
    },
    observe(spent) {
      seconds += spent;
      timed += 1;
    },
  };
}
