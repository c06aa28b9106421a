import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

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
  const tallies = new Map<string, Tally>();
  const labelNames = ['ref', 'way', 'outcome'];
  const counter = new Counter({
    name: 'guiju_decisions_total',
    help: 'Decisions by reference, way in and outcome',
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const [key, { answered, refused }] of tallies) {
        const [ref = '', way = ''] = key.split(' ');
        if (answered > 0) this.inc({ ref, way, outcome: 'answered' }, answered);
        if (refused > 0) this.inc({ ref, way, outcome: 'refused' }, refused);
      }
    },
  });
  const histogram = new Histogram({
    name: 'guiju_decision_seconds',
    help: 'Time of a single decision within the server',
    buckets: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1],
    registers: [registry],
  });
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
  void counter;
  return {
    registry,
    count(ref, way, answered, refused) {
      const key = `${ref} ${way}`;
      const tally = tallies.get(key);
      if (tally === undefined) tallies.set(key, { answered, refused });
      else {
        tally.answered += answered;
        tally.refused += refused;
      }
    },
    observe: (seconds) => histogram.observe(seconds),
  };
}
