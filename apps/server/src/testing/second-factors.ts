import { addPasskey, beginPasskey, beginTotp, confirmTotp, signIn } from '@stepwell/contract';
import { generateSync } from 'otplib';
import { type AccessWorld, PASSWORD } from './access-world.ts';
import type { SoftwareAuthenticator } from './software-authenticator.ts';

/** What an authenticator app shows at this moment. */
export function appCode(secret: string, atMs: number): string {
  return generateSync({ secret, epoch: Math.floor(atMs / 1_000) });
}

/**
 * Sets an authenticator app up. The window of the code that it took is used up when it returns; `renewed` is the session
 * under its new token.
 */
export async function turnTotpOn(world: AccessWorld, session: string) {
  const { secret, uri, qr_svg: picture } = (await world.call(beginTotp, { session })).body.data;
  const code = appCode(secret, world.clock.nowMs());
  const answer = await world.call(confirmTotp, { session, body: { code } });
  const { backup_codes: backupCodes } = answer.body.data;
  return { secret, uri, picture, backupCodes, code, renewed: sessionIn(answer) };
}

export async function addDevice(world: AccessWorld, session: string, device: SoftwareAuthenticator, name = 'Laptop') {
  const { token, options } = (await world.call(beginPasskey, { session })).body.data;
  return world.call(addPasskey, { session, body: { token, name, attestation: device.register(options) } });
}

/** Proves the password of somebody who has a second factor. Returns the token of the second half. */
export async function askedForSecondFactor(world: AccessWorld, email: string): Promise<string> {
  const { status, body } = await world.call(signIn, { body: { email, password: PASSWORD } });
  if (status !== 202 || !('second_factor' in body.data)) throw new Error(`no second factor was asked for: ${status}`);
  return body.data.second_factor.token;
}

/** The value of the cookie that an answer sets. */
export function sessionIn({ headers }: { headers: Readonly<Record<string, unknown>> }): string {
  return /stepwell_session=([\w-]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
}
