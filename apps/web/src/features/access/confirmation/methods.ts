import type { Input } from '../../../lib/api.ts';

export type Proof = Input<'POST /api/v1/me/confirm'>['body'];
export type Method = Proof['method'];

/** The ways that can be taken here, the quickest first. */
export function openMethods(offered: readonly Method[], isPasskeyPossible: boolean): Method[] {
  const order: Method[] = ['passkey', 'totp', 'password', 'backup_code'];
  return order.filter((method) => offered.includes(method) && (method !== 'passkey' || isPasskeyPossible));
}
