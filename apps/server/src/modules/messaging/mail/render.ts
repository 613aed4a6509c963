import { createMailedTokens, type Keyring } from '../../../platform/crypto/index.ts';
import { htmlOf } from './html.ts';
import type { Texts } from './letter.ts';
import { addressOf } from './link-address.ts';
import type { MailLocale, NewMail } from './mail.ts';
import { textOf } from './plain-text.ts';
import { englishTexts } from './texts-en.ts';
import { frenchTexts } from './texts-fr.ts';
import { oneLine, valuesOf } from './values.ts';

export type RenderedMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Addresses that the mail leads to. */
  readonly links: readonly string[];
};

export type RenderableMail = Pick<NewMail, 'template' | 'recipient' | 'locale' | 'data' | 'link'>;

/** @throws Error when the mail lacks the link that its template needs. */
export type MailRenderer = (mail: RenderableMail) => RenderedMail;

/** A mail with every sentence in its language and every value in its place, for `textOf` and `htmlOf`. */
export type FilledMail = {
  readonly locale: MailLocale;
  readonly subject: string;
  readonly preheader: string;
  readonly brand: { readonly name: string; readonly logoUrl: string | undefined };
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly button: { readonly label: string; readonly address: string; readonly hint: string } | undefined;
  readonly notes: readonly string[];
  readonly foot: string;
};

const TEXTS: Readonly<Record<MailLocale, Texts>> = { en: englishTexts, fr: frenchTexts };

export function createRenderer({ keyring, publicUrl }: { keyring: Keyring; publicUrl: string }): MailRenderer {
  const tokens = createMailedTokens(keyring);
  return (mail) => {
    const address = addressOf(mail, publicUrl, tokens);
    const filled = fill(mail, address, publicUrl);
    const links = address === undefined ? [] : [address];
    return { subject: filled.subject, text: textOf(filled), html: htmlOf(filled), links };
  };
}

function fill(mail: RenderableMail, address: string | undefined, publicUrl: string): FilledMail {
  const texts = TEXTS[mail.locale];
  const values = valuesOf(mail.data);
  const { action, expiry, otherwise, ...letter } = texts.letters[mail.template](values);
  return {
    ...letter,
    locale: mail.locale,
    brand: { name: values.organization || 'Stepwell', logoUrl: secureAddress(mail.data['logo_url']) },
    greeting: texts.greeting(values.name),
    facts: factsOf(mail.data, texts),
    button: action && address ? { label: action, address, hint: texts.addressHint } : undefined,
    notes: [expiry, otherwise].filter((note) => note !== undefined),
    foot: texts.sentTo(oneLine(mail.recipient, 320), publicUrl),
  };
}

function factsOf(data: NewMail['data'], texts: Texts): FilledMail['facts'] {
  const facts = [
    { label: texts.deed.at, value: timeOf(data['at'], texts.dateLocale) },
    { label: texts.deed.device, value: oneLine(data['device']) },
    { label: texts.deed.ip, value: oneLine(data['ip'], 45) },
  ];
  return facts.filter(({ value }) => value !== '');
}

function timeOf(at: string | undefined, locale: string): string {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  if (Number.isNaN(time)) return '';
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(time)} UTC`;
}

/** Readers' mailboxes fetch the logo: nothing but https is asked of them. */
function secureAddress(value: string | undefined): string | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' ? url.href : undefined;
}
