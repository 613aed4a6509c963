/** What the platform needs of a logger: structured fields first, then a sentence. A pino logger is one. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
