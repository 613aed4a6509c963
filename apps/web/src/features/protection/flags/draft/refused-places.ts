import type { FlagDefinition } from '@stepwell/contract';
import { isProblem } from '../../../../lib/refusal.ts';
import type { FlagDraft } from './draft.ts';

/** What the server did not take of a draft that was sent. */
export interface RefusedPlace {
  place: string;
  message: string;
}

/** The problems of a refusal, at the places of the draft that was sent; `form` where no place is known. */
export function refusedPlaces(error: unknown, draft: FlagDraft, definition: FlagDefinition): RefusedPlace[] {
  if (!isProblem(error)) return [];
  const { details, errors } = error.problem;
  const listed: unknown = details?.problems ?? errors;
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((entry: unknown) => {
    const { path, message, code } = (entry ?? {}) as Record<string, unknown>;
    if (typeof path !== 'string') return [];
    const said = [message, code].find((text) => typeof text === 'string');
    return [{ place: placeOf(path, draft, definition), message: said ?? error.problem.title }];
  });
}

/** Where in the draft a path of the definition (`serve/0/weight`) or of the whole body (`/definition/serve/0`) stands. */
export function placeOf(path: string, draft: FlagDraft, definition: FlagDefinition): string {
  const parts = path.split(/[/.]/).filter((part) => part !== '' && part !== 'body' && part !== 'definition');
  const [head = '', second = ''] = parts;
  const index = second === '' ? -1 : Number(second);
  const within = (name: string | undefined, part: string) => {
    const variant = draft.variants.find((known) => known.name === name);
    return variant ? `variant/${variant.id}/${part}` : undefined;
  };
  const found: Record<string, string | undefined> = {
    variants: within(second, 'value') ?? 'variants',
    targets: within(definition.targets[index]?.variant, 'ids') ?? 'targets',
    serve: within(definition.serve[index]?.variant, 'weight') ?? 'serve',
    off_variant: 'off',
  };
  if (Object.hasOwn(found, head)) return found[head] ?? 'form';
  return ['name', 'description', 'markets', 'plans', 'roles', 'percentage'].includes(head) ? head : 'form';
}

/** What stands at a place of a draft: as long as it is what was refused, so is the refusal. */
export function partAt(draft: FlagDraft, place: string): unknown {
  const [head, id, part] = place.split('/');
  if (head === 'variant') {
    const variant = draft.variants.find((known) => known.id === id);
    return variant && Object.entries(variant).find(([name]) => name === part)?.[1];
  }
  return Object.entries(draft).find(([name]) => name === head)?.[1] ?? draft.variants;
}
