import type { RenderedMail } from './render.ts';

export type OutgoingMail = RenderedMail & {
  /** Stays the same when a delivery is tried again. */
  readonly id: string;
  readonly recipient: string;
};

/** Where mails leave the house. */
export type MailTransport = {
  /** Resolves once the mail was taken, null where it stays here; rejects when it should be tried again. */
  deliver(mail: OutgoingMail): Promise<{ readonly messageId: string } | null>;
};

/** Mails stay in the database and are rendered for whoever looks at them: for development. */
export const localOutbox: MailTransport = { deliver: async () => null };
