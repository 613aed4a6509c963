import type { FlagDefinition } from '@stepwell/contract';
import { sharesOf } from '../draft/shares.ts';
import type { FlagValue } from '../draft/values.ts';
import { variantWord, type Words } from '../words/words.ts';
import type { FlagChange } from '../flag-queries.ts';
import type { DefinitionChange } from './definition-changes.ts';

type RolloutChange = NonNullable<FlagChange['rollout']>;

const SHOWN_CHARACTERS = 60;

/** A change of a flag, in words. */
export function changeText(change: DefinitionChange, isBoolean: boolean, words: Words): string {
  const { t, percent } = words;
  const word = (variant: string) => variantWord(isBoolean, variant, words);
  switch (change.what) {
    case 'switched':
      return t(change.on ? 'change.switched_on' : 'change.switched_off');
    case 'percentage':
      return t('change.percentage', { before: percent(change.before), after: percent(change.after) });
    case 'markets':
    case 'plans':
    case 'roles':
      return t('change.list', { what: t(`change.${change.what}`), changes: signed(change, words) });
    case 'targets':
      return t('change.list', { what: t('change.targets', { what: word(change.variant) }), changes: counted(change) });
    case 'off':
      return t('change.off', { before: word(change.before), after: word(change.after) });
    case 'serve':
      return t('change.serve', { before: served(change.before, words), after: served(change.after, words) });
    default:
      return variantText(change, words);
  }
}

/** What a staged rollout did, and by which figures. */
export function rolloutText({ step, reported, failed }: RolloutChange, { t, format }: Words): string {
  if (reported === 0) return t(`staged.step.${step}`);
  const figures = t('staged.step.figures', { failed: format.number(failed), count: reported });
  return t('staged.step.with_figures', { step: t(`staged.step.${step}`), figures });
}

type VariantChange = Extract<DefinitionChange, { name: string }>;

function variantText(change: VariantChange, { t }: Words): string {
  const { name } = change;
  if (change.what === 'variant_removed') return t('change.variant_removed', { name });
  if (change.what === 'variant_added') return t('change.variant_added', { name, value: short(change.value) });
  return t('change.variant_changed', { name, before: short(change.before), after: short(change.after) });
}

function signed({ added, removed }: { added: string[]; removed: string[] }, { t }: Words): string {
  const said = (item: string) => (item === '*' ? t('change.everywhere') : item);
  return [...added.map((item) => `+ ${said(item)}`), ...removed.map((item) => `− ${said(item)}`)].join(', ');
}

function counted({ added, removed }: { added: number; removed: number }): string {
  return [added > 0 ? `+ ${added}` : '', removed > 0 ? `− ${removed}` : ''].filter(Boolean).join(', ');
}

function served(serve: FlagDefinition['serve'], { format }: Words): string {
  const shares = sharesOf(serve.map(({ weight }) => weight));
  return serve.map(({ variant }, index) => `${variant} ${format.percent(shares[index] ?? 0)}`).join(', ');
}

function short(value: FlagValue): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
