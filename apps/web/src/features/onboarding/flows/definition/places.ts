import type { FlowDefinition } from '@stepwell/engine';
import { stableIds } from './order.ts';

/** What is being edited. Steps are named by an id that stays with them; see {@link stepIds}. */
export type Place = { part: 'flow' } | { part: 'step'; id: string } | { part: 'gate'; index: number };

export function stepIds(flow: FlowDefinition): string[] {
  return stableIds(flow.steps.map((step) => step.key));
}

/** Where the path of a problem, e.g. `steps/3/title`, is edited. */
export function placeOfPath(flow: FlowDefinition, path: string): Place {
  const [list, position] = path.split('/');
  const index = Number(position);
  const id = stepIds(flow)[index];
  if (list === 'steps' && id !== undefined) return { part: 'step', id };
  return list === 'gates' && flow.gates[index] ? { part: 'gate', index } : { part: 'flow' };
}

/** The place as it stands in the address, and back. */
export function placeToText(place: Place): string {
  if (place.part === 'step') return `step:${place.id}`;
  return place.part === 'gate' ? `gate:${place.index}` : 'flow';
}

/** Falls back on the first step, then on the flow itself, where the text names nothing that is there. */
export function placeFromText(flow: FlowDefinition, text: string | null): Place {
  const [part, name = ''] = /^(\w+)(?::(.*))?$/.exec(text ?? '')?.slice(1) ?? [];
  const ids = stepIds(flow);
  if (part === 'step' && ids.includes(name)) return { part: 'step', id: name };
  if (part === 'gate' && flow.gates[Number(name)]) return { part: 'gate', index: Number(name) };
  if (part === 'flow' || ids[0] === undefined) return { part: 'flow' };
  return { part: 'step', id: ids[0] };
}

/** Whether a problem at `path` lies at `place` or within. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** `/definition/steps/0/key`, a JSON pointer into a body, as the path of a problem. */
export function pathOfPointer(pointer: string): string {
  const parts = pointer.split('/').filter(Boolean);
  const inside = parts[0] === 'definition' ? parts.slice(1) : parts;
  return inside.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('/');
}
