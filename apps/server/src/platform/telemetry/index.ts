import pino from 'pino';
import type { Log } from '../database/index.ts';

export { currentCorrelationId, withCorrelation } from './correlation.ts';
export type { Log } from '../database/index.ts';
export { createMetrics, type Metrics, type Sample } from './metrics.ts';

const REDACTED = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'email',
  'answers',
  'traits',
  'req.headers.authorization',
  'req.headers.cookie',
];

export type LogOptions = {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  destination?: pino.DestinationStream;
};

/** JSON lines on standard output; what is personal or secret is replaced by `[redacted]`. */
export function createLog(options: LogOptions): Log {
  return pino(
    {
      level: options.level,
      base: { service: 'stepwell' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [...REDACTED, ...REDACTED.filter((path) => !path.includes('.')).map((path) => `*.${path}`)],
        censor: '[redacted]',
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
