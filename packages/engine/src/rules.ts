import type { Comparison, Json, Rule } from './definition.ts';
import type { Answers, StepRecord, Subject } from './journey.ts';
import { own, sameJson } from './same-json.ts';

/** What rules look at: the subject, and the answers of the steps handed in so far, by step key. */
export type Facts = Subject & { readonly answers: ReadonlyMap<string, Answers> };

/** `open`: the facts that are still to come decide. */
export type RuleOutlook = 'holds' | 'fails' | 'open';

/**
 * The facts of a journey. Only answers of done and submitted steps count: a draft must not change what a person sees.
 * Answers count even when their step has since stopped applying, so that applicability never depends on itself.
 */
export function factsOf(subject: Subject, steps: Readonly<Record<string, StepRecord>>): Facts {
  const answers = new Map<string, Answers>();
  for (const [key, record] of Object.entries(steps)) {
    if (record.answers && isHandedIn(record)) answers.set(key, record.answers);
  }
  return { market: subject.market, role: subject.role, traits: subject.traits, answers };
}

/**
 * Whether a rule holds. An absent fact satisfies only `neq`, `not_in` and `exists: false`, whatever the value compared
 * with; `gt` and its kin compare two numbers or two strings (by UTF-16 code unit, which orders ISO dates) and fail on
 * any other pair; `contains` finds an item of a list or a part of a string. An empty `all` holds, an empty `any` fails.
 *
 * @example evaluateRule({ fact: 'market', op: 'in', value: ['FR', 'DE'] }, facts)
 */
export function evaluateRule(rule: Rule, facts: Facts): boolean {
  return ruleOutlook(rule, facts, () => false) === 'holds';
}

/**
 * What can be said of a rule while some facts are open: `holds` or `fails` only when every way of filling the open
 * facts, each one freely, agrees (Kleene's strong three-valued logic).
 *
 * @param isOpen whether the fact of this name may still change.
 */
export function ruleOutlook(rule: Rule, facts: Facts, isOpen: (fact: string) => boolean): RuleOutlook {
  if ('all' in rule) return strongest(rule.all, 'fails', (part) => ruleOutlook(part, facts, isOpen));
  if ('any' in rule) return strongest(rule.any, 'holds', (part) => ruleOutlook(part, facts, isOpen));
  if ('not' in rule) return opposite(ruleOutlook(rule.not, facts, isOpen));
  if (isOpen(rule.fact)) return 'open';
  return compare(rule, factValue(rule.fact, facts)) ? 'holds' : 'fails';
}

/** The names of all facts a rule looks at, in order of appearance, each once. */
export function factNames(rule: Rule): string[] {
  return [...new Set(comparisonsOf(rule).map((comparison) => comparison.fact))];
}

/** Step and field of a fact named `answers.<step>.<field>`; null for any other name. */
export function answerFact(fact: string): { readonly stepKey: string; readonly fieldKey: string } | null {
  const [scope, stepKey, ...field] = fact.split('.');
  return scope === 'answers' && stepKey && field.length > 0 ? { stepKey, fieldKey: field.join('.') } : null;
}

function isHandedIn(record: StepRecord): boolean {
  return record.state === 'done' || record.state === 'submitted';
}

function comparisonsOf(rule: Rule): Comparison[] {
  if ('all' in rule) return rule.all.flatMap(comparisonsOf);
  if ('any' in rule) return rule.any.flatMap(comparisonsOf);
  return 'not' in rule ? comparisonsOf(rule.not) : [rule];
}

/** One part with the `decisive` outlook settles the group; otherwise one open part leaves it open. */
function strongest(rules: readonly Rule[], decisive: RuleOutlook, outlook: (rule: Rule) => RuleOutlook): RuleOutlook {
  let isOpen = false;
  for (const rule of rules) {
    const part = outlook(rule);
    if (part === decisive) return decisive;
    isOpen ||= part === 'open';
  }
  return isOpen ? 'open' : opposite(decisive);
}

function opposite(outlook: RuleOutlook): RuleOutlook {
  if (outlook === 'open') return 'open';
  return outlook === 'holds' ? 'fails' : 'holds';
}

function factValue(fact: string, facts: Facts): Json {
  if (fact === 'market') return facts.market;
  if (fact === 'role') return facts.role;
  if (fact.startsWith('traits.')) return own(facts.traits, fact.slice('traits.'.length)) ?? null;
  const answer = answerFact(fact);
  return (answer && own(facts.answers.get(answer.stepKey) ?? {}, answer.fieldKey)) ?? null;
}

function compare({ op, value }: Comparison, fact: Json): boolean {
  if (fact === null) return op === 'neq' || op === 'not_in' || (op === 'exists' && value === false);
  switch (op) {
    case 'eq':
      return sameJson(fact, value);
    case 'neq':
      return !sameJson(fact, value);
    case 'in':
      return isAmong(fact, value);
    case 'not_in':
      return !isAmong(fact, value);
    case 'contains':
      return holdsPart(fact, value);
    case 'exists':
      return value === true;
    default:
      return isOrdered(op, fact, value);
  }
}

function isAmong(fact: Json, value: Json): boolean {
  return Array.isArray(value) && value.some((item) => sameJson(item, fact));
}

function holdsPart(fact: Json, value: Json): boolean {
  if (typeof fact === 'string') return typeof value === 'string' && fact.includes(value);
  return isAmong(value, fact);
}

function isOrdered(op: 'gt' | 'gte' | 'lt' | 'lte', fact: Json, value: Json): boolean {
  const comparable =
    (typeof fact === 'number' && typeof value === 'number') || (typeof fact === 'string' && typeof value === 'string');
  if (!comparable) return false;
  if (op === 'gt') return fact > value;
  if (op === 'gte') return fact >= value;
  return op === 'lt' ? fact < value : fact <= value;
}
