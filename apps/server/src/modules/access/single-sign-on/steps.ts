import { z } from 'zod';
import { ceremonyErrors } from '../ceremonies/index.ts';

const Common = {
  connectionId: z.string(),
  orgId: z.string(),
  /** Fingerprint of the identity provider that was asked. */
  provider: z.string(),
  /** Hash of the cookie of the browser that began. */
  visit: z.string(),
  returnTo: z.string().nullable(),
  /** The owner or admin who tries out what is still a draft. */
  testerId: z.string().nullable(),
};
const Departed = z.object({
  ...Common,
  step: z.literal('departed'),
  /** Of the SAML request. */
  requestId: z.string(),
  /** Of OpenID Connect; null until the browser is sent there, and for SAML. */
  checks: z.object({ nonce: z.string(), verifier: z.string() }).nullable(),
});
const Proved = z.object({
  ...Common,
  step: z.literal('proved'),
  identity: z.object({ subject: z.string(), email: z.string(), name: z.string().nullable() }),
});

/** The browser is at the identity provider. */
export type Departed = z.output<typeof Departed>;
/** The identity provider has answered; the browser that began has to show itself. */
export type Proved = z.output<typeof Proved>;

const Step = z.discriminatedUnion('step', [Departed, Proved]);

/** Throws `ceremony_over` for what was kept in another form. */
export function stepIn(state: unknown): Departed | Proved {
  const step = Step.safeParse(state);
  if (!step.success) throw ceremonyErrors.ceremony_over();
  return step.data;
}
