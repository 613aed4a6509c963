import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };
export type MetricOptions = {
  /** Lower case with _, beginning with `stepwell_`; what is counted ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Called when somebody looks, so that what is told costs nothing where it happens. */
  readonly read: () => readonly Sample[];
};

/** What this process tells Prometheus. */
export type Metrics = {
  /** A figure that goes up and down. */
  addGauge(options: MetricOptions): void;
  /** A figure that only grows while the process runs. */
  addCounter(options: MetricOptions): void;
  /** All of it in the text format 0.0.4. */
  text(): Promise<string>;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  let watchesProcess = false;
  return {
    addGauge({ name, help, labels, read }) {
      const gauge = new Gauge({
        name,
        help,
        labelNames: [...labels],
        registers: [registry],
        collect() {
          gauge.reset();
          for (const sample of read()) gauge.set({ ...sample.labels }, sample.value);
        },
      });
    },
    addCounter({ name, help, labels, read }) {
      const counter = new Counter({
        name,
        help,
        labelNames: [...labels],
        registers: [registry],
        collect() {
          counter.reset();
          for (const sample of read()) counter.inc({ ...sample.labels }, sample.value);
        },
      });
    },
    text() {
      // Memory, CPU, garbage collection and lag are watched from the first look on: most processes of tests have none.
      if (!watchesProcess) collectDefaultMetrics({ register: registry });
      watchesProcess = true;
      return registry.metrics();
    },
  };
}
