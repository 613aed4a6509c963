import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that answers each request as the next of `script` says, and as the last one for ever. */
export type FaultyServer = {
  readonly host: string;
  readonly url: string;
  readonly seen: { method: string; headers: IncomingMessage['headers']; body: string }[];
  answerWith(...script: Behaviour[]): void;
  close(): Promise<void>;
};

export const answers =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(`status ${status}`);
export const works = answers(200);
export const resets: Behaviour = (response) => void response.socket?.resetAndDestroy();
export const hangs: Behaviour = () => undefined;
export const breaksOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('half', () => response.socket?.destroy());
};

export async function startFaultyServer(): Promise<FaultyServer> {
  const seen: FaultyServer['seen'] = [];
  let script: Behaviour[] = [works];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      const behaviour = script.length > 1 ? script.shift() : script[0];
      behaviour?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    seen,
    answerWith: (...given) => void (script = given),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
