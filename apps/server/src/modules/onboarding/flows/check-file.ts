import { FlowDefinition } from '@stepwell/contract';
import { checkDefinition, type DefinitionProblem } from '@stepwell/engine';
import type { StoredDefinition } from './repository.ts';

export type CheckedFile =
  | { readonly ok: true; readonly definition: StoredDefinition }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

/**
 * Checks what a file holds: what the rules say of it and what the API would refuse for its shape, in one list. Of two
 * complaints about one place the rule's is kept, because it says what to do.
 */
export function checkDefinitionFile(json: unknown): CheckedFile {
  const problems = checkDefinition(json as Parameters<typeof checkDefinition>[0]);
  const parsed = FlowDefinition.safeParse(json);
  if (parsed.success) return problems.length === 0 ? { ok: true, definition: parsed.data } : { ok: false, problems };
  const places = problems.map((problem) => problem.path);
  const shapes = parsed.error.issues
    .flatMap(shapeProblems)
    .filter(({ path }) => !places.some((place) => covers(place, path)));
  return { ok: false, problems: [...problems, ...shapes] };
}

type Issue = {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
};

function shapeProblems({ code, path, message, keys }: Issue): DefinitionProblem[] {
  const place = path.map(String);
  const unknown = code === 'unrecognized_keys' ? (keys ?? []) : [];
  if (unknown.length === 0) return [{ code: 'invalid_shape', path: place.join('/'), message }];
  return unknown.map((key) => ({
    code: 'invalid_shape',
    path: [...place, key].join('/'),
    message: `Nothing called ${key} belongs here.`,
  }));
}

/** Whether one of two places lies within the other. */
function covers(place: string, path: string): boolean {
  return place === path || path.startsWith(`${place}/`) || place.startsWith(`${path}/`);
}
