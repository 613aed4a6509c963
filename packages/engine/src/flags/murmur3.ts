/** A hash that has taken in some bytes: the state after the last full block, what follows it, and how many bytes in all. */
type Begun = { readonly state: number; readonly block: number; readonly length: number };

const LAST_ASCII = 0x7f;
const LAST_BYTE = 0xff;

/**
 * Prepares the hash of every text that begins with `prefix`: MurmurHash3 x86 32-bit (Austin Appleby, public domain) over
 * UTF-8, in which a lone surrogate counts as U+FFFD. The prefix is taken in once; for ASCII texts nothing is allocated.
 *
 * @param seed an unsigned 32-bit number; another one gives an independent hash.
 * @returns a function from the rest of the text to an unsigned 32-bit number.
 * @example murmur3('new_editor:', 0)('user-1')
 */
export function murmur3(prefix: string, seed: number): (rest: string) => number {
  const bytes = bytesOf(prefix);
  const blocksEnd = bytes.length & ~3;
  let state = seed;
  for (let at = 0; at < blocksEnd; at += 4) state = mix(state, blockAt(bytes, at));
  let block = 0;
  for (let at = blocksEnd; at < bytes.length; at += 1) block |= bytes.charCodeAt(at) << (8 * (at & 3));
  const begun = { state, block, length: bytes.length };
  return (rest) => finish(begun, rest, LAST_ASCII);
}

/** The hash after `text`, whose characters are taken for bytes unless one is above `last`: then its UTF-8 bytes are. */
function finish(begun: Begun, text: string, last: number): number {
  let { state, block } = begun;
  let seen = 0;
  let at = 0;
  // What the prefix left of its last block, then full blocks: so no block but that one is put together from two parts.
  for (let filled = begun.length & 3; filled > 0 && at < text.length; filled = (filled + 1) & 3, at += 1) {
    seen |= text.charCodeAt(at);
    block |= text.charCodeAt(at) << (8 * filled);
    if (filled < 3) continue;
    state = mix(state, block);
    block = 0;
  }
  for (; at + 4 <= text.length; at += 4) {
    const [a, b, c, d] = [
      text.charCodeAt(at),
      text.charCodeAt(at + 1),
      text.charCodeAt(at + 2),
      text.charCodeAt(at + 3),
    ];
    seen |= a | b | c | d;
    state = mix(state, a | (b << 8) | (c << 16) | (d << 24));
  }
  for (let shift = 0; at < text.length; shift += 8, at += 1) {
    seen |= text.charCodeAt(at);
    block |= text.charCodeAt(at) << shift;
  }
  if (seen > last) return finish(begun, bytesOf(text), LAST_BYTE);
  return avalanche(state ^ scramble(block), begun.length + text.length);
}

/** The UTF-8 bytes of a text, one per character. */
function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Four bytes as a number, the first the lowest. */
function blockAt(bytes: string, at: number): number {
  return (
    bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)
  );
}

function mix(state: number, block: number): number {
  return (Math.imul(rotated(state ^ scramble(block), 13), 5) + 0xe6_54_6b_64) | 0;
}

function scramble(block: number): number {
  return Math.imul(rotated(Math.imul(block, 0xcc_9e_2d_51), 15), 0x1b_87_35_93);
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

function avalanche(state: number, length: number): number {
  let hash = state ^ length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
