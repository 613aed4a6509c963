import type { Flag } from '../flag-queries.ts';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { flagSentence } from './flag-sentence.ts';
import { type FlagState, flagState } from './flag-state.ts';
import { useWords } from './words.ts';

const TONES: Record<FlagState, Tone> = { off: 'neutral', on: 'good', share: 'info', targeted: 'review' };

/** For whom a flag is on, in a word; the whole sentence on hover. */
export function StateBadge({ flag: { definition, archived_at: archivedAt } }: { flag: Flag }) {
  const words = useWords();
  const { t, percent } = words;
  if (archivedAt !== null) return <Badge>{t('state.archived')}</Badge>;
  const state = flagState(definition);
  return (
    <span title={flagSentence(definition, words)} className="inline-flex">
      <Badge tone={TONES[state]}>
        {state === 'share' ? t('state.share', { share: percent(definition.percentage) }) : t(`state.${state}`)}
      </Badge>
    </span>
  );
}
