import type { MailTemplate } from './mail.ts';

/** What a mail may speak of. Plain text on one line each; empty where it is not known. */
export type LetterValues = {
  readonly name: string;
  readonly organization: string;
  readonly newEmail: string;
  readonly change: string;
  readonly inviter: string;
  readonly role: string;
  readonly formerOwner: string;
  readonly provider: string;
  readonly reason: string;
  /** How long the link works. */
  readonly minutes: string;
};

/** A mail's sentences in one language, not yet text or HTML. */
export type Letter = {
  readonly subject: string;
  /** What mailboxes show beside the subject. */
  readonly preheader: string;
  readonly paragraphs: readonly string[];
  /** On the button, where there is one. */
  readonly action?: string;
  /** How long the link lives. */
  readonly expiry?: string;
  /** What to do for whom this comes as a surprise. */
  readonly otherwise?: string;
};

/** When and from where somebody did what the mail tells of. */
export type Deed = { readonly at: string; readonly device: string; readonly ip: string };

/** Every sentence of one language. */
export type Texts = {
  /** BCP 47, for writing times. */
  readonly dateLocale: string;
  /** `name` may be empty. */
  greeting(name: string): string;
  readonly letters: { readonly [Template in MailTemplate]: (values: LetterValues) => Letter };
  /** Labels with their colon. */
  readonly deed: { readonly [Fact in keyof Deed]: string };
  /** Before the address itself, for readers whose button does not work. */
  readonly addressHint: string;
  /** Why this came, at the foot. */
  sentTo(recipient: string, publicUrl: string): string;
};
