import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';

describe('a message without its values', () => {
  it.each([
    ['connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED <address>'],
    ['getaddrinfo ENOTFOUND idp.orchard.example', 'getaddrinfo ENOTFOUND <name>'],
    [
      'duplicate key value violates unique constraint "accounts_email"',
      'duplicate key value violates unique constraint <value>',
    ],
    ['Key (email)=(ines@atelier.example) already exists.', 'Key (email)=<value> already exists.'],
    ['mail to ines@atelier.example failed', 'mail to <address> failed'],
    ['GET https://user:secret@idp.example/path?code=abc answered 502', 'GET <address> answered <n>'],
    ['no journey 01900000-0000-7000-8000-00000000000a in flow creator', 'no journey <n> in flow creator'],
    ["Cannot read properties of undefined (reading 'name')", 'Cannot read properties of undefined (reading <value>)'],
    ["it can't be read and doesn't exist", "it can't be read and doesn't exist"],
    ["ENOENT: no such file, open '/home/ines/photo.png'", 'ENOENT: no such file, open <value>'],
    ['no such file /home/ines/photo.png', 'no such file <path>'],
    ['invalid token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJpbmVzIn0', 'invalid token <address>'],
    ['secret abcdefghijklmnopqrstuvwxyzabcdefghij', 'secret <value>'],
    ['port=5432 host=db.internal', 'port=<value> host=<value>'],
    ['peer fe80::1:2 left', 'peer <address> left'],
    ['two\nlines\tand  more', 'two lines and more'],
    ['', ''],
  ])('%j', (message, words) => {
    expect(plainWords(message)).toBe(words);
  });

  it('is short, however long the message is', () => {
    expect(plainWords('a b '.repeat(100_000))).toHaveLength(200);
    expect(plainWords(`${'"'.repeat(50_000)}x`).length).toBeLessThanOrEqual(200);
  });
});
