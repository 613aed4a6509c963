import { createSocket } from 'node:dgram';
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet } from 'dns-packet';

/** A name server on this machine that speaks DNS over UDP and knows TXT records alone. */
export type TestDnsServer = {
  /** `address:port`. */
  readonly address: string;
  /** Names that were asked for, in their order. */
  readonly asked: readonly string[];
  publish(name: string, ...values: readonly string[]): void;
  withdraw(name: string): void;
  /** Answers SERVFAIL to everything, until told to work again. */
  breakDown(isBroken: boolean): void;
  close(): Promise<void>;
};

const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;
const TTL_SECONDS = 60;
/** What one string of a record can hold; a longer value is several. */
const MAX_STRING = 255;

export async function startDnsServer(): Promise<TestDnsServer> {
  const records = new Map<string, readonly string[]>();
  const asked: string[] = [];
  let isBroken = false;
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const query = decode(bytes);
    const name = query.questions[0]?.name.toLowerCase() ?? '';
    asked.push(name);
    const answer = isBroken ? failed(query, SERVER_FAILURE) : answerTo(query, name, records.get(name));
    socket.send(encode(answer), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    publish: (name, ...values) => void records.set(name, values),
    withdraw: (name) => void records.delete(name),
    breakDown: (broken) => void (isBroken = broken),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answerTo(query: Packet, name: string, values: readonly string[] | undefined): Packet {
  if (values === undefined) return failed(query, NO_SUCH_NAME);
  const answers = values.map((value) => ({ type: 'TXT', name, ttl: TTL_SECONDS, data: stringsOf(value) }));
  return { ...headOf(query), flags: AUTHORITATIVE_ANSWER, answers };
}

function failed(query: Packet, code: number): Packet {
  return { ...headOf(query), flags: AUTHORITATIVE_ANSWER | code };
}

function headOf({ id, questions }: Packet) {
  return { type: 'response', id, questions } as const;
}

function stringsOf(value: string): string[] {
  return Array.from({ length: Math.ceil(value.length / MAX_STRING) }, (_, index) =>
    value.slice(index * MAX_STRING, (index + 1) * MAX_STRING),
  );
}
