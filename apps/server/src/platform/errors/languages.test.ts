import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLanguages } from './languages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwell-locales-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(language: string, room: string, text: string): void {
  mkdirSync(join(folder, language), { recursive: true });
  writeFileSync(join(folder, language, `${room}.json`), text);
}

describe('the languages', () => {
  it('are the folders there are, beside English', () => {
    write('pt-BR', 'flows', '{"flow_key_taken":"A chave já existe."}');
    const languages = readLanguages({ folder });
    expect(languages.tags).toEqual(['en', 'pt-BR']);
    expect(languages.sentenceOf('pt-BR', 'flow_key_taken', 'Taken.')).toBe('A chave já existe.');
  });

  it('fall back to what they are given where they have no sentence', () => {
    write('fr', 'flows', '{"flow_key_taken":"Clé prise."}');
    const languages = readLanguages({ folder });
    expect(languages.sentenceOf('fr', 'other', 'Other.')).toBe('Other.');
    expect(languages.sentenceOf('en', 'flow_key_taken', 'Taken.')).toBe('Taken.');
    expect(languages.fieldMessageOf('fr', 'flow_key_taken')).toBe('flow_key_taken');
  });

  it('put what the contract words in English', () => {
    write('fr', 'fields', '{"at most two":"deux au plus"}');
    const languages = readLanguages({ folder, codes: [] });
    expect(languages.fieldMessageOf('fr', 'at most two')).toBe('deux au plus');
    expect(languages.sentenceOf('fr', 'at most two', 'no code')).toBe('no code');
  });

  it('may say the same of a code that two rooms share', () => {
    write('fr', 'flows', '{"row_version_stale":"Modifié."}');
    write('fr', 'journeys', '{"row_version_stale":"Modifié."}');
    expect(readLanguages({ folder, codes: ['row_version_stale'] }).sentenceOf('fr', 'row_version_stale', '')).toBe(
      'Modifié.',
    );
  });

  it.each([
    ['damaged', '{"flow_key_taken":', 'flows.json is not valid JSON'],
    ['no object', '["flow_key_taken"]', 'flows.json holds no object'],
    ['of an empty sentence', '{"flow_key_taken":" "}', 'flow_key_taken has no sentence'],
    ['of an unknown code', '{"flow_key_took":"Clé prise."}', 'there is no problem code flow_key_took'],
    ['of a second sentence', '{"taken":"Autre chose."}', 'taken has another sentence already'],
  ])('refuse a file that is %s', (_, text, message) => {
    write('fr', 'accounts', '{"taken":"Clé prise."}');
    write('fr', 'flows', text);
    expect(() => readLanguages({ folder, codes: ['flow_key_taken', 'taken'] })).toThrow(message);
  });

  it('refuse a folder that is not named after a language', () => {
    write('French', 'flows', '{}');
    expect(() => readLanguages({ folder })).toThrow('is not named after a language');
  });
});
