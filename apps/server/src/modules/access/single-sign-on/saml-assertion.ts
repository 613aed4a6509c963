import type { Profile } from '@node-saml/node-saml';
import { z } from 'zod';
import type { Refusal } from '../../../platform/errors/index.ts';
import type { Identity } from './connection.ts';
import { type RefusalReason, singleSignOnErrors } from './errors.ts';
import type { StatedProof } from './strength.ts';

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const EMAIL_FORMAT = /^urn:oasis:names:tc:SAML:(1\.1|2\.0):nameid-format:emailAddress$/;
/** Names that are made anew for each sign-in tell nobody again. */
const TRANSIENT_FORMAT = /:nameid-format:transient$/;
const MAX_SUBJECT_LENGTH = 1_000;
const MAX_NAME_LENGTH = 200;

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const EMAIL_ATTRIBUTES = ['email', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3', `${CLAIMS}/emailaddress`];
const NAME_ATTRIBUTES = [
  'displayName',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'name',
  'cn',
  'urn:oid:2.5.4.3',
];
const GIVEN_NAME_ATTRIBUTES = ['givenName', 'firstName', 'urn:oid:2.5.4.42', `${CLAIMS}/givenname`];
const FAMILY_NAME_ATTRIBUTES = ['sn', 'lastName', 'surname', 'urn:oid:2.5.4.4', `${CLAIMS}/surname`];

const Confirmation = z.object({
  $: z.object({ Method: z.literal(BEARER) }),
  SubjectConfirmationData: z.array(
    z.object({ $: z.object({ Recipient: z.string(), InResponseTo: z.string(), NotOnOrAfter: z.string() }) }),
  ),
});
const Stated = z.object({
  Assertion: z.object({
    Subject: z.array(z.object({ SubjectConfirmation: z.array(z.unknown()) })).length(1),
    Conditions: z.array(z.object({ AudienceRestriction: z.array(z.unknown()).min(1) })).length(1),
  }),
});

const AuthnStated = z.object({
  Assertion: z.object({
    AuthnStatement: z.array(
      z.object({
        $: z.object({ AuthnInstant: z.string() }),
        AuthnContext: z.array(
          z.object({ AuthnContextClassRef: z.array(z.union([z.string(), z.object({ _: z.string() })])).optional() }),
        ),
      }),
    ),
  }),
});

export function refused(reason: RefusalReason): Refusal {
  return singleSignOnErrors.assertion_refused({ reason });
}

/**
 * Comments split the text of an element for some readers and not for others, and entities hide what is written; no identity
 * provider sends either.
 */
export function assertPlainXml(xml: string): void {
  if (/<!--|<!DOCTYPE|<!ENTITY/i.test(xml)) throw refused('malformed');
}

/** Core 2.0, section 3.2.2: an answer that names whom it is for must name us. */
export function assertAddressedTo(xml: string, acsUrl: string): void {
  const [root = ''] = /<(?:[\w.-]+:)?Response\b[^>]*>/.exec(xml) ?? [];
  const [, , destination] = /\sDestination\s*=\s*(["'])(.*?)\1/.exec(root) ?? [];
  if (destination !== undefined && destination !== acsUrl) throw refused('recipient');
}

export type Expected = {
  readonly acsUrl: string;
  readonly requestId: string;
  readonly issuer: string;
  /** Whatever ended before this is over. */
  readonly beforeMs: number;
};

/** Profiles 2.0, section 4.1.4.3: what the library leaves open of a signed assertion. */
export function assertStated(profile: Profile, { acsUrl, requestId, issuer, beforeMs }: Expected): void {
  if (profile.issuer !== issuer) throw refused('issuer');
  const stated = Stated.safeParse(profile.getAssertion?.());
  if (!stated.success) throw refused('malformed');
  const [subject] = stated.data.Assertion.Subject;
  const confirmations = (subject?.SubjectConfirmation ?? []).flatMap((confirmation) => {
    const { data } = Confirmation.safeParse(confirmation);
    return data?.SubjectConfirmationData.length === 1 ? data.SubjectConfirmationData.map(({ $ }) => $) : [];
  });
  const ours = confirmations.filter(({ Recipient }) => Recipient === acsUrl);
  if (ours.length === 0) throw refused('recipient');
  const asked = ours.filter(({ InResponseTo }) => InResponseTo === requestId);
  if (asked.length === 0) throw refused('in_response_to');
  if (!asked.some(({ NotOnOrAfter }) => Date.parse(NotOnOrAfter) > beforeMs)) throw refused('time');
}

/** How and when somebody proved themselves, as the signed assertion has it. */
export function proofIn(profile: Profile, nowMs: number): StatedProof {
  const { data } = AuthnStated.safeParse(profile.getAssertion?.());
  const statements = data?.Assertion.AuthnStatement ?? [];
  const contexts = statements.flatMap(({ AuthnContext }) =>
    AuthnContext.flatMap(({ AuthnContextClassRef = [] }) => AuthnContextClassRef.map(textOf)),
  );
  const instants = statements.map(({ $ }) => Date.parse($.AuthnInstant)).filter((at) => !Number.isNaN(at));
  return { contexts, ageSeconds: instants.length === 0 ? null : (nowMs - Math.max(...instants)) / 1_000 };
}

function textOf(element: string | { _: string }): string {
  return (typeof element === 'string' ? element : element._).trim();
}

/** Throws `assertion_lacks_email`. */
export function identityIn(profile: Profile): Identity {
  const email = emailIn(profile);
  if (email === undefined) throw singleSignOnErrors.assertion_lacks_email();
  return { subject: subjectIn(profile) ?? email.toLowerCase(), email, name: nameIn(profile) };
}

function subjectIn({ nameID, nameIDFormat }: Partial<Profile>): string | undefined {
  const isLasting = nameID !== undefined && !TRANSIENT_FORMAT.test(nameIDFormat ?? '');
  if (isLasting && nameID.length > MAX_SUBJECT_LENGTH) throw refused('malformed');
  return isLasting ? nameID : undefined;
}

function emailIn(profile: Partial<Profile>): string | undefined {
  const named = EMAIL_FORMAT.test(profile.nameIDFormat ?? '') ? profile.nameID : undefined;
  const stated = [named, ...EMAIL_ATTRIBUTES.map((name) => attributeOf(profile, name))];
  return stated.find((text) => z.email().max(320).safeParse(text).success);
}

function nameIn(profile: Partial<Profile>): string | null {
  const first = (names: readonly string[]) =>
    names.map((name) => attributeOf(profile, name)).find((text) => text !== undefined);
  const parts = [first(GIVEN_NAME_ATTRIBUTES), first(FAMILY_NAME_ATTRIBUTES)].filter((part) => part !== undefined);
  const name = first(NAME_ATTRIBUTES) ?? parts.join(' ');
  return name.slice(0, MAX_NAME_LENGTH) || null;
}

/** The first value of an attribute, where it is a text that says something. */
function attributeOf({ attributes }: Partial<Profile>, name: string): string | undefined {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const value: unknown = Object.entries(attributes).find(([key]) => key === name)?.[1];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.trim() || undefined : undefined;
}
