import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  readonly parsed: ParsedMail;
  readonly html: string;
  readonly text: string;
  /** Who it was handed over for, whatever its header says. */
  readonly recipients: readonly string[];
};

/** A mail server on this machine that speaks SMTP and keeps what it gets. */
export type PostOffice = {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Answers every mail with a temporary refusal until told otherwise. */
  refuse(isRefusing: boolean): void;
  close(): Promise<void>;
};

/** Listens on `port`, or on a free one. */
export async function openPostOffice(port = 0): Promise<PostOffice> {
  const received: ReceivedMail[] = [];
  let isRefusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) => done(isRefusing ? new Error('try again later') : null),
    onData(stream, { envelope }, done) {
      simpleParser(stream).then((parsed) => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        received.push({ parsed, html: parsed.html || '', text: parsed.text ?? '', recipients });
        done();
      }, done);
    },
  });
  await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', listening));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    refuse: (value) => {
      isRefusing = value;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
