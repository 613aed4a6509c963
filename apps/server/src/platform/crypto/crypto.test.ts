import { describe, expect, it } from 'vitest';
import { createSealer, equalInConstantTime, hashSecret, hmacHex } from './index.ts';

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
