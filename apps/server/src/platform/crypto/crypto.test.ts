import { describe, expect, it } from 'vitest';
import { createKeyring, createMailedTokens, createSealer, equalInConstantTime, hashSecret, hmacHex } from './index.ts';

const sealer = createSealer(Buffer.alloc(32, 7));

describe('sealing', () => {
  it('opens what it sealed and never seals twice to the same bytes', () => {
    const sealed = sealer.seal('whsec_value', 'signing-secret');
    expect(sealer.open(sealed, 'signing-secret')).toBe('whsec_value');
    expect(sealer.seal('whsec_value', 'signing-secret').equals(sealed)).toBe(false);
    expect(sealed.includes('whsec_value')).toBe(false);
  });

  it('refuses changed bytes, another purpose and another key', () => {
    const sealed = sealer.seal('value', 'a');
    const changed = Buffer.from(sealed);
    changed[14] = (changed[14] ?? 0) ^ 1;
    expect(() => sealer.open(changed, 'a')).toThrow();
    expect(() => sealer.open(sealed, 'b')).toThrow();
    expect(() => createSealer(Buffer.alloc(32, 8)).open(sealed, 'a')).toThrow();
  });
});

describe('hashes', () => {
  it('agree with published vectors', () => {
    expect(hashSecret('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hmacHex('key', 'The quick brown fox jumps over the lazy dog')).toBe(
      'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
    );
  });

  it('compare without regard to where they differ', () => {
    expect(equalInConstantTime('same', 'same')).toBe(true);
    expect(equalInConstantTime('same', 'sama')).toBe(false);
    expect(equalInConstantTime('same', 'longer')).toBe(false);
  });
});

it('derives a key of its own for each purpose', () => {
  const keyring = createKeyring(Buffer.alloc(32, 7));
  const key = keyring.derive('one');
  expect(key).toHaveLength(32);
  expect(keyring.derive('one')).toEqual(key);
  expect(keyring.derive('two')).not.toEqual(key);
  expect(createKeyring(Buffer.alloc(32, 8)).derive('one')).not.toEqual(key);
});

describe('the token of a mailed link', () => {
  const ID = '01900000-0000-7000-8000-0000000000aa';
  const tokens = createMailedTokens(createKeyring(Buffer.alloc(32, 7)));

  it('leads back to its row, for its own purpose and this installation only', () => {
    const token = tokens.tokenOf('reset_password', ID);
    expect(token).toMatch(/^[\w-]{75}$/);
    expect(tokens.idOf('reset_password', token)).toBe(ID);
    expect(tokens.idOf('magic_link', token)).toBeUndefined();
    expect(createMailedTokens(createKeyring(Buffer.alloc(32, 8))).idOf('reset_password', token)).toBeUndefined();
  });

  it('is refused with any character changed, missing or too many', () => {
    const token = tokens.tokenOf('reset_password', ID);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === '0' ? '1' : '0') + token.slice(at + 1);
      expect(tokens.idOf('reset_password', changed)).toBeUndefined();
    }
    for (const odd of ['', token.slice(1), `${token}0`, `${token}\n`, token.toUpperCase()]) {
      expect(tokens.idOf('reset_password', odd)).toBeUndefined();
    }
  });
});
