import { equalInConstantTime, hmacHex } from '../../../platform/crypto/index.ts';
import { participantTokenErrors } from './errors.ts';
import type { LiveSecret } from './live-secrets.ts';

const MAX_AGE_SECONDS = 300;
const MAX_SIGNATURES = 4;
const SECONDS = /^\d{1,12}$/;

/**
 * The secret that signed `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. Several `v1` may be given while the sender
 * rotates. Throws `signature_invalid`, and `signature_expired` for one that is genuine but not of these 300 s.
 */
export function webhookSigner(
  candidates: readonly LiveSecret[],
  signed: { header: string | undefined; rawBody: string; nowMs: number },
): LiveSecret {
  const { at, signatures } = partsOf(signed.header ?? '');
  const signer = candidates.find(({ secret }) => {
    const expected = hmacHex(secret, `${at}.${signed.rawBody}`);
    return signatures.some((signature) => equalInConstantTime(signature, expected));
  });
  if (signer === undefined) throw participantTokenErrors.signature_invalid();
  if (Math.abs(signed.nowMs / 1_000 - Number(at)) > MAX_AGE_SECONDS) throw participantTokenErrors.signature_expired();
  return signer;
}

function partsOf(header: string): { at: string; signatures: string[] } {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const valuesOf = (name: string) =>
    parts.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []));
  const [at, ...others] = valuesOf('t');
  if (at === undefined || others.length > 0 || !SECONDS.test(at)) throw participantTokenErrors.signature_invalid();
  return {
    at,
    signatures: valuesOf('v1')
      .slice(0, MAX_SIGNATURES)
      .map((hex) => hex.toLowerCase()),
  };
}
