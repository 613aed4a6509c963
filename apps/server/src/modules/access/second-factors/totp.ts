import { generateSecret, generateURI, verifySync } from 'otplib';
import { renderSVG } from 'uqr';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. */
const PERIOD_SECONDS = 30;
/** The window that has just ended counts too, for whoever was typing; none that is to come. */
const TOLERANCE: [past: number, future: number] = [PERIOD_SECONDS, 0];
const SECRET_BYTES = 20;
const CODE = /^\d{6}$/;
const ISSUER = 'Stepwell';

/** In Base32. */
export function newTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** What the app reads from the picture. */
export function totpUri(secret: string, email: string): string {
  const shape = { algorithm: 'sha1', digits: 6, period: PERIOD_SECONDS } as const;
  return generateURI({ issuer: ISSUER, label: email, secret, ...shape });
}

export function qrSvg(uri: string): string {
  return renderSVG(uri, { ecc: 'M', border: 4, pixelSize: 6 });
}

/** The 30-second window that a code is of; undefined when it is of none that counts now. */
export function totpStep(secret: string, code: string, nowMs: number): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!CODE.test(token)) return undefined;
  const epoch = Math.floor(nowMs / 1_000);
  const found = verifySync({ secret, token, epoch, period: PERIOD_SECONDS, epochTolerance: TOLERANCE });
  return found.valid && 'timeStep' in found ? found.timeStep : undefined;
}
