import { putSingleSignOn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Untruths } from '../../../testing/saml-provider.ts';
import { selfSignedCertificate } from '../../../testing/self-signed-certificate.ts';
import {
  createSingleSignOnWorld,
  refusedFor,
  type SamlTenant,
  type SingleSignOnWorld,
  tokenIn,
} from './testing/single-sign-on-world.ts';

const MINUTE_MS = 60_000;
const person = { nameId: 'mallory@atelier.example' };
const NOBODYS_ID = '01900000-0000-7000-8000-00000000ffff';

let world: SingleSignOnWorld;
let atelier: SamlTenant;
let other: SamlTenant;

beforeAll(async () => {
  world = await createSingleSignOnWorld();
  atelier = await world.addSamlTenant('atelier');
  other = await world.addSamlTenant('other');
});
afterAll(() => world.drop());

const lastRefusal = async () => (await world.audited('single_sign_on.refuse')).at(-1);
const minutesFromNow = (minutes: number) => new Date(world.clock.nowMs() + minutes * MINUTE_MS);

/** The whole assertion with its signature, and a copy without one that speaks of somebody else. */
function partsOf(xml: string) {
  const [signed = ''] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml) ?? [];
  const [signature = ''] = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed) ?? [];
  const bare = signed.replace(signature, '');
  const evil = bare.replace('mallory@', 'victim@').replace('ID="_assertion"', 'ID="_evil"');
  if (signature === '' || evil === bare) throw new Error('the answer is not what the attacks are made from');
  return { signed, signature, bare, evil };
}

const ATTACKS: readonly (readonly [string, string, (xml: string) => string])[] = [
  ['an assertion without a signature', 'signature', (xml) => xml.replace(partsOf(xml).signature, '')],
  ['another name than was signed', 'signature', (xml) => xml.replace('mallory@', 'victim@')],
  ['a comment in the name', 'malformed', (xml) => xml.replace('mallory@atelier', 'mallory@<!-- -->atelier')],
  ['an entity', 'malformed', (xml) => `<!DOCTYPE r [<!ENTITY e "x">]>${xml}`],
  ['what is no XML', 'malformed', () => 'garbage'],
  [
    'a second assertion before the signed one',
    'signature',
    (xml) => xml.replace(partsOf(xml).signed, partsOf(xml).evil + partsOf(xml).signed),
  ],
  [
    'a second assertion behind the signed one',
    'signature',
    (xml) => xml.replace(partsOf(xml).signed, partsOf(xml).signed + partsOf(xml).evil),
  ],
  [
    'the signed assertion inside another',
    'signature',
    (xml) => {
      const { signed, evil } = partsOf(xml);
      return xml.replace(signed, evil.replace('</saml:Assertion>', `${signed}</saml:Assertion>`));
    },
  ],
  [
    'the signed assertion among the extensions',
    'signature',
    (xml) => {
      const { signed, evil } = partsOf(xml);
      const extensions = `<samlp:Extensions>${signed}</samlp:Extensions>`;
      return xml.replace(signed, evil).replace('<samlp:Status>', `${extensions}<samlp:Status>`);
    },
  ],
  [
    'the signed assertion as an object of the signature on another',
    'signature',
    (xml) => {
      const { signed, signature, bare, evil } = partsOf(xml);
      const holding = signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
      return xml.replace(signed, evil.replace('</saml:Issuer>', `</saml:Issuer>${holding}`));
    },
  ],
  [
    'another assertion of the same id',
    'signature',
    (xml) => {
      const { signed, signature, bare, evil } = partsOf(xml);
      const holding = signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
      const twin = evil.replace('ID="_evil"', 'ID="_assertion"').replace('</saml:Issuer>', `</saml:Issuer>${holding}`);
      return xml.replace(signed, twin);
    },
  ],
];

describe('an answer that was tampered with', () => {
  test.each(ATTACKS)('is refused: %s', async (_, reason, tamper) => {
    const left = await world.leave(atelier);
    const posted = await world.answer(atelier, left, { person, tamper });
    expect(posted).toMatchObject({ status: 303, location: refusedFor('assertion_refused') });
    expect(await lastRefusal()).toMatchObject({
      org_id: atelier.orgId,
      resource_id: atelier.connectionId,
      actor_id: null,
      after: { code: 'assertion_refused', reason },
    });
  });

  test('is believed where it was not', async () => {
    const left = await world.leave(atelier);
    const posted = await world.answer(atelier, left, { person });
    expect((await world.complete(tokenIn(posted), left.visit)).status).toBe(200);
  });
});

const UNTRUTHS: readonly (readonly [string, string, () => Untruths])[] = [
  ['another audience', 'audience', () => ({ audience: 'https://elsewhere.example/metadata' })],
  ['another recipient', 'recipient', () => ({ recipient: 'https://elsewhere.example/acs' })],
  ['another destination', 'recipient', () => ({ destination: 'https://elsewhere.example/acs' })],
  ['another issuer', 'issuer', () => ({ issuer: 'https://idp.other.example/metadata' })],
  ['a time that is over', 'time', () => ({ notBefore: minutesFromNow(-10), notOnOrAfter: minutesFromNow(-2) })],
  ['a time to come', 'time', () => ({ notBefore: minutesFromNow(2) })],
  ['another question', 'in_response_to', () => ({ inResponseTo: '_another' })],
  ['a subject confirmed for another question', 'in_response_to', () => ({ confirmedInResponseTo: '_another' })],
  ['no question', 'in_response_to', () => ({ inResponseTo: null })],
];

describe('an answer that is signed', () => {
  test.each(UNTRUTHS)('is refused for %s', async (_, reason, untruths) => {
    const left = await world.leave(atelier);
    const posted = await world.answer(atelier, left, { person, untruths: untruths() });
    expect(posted.location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { code: 'assertion_refused', reason } });
  });

  test('may be of a clock half a minute off', async () => {
    const left = await world.leave(atelier);
    const untruths = { notBefore: minutesFromNow(0.5), notOnOrAfter: minutesFromNow(5) };
    expect(tokenIn(await world.answer(atelier, left, { person, untruths }))).not.toBe('');
    const again = await world.leave(atelier);
    const late = { notBefore: minutesFromNow(-5), notOnOrAfter: minutesFromNow(-0.5) };
    expect(tokenIn(await world.answer(atelier, again, { person, untruths: late }))).not.toBe('');
  });

  test('is refused with another key than that of the certificate', async () => {
    const left = await world.leave(atelier);
    const posted = await world.answer(atelier, left, { person, key: selfSignedCertificate('idp.atelier.example') });
    expect(posted.location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { reason: 'signature' } });
  });

  test('is refused where it is signed with SHA-1, which is no proof any more', async () => {
    const [sha1, sha256, sha512] = [
      'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    ];
    const signedWith = async (signatureAlgorithm: string) =>
      world.answer(atelier, await world.leave(atelier), { person, signatureAlgorithm });
    expect((await signedWith(sha1)).location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { reason: 'signature' } });
    expect(tokenIn(await signedWith(sha256))).not.toBe('');
    expect(tokenIn(await signedWith(sha512))).not.toBe('');
  });

  test('is refused where a signature that nobody looks at is weak', async () => {
    const left = await world.leave(atelier);
    const weak =
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:DigestMethod x=">" Algorithm = \'http://www.w3.org/2000/09/xmldsig#sha1\'/></ds:Signature>';
    const extended = (content: string) => (xml: string) =>
      xml.replace('<samlp:Status>', `<samlp:Extensions>${content}</samlp:Extensions><samlp:Status>`);
    const posted = await world.answer(atelier, left, { person, tamper: extended(weak) });
    expect(posted.location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { reason: 'signature' } });
    const again = await world.leave(atelier);
    const strong = weak.replace('2000/09/xmldsig#sha1', '2001/04/xmlenc#sha256');
    expect(tokenIn(await world.answer(atelier, again, { person, tamper: extended(strong) }))).not.toBe('');
  });

  test('is told apart where it is encrypted, for which nobody has a key', async () => {
    const left = await world.leave(atelier);
    const encrypted = '<saml:EncryptedAssertion><x/></saml:EncryptedAssertion>';
    const tamper = (xml: string) => xml.replace(partsOf(xml).signed, encrypted);
    expect((await world.answer(atelier, left, { person, tamper })).location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { reason: 'encrypted' } });
  });

  test('says so when the identity provider said no', async () => {
    const left = await world.leave(atelier);
    const tamper = (xml: string) => xml.replace(partsOf(xml).signed, '').replace('status:Success', 'status:Responder');
    expect((await world.answer(atelier, left, { person, tamper })).location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ after: { reason: 'declined' } });
  });
});

describe('an answer is good once', () => {
  test('and for one who posts it again no more', async () => {
    const left = await world.leave(atelier);
    const { metadata, connectionId, idp } = atelier;
    const now = world.clock.now();
    const SAMLResponse = await idp.answer({ metadata, now, requestId: left.requestId, person });
    const form = { SAMLResponse, RelayState: left.relayState };
    expect(tokenIn(await world.post(connectionId, form))).not.toBe('');
    expect((await world.post(connectionId, form)).location).toBe(refusedFor('ceremony_over'));
    expect((await world.post(connectionId, { SAMLResponse })).location).toBe(refusedFor('ceremony_over'));
    const fresh = await world.leave(atelier);
    const elsewhere = await world.post(connectionId, { SAMLResponse, RelayState: fresh.relayState });
    expect(elsewhere.location).toBe(refusedFor('assertion_refused'));
  });

  test('and the token of its redirect is too', async () => {
    const left = await world.leave(atelier);
    const token = tokenIn(await world.answer(atelier, left, { person }));
    expect((await world.complete(token, left.visit)).status).toBe(200);
    expect(await world.complete(token, left.visit)).toMatchObject({ status: 410, body: { code: 'ceremony_over' } });
  });

  test('and for ten minutes', async () => {
    const left = await world.leave(atelier);
    world.clock.advance(10 * MINUTE_MS);
    expect((await world.answer(atelier, left, { person })).location).toBe(refusedFor('ceremony_over'));
  });
});

describe('an answer of another connection', () => {
  test('is refused here', async () => {
    const left = await world.leave(other);
    const { metadata, idp } = other;
    const said = { nameId: 'somebody@other.example' };
    const SAMLResponse = await idp.answer({
      metadata,
      now: world.clock.now(),
      requestId: left.requestId,
      person: said,
    });
    const posted = await world.post(atelier.connectionId, { SAMLResponse, RelayState: left.relayState });
    expect(posted.location).toBe(refusedFor('assertion_refused'));
    expect(await lastRefusal()).toMatchObject({ org_id: atelier.orgId, after: { reason: 'in_response_to' } });
  });

  test('is refused with a question of ours too', async () => {
    const left = await world.leave(atelier);
    const { metadata, idp } = other;
    const SAMLResponse = await idp.answer({ metadata, now: world.clock.now(), requestId: left.requestId, person });
    const posted = await world.post(atelier.connectionId, { SAMLResponse, RelayState: left.relayState });
    expect(posted.location).toBe(refusedFor('assertion_refused'));
  });

  test('leads nowhere where there is no connection', async () => {
    expect((await world.post(NOBODYS_ID, { SAMLResponse: 'x' })).status).toBe(404);
  });
});

describe('the browser that began', () => {
  test.each([
    ['another', 'x'.repeat(43)],
    ['one without the cookie', null],
  ])('is not %s', async (_, visit) => {
    const left = await world.leave(atelier);
    const token = tokenIn(await world.answer(atelier, left, { person }));
    const refused = await world.complete(token, visit);
    expect([refused.status, refused.body.code]).toEqual([409, 'other_browser']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(await lastRefusal()).toMatchObject({ after: { code: 'other_browser' } });
  });

  test('is not asked for what it did not begin', async () => {
    const left = await world.leave(atelier);
    const early = await world.complete(`token=${left.relayState}`, left.visit);
    expect([early.status, early.body.code]).toEqual([410, 'ceremony_over']);
  });
});

test('an answer of an identity provider that was exchanged meanwhile is over', async () => {
  const tenant = await world.addSamlTenant('changing');
  const { idp, owner: session } = tenant;
  const said = { nameId: 'somebody@changing.example' };
  const replace = (entity_id: string) => {
    const saml = { entity_id, sign_in_url: idp.signInUrl, certificates: [idp.certificate] };
    return world.call(putSingleSignOn, { session, body: { kind: 'saml', saml } });
  };
  const early = await world.leave(tenant);
  const late = await world.leave(tenant);
  const token = tokenIn(await world.answer(tenant, late, { person: said }));
  await replace('https://idp.new.example/metadata');
  expect((await world.answer(tenant, early, { person: said })).location).toBe(refusedFor('ceremony_over'));
  expect((await world.complete(token, late.visit)).body.code).toBe('ceremony_over');
});

test('nothing personal is logged or audited of what was refused', () => {
  expect(world.logged.length).toBeGreaterThan(20);
  expect(JSON.stringify(world.logged)).not.toMatch(/mallory|victim|@/);
});
