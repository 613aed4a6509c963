import type { Input } from '../../../lib/api.ts';

export type ParticipantBody = Input<'PUT /api/v1/participants/{external_id}'>['body'];

export interface TraitLine {
  id: number;
  name: string;
  value: string;
}

export interface ParticipantForm {
  externalId: string;
  displayName: string;
  market: string | undefined;
  role: string;
  locale: string;
  traits: TraitLine[];
}

export const EMPTY_FORM: ParticipantForm = {
  externalId: '',
  displayName: '',
  market: undefined,
  role: '',
  locale: '',
  traits: [],
};

const TRAIT_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** A trait's value as its type: `true`, `false` and numbers are not texts. */
export function traitValue(text: string): string | number | boolean {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  // Only what is written as the number itself: 007 and +33 stay texts.
  return trimmed !== '' && String(Number(trimmed)) === trimmed && Number.isFinite(Number(trimmed))
    ? Number(trimmed)
    : trimmed;
}

/** Traits whose name cannot be kept. */
export function badTraitNames({ traits }: ParticipantForm): string[] {
  const names = traits.filter(isWritten).map(({ name }) => name.trim());
  return names.filter((name, index) => !TRAIT_NAME.test(name) || names.indexOf(name) !== index);
}

export function bodyOf(form: ParticipantForm): ParticipantBody {
  const written = form.traits.filter(isWritten);
  return {
    display_name: form.displayName.trim() || undefined,
    market: form.market,
    role: form.role.trim() || undefined,
    locale: form.locale.trim() || undefined,
    traits:
      written.length > 0
        ? Object.fromEntries(written.map(({ name, value }) => [name.trim(), traitValue(value)]))
        : undefined,
  };
}

function isWritten({ name, value }: TraitLine): boolean {
  return name.trim() !== '' || value.trim() !== '';
}
