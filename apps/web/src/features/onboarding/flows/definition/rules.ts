import type { Rule } from '@stepwell/engine';
import { replaced, removed } from './order.ts';

/** Positions of children from the root; the one part of a `not` is at 0. */
export type RulePath = readonly number[];
export type GroupKind = 'all' | 'any' | 'not';

/** Groups within groups that the builder draws; deeper rules are written as JSON. */
export const MAX_DRAWN_DEPTH = 3;

export function groupKind(rule: Rule): GroupKind | null {
  if ('all' in rule) return 'all';
  if ('any' in rule) return 'any';
  return 'not' in rule ? 'not' : null;
}

export function partsOf(rule: Rule): readonly Rule[] {
  if ('all' in rule) return rule.all;
  if ('any' in rule) return rule.any;
  return 'not' in rule ? [rule.not] : [];
}

/** How many groups lie in one another; 0 for a lone comparison. */
export function groupDepth(rule: Rule): number {
  if (groupKind(rule) === null) return 0;
  return 1 + Math.max(0, ...partsOf(rule).map(groupDepth));
}

export function ruleAt(rule: Rule, path: RulePath): Rule | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return rule;
  const part = partsOf(rule)[first];
  return part && ruleAt(part, rest);
}

export function replaceRule(rule: Rule, path: RulePath, next: Rule): Rule {
  const [first, ...rest] = path;
  if (first === undefined) return next;
  const part = partsOf(rule)[first];
  return part ? withParts(rule, replaced(partsOf(rule), first, replaceRule(part, rest, next))) : rule;
}

/** Takes a part out. A group that is left empty goes with it: it would hold always or never. */
export function removeRule(rule: Rule, path: RulePath): Rule | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  const part = partsOf(rule)[first];
  if (!part) return rule;
  const left = removeRule(part, rest);
  const parts = left ? replaced(partsOf(rule), first, left) : removed(partsOf(rule), first);
  return parts.length > 0 ? withParts(rule, parts) : undefined;
}

/** Adds a part at the end of the group at `path`; a comparison there is first put into an `all`, a full `not` too. */
export function addRule(rule: Rule, path: RulePath, part: Rule): Rule {
  const group = ruleAt(rule, path);
  if (!group) return rule;
  const kind = groupKind(group);
  if (kind === 'all' || kind === 'any') return replaceRule(rule, path, withParts(group, [...partsOf(group), part]));
  return replaceRule(rule, path, { all: [group, part] });
}

/** Puts the part at `path` into a group of its own. */
export function wrapRule(rule: Rule, path: RulePath, kind: GroupKind): Rule {
  const part = ruleAt(rule, path);
  return part ? replaceRule(rule, path, groupOf(kind, [part])) : rule;
}

/** Turns the group at `path` into another; as a `not` it denies all of its parts together. */
export function changeGroup(rule: Rule, path: RulePath, kind: GroupKind): Rule {
  const group = ruleAt(rule, path);
  const from = group && groupKind(group);
  if (!group || !from || from === kind) return rule;
  if (kind === 'not') return replaceRule(rule, path, { not: partsOf(group).length === 1 ? onlyPart(group) : group });
  const inner = from === 'not' ? onlyPart(group) : group;
  const innerKind = groupKind(inner);
  const parts = innerKind === 'all' || innerKind === 'any' ? partsOf(inner) : [inner];
  return replaceRule(rule, path, groupOf(kind, parts));
}

function onlyPart(group: Rule): Rule {
  return partsOf(group)[0] ?? group;
}

function groupOf(kind: GroupKind, parts: readonly Rule[]): Rule {
  if (kind === 'all') return { all: parts };
  if (kind === 'any') return { any: parts };
  const [first] = parts;
  return { not: parts.length === 1 && first ? first : { all: parts } };
}

function withParts(rule: Rule, parts: readonly Rule[]): Rule {
  if ('all' in rule) return { all: parts };
  if ('any' in rule) return { any: parts };
  const [first] = parts;
  return 'not' in rule && first ? { not: first } : rule;
}
