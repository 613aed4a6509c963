import type { FlagDefinition } from '@stepwell/contract';
import { sharesOf } from '../draft/shares.ts';
import { isNarrowed } from './flag-state.ts';
import { variantWord, type Words } from './words.ts';

const NAMED_MARKETS = 6;

/** What a flag says and to whom, in words: “On for 25% of participants in FR and DE, and always for 3 ids.” */
export function flagSentence(definition: FlagDefinition, words: Words): string {
  const { t } = words;
  const word = (variant: string) => variantWord(definition.kind === 'boolean', variant, words);
  const off = word(definition.off_variant);
  if (!definition.is_enabled) return t('words.nobody', { what: off });
  const targets = definition.targets.filter(({ ids }) => ids.length > 0);
  const main = definition.percentage === 0 ? null : mainSentence(definition, words);
  if (!main && targets.length === 0) return t('words.nobody', { what: off });
  const others = targets.filter(({ variant }) => !main || !isAllServed(definition, variant));
  const always = others.map(({ variant, ids }) => t('words.always', { what: inner(word(variant)), count: ids.length }));
  return [...(main ? [main] : []), ...always, ...restSentence(definition, words)].join(' ');
}

function mainSentence(definition: FlagDefinition, words: Words): string {
  const { t } = words;
  const said = { what: servedWords(definition, words), whom: whomWords(definition, words) };
  const along = definition.targets.filter(({ variant }) => isAllServed(definition, variant));
  const count = along.reduce((sum, { ids }) => sum + ids.length, 0);
  return count > 0 && !isForAll(definition) ? t('words.main_and_always', { ...said, count }) : t('words.main', said);
}

/** What all others get; left out where it goes without saying. */
function restSentence(definition: FlagDefinition, words: Words): string[] {
  if (isForAll(definition)) return [];
  const isBoolean = definition.kind === 'boolean';
  if (isBoolean && definition.off_variant === 'off' && definition.percentage > 0) return [];
  return [words.t('words.rest', { what: variantWord(isBoolean, definition.off_variant, words) })];
}

function servedWords({ kind, serve }: FlagDefinition, words: Words): string {
  const shares = sharesOf(serve.map(({ weight }) => weight));
  const named = serve.map(({ variant }, index) => {
    const what = variantWord(kind === 'boolean', variant, words);
    return serve.length === 1 ? what : words.t('words.part', { what, share: words.format.percent(shares[index] ?? 0) });
  });
  return words.format.list(named);
}

function whomWords(definition: FlagDefinition, words: Words): string {
  const { t, percent } = words;
  const narrow = narrowWords(definition, words);
  const share = percent(definition.percentage);
  if (definition.percentage < 100) {
    return narrow ? t('words.share_narrow', { share, narrow }) : t('words.share', { share });
  }
  return narrow ? t('words.all_narrow', { narrow }) : t('words.everybody');
}

function narrowWords({ markets, plans, roles }: FlagDefinition, { t, format }: Words): string {
  const named = markets.filter((market) => market !== '*');
  const isWorld = named.length < markets.length || named.length === 0;
  const parts = [
    isWorld
      ? ''
      : named.length > NAMED_MARKETS
        ? t('words.many_markets', { count: named.length })
        : t('words.markets', { count: named.length, names: format.list(named) }),
    plans.length > 0 ? t('words.plans', { count: plans.length, names: format.list(plans) }) : '',
    roles.length > 0 ? t('words.roles', { count: roles.length, names: format.list(roles) }) : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** Whether a variant is the only one that is served. */
function isAllServed({ serve }: FlagDefinition, variant: string): boolean {
  return serve.every((served) => served.variant === variant);
}

function isForAll(definition: FlagDefinition): boolean {
  return definition.percentage === 100 && !isNarrowed(definition);
}

/** Within a sentence. A name in quotation marks stays as it is. */
function inner(word: string): string {
  return /^\p{Lu}/u.test(word) ? word.toLocaleLowerCase() : word;
}
