import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type BreachList = {
  readonly url: string;
  /** What was asked, in the order of asking. */
  readonly asked: { path: string; headers: IncomingHttpHeaders }[];
  /** What every question is answered with from now on; undefined for the truth. */
  answerWith(answer: ((response: ServerResponse) => void) | undefined): void;
  stop(): Promise<void>;
};

const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

/** A list of stolen passwords that speaks the range protocol over HTTP, padded with rests that nobody has. */
export async function startBreachList(stolen: readonly string[]): Promise<BreachList> {
  const digests = stolen.map(digestOf);
  const asked: BreachList['asked'] = [];
  let answer: ((response: ServerResponse) => void) | undefined;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    if (answer) return answer(response);
    const prefix = /^\/range\/([0-9A-F]{5})$/.exec(path)?.[1];
    if (prefix === undefined) return void response.writeHead(400).end('The hash prefix was not in a valid format');
    const rests = digests.filter((digest) => digest.startsWith(prefix)).map((digest) => `${digest.slice(5)}:42`);
    response.end([`${'0'.repeat(34)}A:7`, ...rests, `${'F'.repeat(35)}:0`].join('\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answerWith: (other) => void (answer = other),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
