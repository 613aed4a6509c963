import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

it('tells figures as they are when somebody looks, with the help and the labels of each', async () => {
  const metrics = createMetrics();
  const figures = { open: 1, served: 3 };
  const labels = ['name'];
  metrics.addGauge({
    name: 'stepwell_doors',
    help: 'Doors that are open',
    labels,
    read: () => [{ labels: { name: 'front "old"' }, value: figures.open }],
  });
  metrics.addCounter({
    name: 'stepwell_served_total',
    help: 'Who was served',
    labels,
    read: () => [{ labels: { name: 'tea' }, value: figures.served }],
  });
  expect(await metrics.text()).toContain('# HELP stepwell_doors Doors that are open\n# TYPE stepwell_doors gauge\n');
  figures.open = 0;
  figures.served = 5;
  const text = await metrics.text();
  expect(text).toContain('stepwell_doors{name="front \\"old\\""} 0\n');
  expect(text).toContain('# TYPE stepwell_served_total counter\nstepwell_served_total{name="tea"} 5\n');
  expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});
