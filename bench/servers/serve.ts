import type { FastifyInstance } from 'fastify';

/** Listens on a free port, tells the parent process where, and answers its questions about CPU time until it is stopped. */
export async function serveParent(http: FastifyInstance, close: () => Promise<void>): Promise<void> {
  await http.listen({ host: '127.0.0.1', port: 0 });
  const address = http.server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuSeconds: (user + system) / 1_000_000 });
  });
  process.once('SIGTERM', () => {
    void http
      .close()
      .then(close)
      .then(() => process.exit(0));
  });
  process.send?.({ url: `http://127.0.0.1:${address.port}` });
}

/** What the parent said; throws where it said nothing. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
