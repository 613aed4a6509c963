import { createHmac } from 'node:crypto';
import type { Keyring } from '../../../../platform/crypto/index.ts';

/** What goes into an entry's digest: the entry as the database writes it, which is the same text each time. */
export type ChainedText = {
  readonly orgId: string;
  readonly ordinal: number;
  readonly entryId: string;
  readonly text: string;
};

/** The end of an organization's chain. */
export type Head = { readonly ordinal: number; readonly digest: Buffer };

/** Makes the digests of the chain. They can be made and checked with the installation's key alone. */
export type Chain = {
  /** HMAC-SHA256 over the digest before and the entry with its place; before the first there are 32 zero bytes. */
  digestOf(previous: Buffer, entry: ChainedText): Buffer;
  /** Of a head: whoever takes entries off the end would have to sign the new end. */
  signatureOf(orgId: string, head: Head): Buffer;
};

export const START_OF_CHAIN: Head = { ordinal: 0, digest: Buffer.alloc(32) };

export function createChain(keyring: Keyring): Chain {
  const key = keyring.derive('audit chain');
  const headKey = keyring.derive('audit head');
  return {
    digestOf: (previous, { orgId, ordinal, entryId, text }) =>
      createHmac('sha256', key).update(previous).update(`${orgId} ${ordinal} ${entryId}\n`).update(text).digest(),
    signatureOf: (orgId, { ordinal, digest }) =>
      createHmac('sha256', headKey).update(`${orgId} ${ordinal}\n`).update(digest).digest(),
  };
}
