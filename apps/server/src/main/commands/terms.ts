import { readFile } from 'node:fs/promises';
import type { LegalKind, LegalTexts } from '../../modules/trust/terms/index.ts';
import { commonErrors } from '../../platform/errors/index.ts';
import { ensureSetupFlow } from '../setup-flow.ts';
import { withApplication } from './with-application.ts';

export type TermsOptions = {
  readonly kind: LegalKind;
  readonly minor: boolean;
  readonly en: string;
  readonly fr: string;
};

const MAX_VERSION = 40;
const MAX_CHARACTERS = 100_000;

/** Puts a version in force. Members are held back until they accept it, unless it is a minor one. */
export async function publishTerms(version: string, { kind, minor, en, fr }: TermsOptions): Promise<void> {
  if (version.length > MAX_VERSION) throw refused(`A version has at most ${MAX_VERSION} characters.`);
  const texts = { en: await readText(en), fr: await readText(fr) };
  await withApplication(async (application) => {
    await ensureSetupFlow(application);
    const isNew = await application.database.asSystem('publishing terms', (tx) =>
      application.terms.publishDocument(tx, { kind, version, isMajor: !minor, texts }),
    );
    if (!isNew) throw refused(`${nameOf(kind)} ${version} is published already: a published version never changes.`);
    const whatFollows = minor ? 'Nobody has to accept it anew.' : 'Everybody is asked to accept it before they go on.';
    console.log(`${nameOf(kind)} ${version} is in force. ${whatFollows}`);
  });
}

/** Markdown whose first line is the title: `# Terms of use`. */
async function readText(path: string): Promise<LegalTexts['en']> {
  const text = (await readFile(path, 'utf8')).trim();
  const [, title, body] = /^# +(\S[^\n]{0,199})\n+([^]+)$/.exec(text) ?? [];
  if (title === undefined || body === undefined) throw refused(`${path} begins with no title, such as # Terms of use.`);
  if (text.length > MAX_CHARACTERS) throw refused(`${path} is longer than ${MAX_CHARACTERS} characters.`);
  return { title: title.trim(), body };
}

function nameOf(kind: LegalKind): string {
  return kind === 'terms' ? 'Terms' : 'Privacy notice';
}

function refused(detail: string): Error {
  return commonErrors.validation_failed(undefined, { detail });
}
