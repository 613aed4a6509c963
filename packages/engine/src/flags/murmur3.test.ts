import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNS } from '../testing/arbitraries.ts';
import { murmur3 } from './murmur3.ts';

/** Published test vectors of MurmurHash3 x86 32-bit: text, seed, hash. */
const VECTORS: readonly [string, number, number][] = [
  ['', 0, 0x00000000],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['\0', 0, 0x514e28b7],
  ['\0\0', 0, 0x30f4c306],
  ['\0\0\0', 0, 0x85f0b427],
  ['\0\0\0\0', 0, 0x2362f9de],
  ['a', 0x9747b28c, 0x7fa09ea6],
  ['aa', 0x9747b28c, 0x5d211726],
  ['aaa', 0x9747b28c, 0x283e0130],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['ab', 0x9747b28c, 0x74875592],
  ['abc', 0x9747b28c, 0xc84a62dd],
  ['abcd', 0x9747b28c, 0xf0478627],
  ['abc', 0, 0xb3dd93fa],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', 0, 0xee925b90],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['ππππππππ', 0x9747b28c, 0xd58063c1],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
];

/** The hash by the book, over bytes: what the fast one is compared with. */
function plainHash(bytes: Uint8Array, seed: number): number {
  const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  const scramble = (block: number) => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
  let hash = seed;
  let block = 0;
  for (const [index, byte] of bytes.entries()) {
    block += byte * 256 ** (index % 4);
    if (index % 4 < 3) continue;
    hash = Math.imul(rotate(hash ^ scramble(block), 13), 5) + 0xe6546b64;
    block = 0;
  }
  hash = hash ^ scramble(block) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

describe('murmur3', () => {
  it.each(VECTORS)('of %j with the seed %i is the published hash, wherever its prefix ends', (text, seed, hash) => {
    for (let end = 0; end <= text.length; end += 1) {
      expect(murmur3(text.slice(0, end), seed)(text.slice(end))).toBe(hash);
    }
  });

  it('takes a lone surrogate for U+FFFD', () => {
    expect(murmur3('\ud800', 7)('a\udc00')).toBe(murmur3('', 7)('\ufffda\ufffd'));
  });

  it('tells apart texts that differ only in the high byte of a character', () => {
    expect(murmur3('', 0)('\u0161')).not.toBe(murmur3('', 0)('a'));
    expect(murmur3('', 0)('\u0080')).toBe(plainHash(Uint8Array.of(0xc2, 0x80), 0));
    expect(murmur3('', 0)('\u007f')).toBe(plainHash(Uint8Array.of(0x7f), 0));
  });

  it('Feature: flags, Property 1: it is the hash of the UTF-8 bytes, whatever the texts, the prefix and the seed', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(texts, texts, fc.nat(0xffffffff), (prefix, rest, seed) => {
        const bytes = new TextEncoder().encode(prefix + rest);
        expect(murmur3(prefix, seed)(rest)).toBe(plainHash(bytes, seed));
      }),
      RUNS,
    );
  });
});
