import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What becomes of a commit that is waited for. */
export type CommitFate = 'answer lost' | 'never arrives';

/** Stands between a process and its database, and loses what it is told to lose. */
export type DatabaseProxy = {
  /** The database's address, by way of the proxy. */
  readonly url: string;
  /**
   * Waits for the next commit of a transaction that has run `statement`, and lets it meet its fate. Resolves once it has: the
   * database has committed, or will never hear of it, and the process has been told nothing.
   */
  loseCommitAfter(statement: string, fate: CommitFate): Promise<void>;
  close(): Promise<void>;
};

type Trap = { readonly statement: string; readonly fate: CommitFate; readonly caught: () => void };

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let trap: Trap | undefined;
  const server = createServer((process) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [process, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    process.on('close', () => database.destroy());
    database.on('close', () => process.destroy());
    relay(process, database, () => trap);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(address.port) }).href,
    loseCommitAfter: (statement, fate) =>
      new Promise((resolve) => {
        trap = {
          statement,
          fate,
          caught() {
            trap = undefined;
            resolve();
          },
        };
      }),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** A prepared statement is named in every message that runs it; a commit is a message of its own. */
function relay(process: Socket, database: Socket, trap: () => Trap | undefined): void {
  let isExpected = false;
  let lost: Trap | undefined;
  process.on('data', (chunk) => {
    if (lost) return;
    const set = trap();
    if (isExpected && set && chunk.includes('COMMIT')) lost = set;
    isExpected ||= set !== undefined && chunk.includes(set.statement);
    if (lost?.fate !== 'never arrives') database.write(chunk);
    else lost.caught();
  });
  database.on('data', (chunk) => (lost ? lost.caught() : process.write(chunk)));
}
