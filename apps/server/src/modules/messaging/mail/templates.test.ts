import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailRoom, openMailRoom, tokenIn, tokens } from './testing/mail-room.ts';
import { EVERY_KIND, LINK_ID, sampleMail } from './testing/sample-mails.ts';

let room: MailRoom;

beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

describe.each(EVERY_KIND)('$template in $locale', ({ template, locale }) => {
  test('arrives with a whole text and a whole page', async () => {
    const { parsed, html, text, recipients } = await room.sendNow(sampleMail(template, locale));
    expect(recipients).toEqual(['ada@example.com']);
    expect(parsed.from?.text).toBe('"Stepwell" <no-reply@onboarding.example.com>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(html).toContain(`<html lang="${locale}"`);
    expect(html).toContain(`<title>${parsed.subject?.replaceAll('&', '&amp;')}</title>`);
    for (const part of [parsed.subject ?? '', html.replace(/<style>.*<\/style>/s, ''), text]) {
      expect(part).not.toMatch(/\{\w*\}|\$\{|\bundefined\b|\bnull\b|\bNaN\b|\[object/);
    }
    expect(text).toContain(locale === 'en' ? 'Hello Ada,' : 'Bonjour Ada,');
  });

  test('shows what strangers wrote as text', async () => {
    const image = '<img src=x onerror=alert(1)>';
    const names = { name: image, inviter: image, former_owner: image, provider: image };
    const data = { ...names, organization: `"${image}'`, device: image, reason: image };
    const { html, text } = await room.sendNow(sampleMail(template, locale, { data }));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).toContain(image);
  });
});

test.each(EVERY_KIND.filter(({ isLinked }) => isLinked))(
  'the link of $template in $locale leads to its page with a token that is known again',
  async ({ template, locale }) => {
    const { html, text } = await room.sendNow(sampleMail(template, locale));
    for (const part of [html, text]) {
      expect(part).toMatch(/https:\/\/onboarding\.example\.com\/[a-z-]+#token=[\w-]+/);
      expect(tokens.idOf(template, tokenIn(part))).toBe(LINK_ID);
      expect(tokens.idOf('another purpose', tokenIn(part))).toBeUndefined();
    }
  },
);

test('French keeps its signs on the line of the word before, and has no typewriter apostrophes', async () => {
  for (const { template } of EVERY_KIND.filter(({ locale }) => locale === 'fr')) {
    const { parsed, text } = await room.sendNow(sampleMail(template, 'fr'));
    expect(`${parsed.subject} ${text}`).not.toMatch(/ [:;!?»]|« |'|[^\u00a0][;!?»]/);
  }
  expect(room.office().received.some(({ text }) => text.includes('\u00a0!'))).toBe(true);
});

test('tells when and from where an account was changed', async () => {
  const { text, html } = await room.sendNow(sampleMail('password_changed', 'en'));
  expect(text).toContain('When: 2 March 2026 at 09:00 UTC\nDevice: Firefox on Linux\nIP address: 192.0.2.7');
  expect(html).toContain('Firefox on Linux');
  const french = await room.sendNow(sampleMail('password_changed', 'fr'));
  expect(french.text).toContain('Quand\u00a0: 2 mars 2026 à 09:00 UTC');
});

test('tells why an operator did something, and of whom else can sign in', async () => {
  for (const template of ['impersonated', 'account_suspended'] as const) {
    expect((await room.sendNow(sampleMail(template, 'en'))).text).toContain('reason they gave: The invitation never');
    const without = await room.sendNow(sampleMail(template, 'en', { data: { name: 'Ada' } }));
    expect(without.text).not.toContain('reason');
  }
  const connected = await room.sendNow(sampleMail('account_connected', 'fr'));
  expect(connected.parsed.subject).toBe('Votre compte Example Id a été associé');
  expect(connected.text).toContain('Un compte chez Example Id a été associé');
  const nameless = await room.sendNow(sampleMail('account_connected', 'en', { data: {} }));
  expect(nameless.text).toContain('An account elsewhere was connected');
});

test('shows the logo of an organization when it is served over https, and names it else', async () => {
  const withLogo = (logo: string) =>
    sampleMail('invitation', 'en', { data: { organization: 'Harbour', logo_url: logo } });
  const secure = await room.sendNow(withLogo('https://cdn.example.com/logo.png?a=1&b="'));
  expect(secure.html).toContain('<img src="https://cdn.example.com/logo.png?a=1&amp;b=%22" alt="Harbour"');
  const { html } = await room.sendNow(withLogo('javascript:alert(1)'));
  expect(html).not.toContain('<img');
  expect(html).not.toContain('javascript');
});

test('a name cannot carry lines, links or more than its length into a mail', async () => {
  const withName = (name: string) => sampleMail('verify_email', 'en', { data: { name } });
  expect((await room.sendNow(withName('Ada\r\n\r\nBcc: eve'))).text).toContain('Hello Ada Bcc: eve,');
  expect((await room.sendNow(withName('Win at https://evil.example'))).text).toContain('Hello,');
  expect((await room.sendNow(withName('evil.example'))).text).toContain('Hello,');
  expect((await room.sendNow(withName('A'.repeat(500)))).text).toContain(`Hello ${'A'.repeat(159)}…,`);
});
