import { Pause, Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../../lib/use-now.ts';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { QuestionDialog } from '../../../../ui/question-dialog.tsx';
import { useDrafting } from '../editor/editor-context.ts';
import { useWords } from '../words/words.ts';
import { OutcomeTable } from './outcome-table.tsx';
import { guardSentence, nextSentence } from './rollout-facts.ts';
import { type Rollout, useFlagMoved, useMoveRollout } from './rollout-queries.ts';
import { StageTrack } from './stage-track.tsx';
import { StepBackNotice } from './step-back-notice.tsx';

const TONES: Record<Rollout['state'], Tone> = {
  running: 'info',
  paused: 'warn',
  stepped_back: 'bad',
  completed: 'good',
  stopped: 'neutral',
};
const TICK_MS = 1_000;

export interface RolloutPanelProps {
  rollout: Rollout;
  mayChange: boolean;
}

/** The rollout that decides the flag's percentage: where it stands, what comes next, and how it went so far. */
export function RolloutPanel({ rollout, mayChange }: RolloutPanelProps) {
  const { t } = useTranslation('flags');
  const { key, definition } = useDrafting().base;
  const moved = useFlagMoved(key);
  const move = useMoveRollout(key);
  const [stopping, setStopping] = useState(false);
  const act = (deed: 'pause' | 'resume') => move.mutate({ deed, seen: rollout });
  const isElsewhere = rollout.percentage !== definition.percentage;
  // It moved by itself: what the page knows of the flag is from before.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each move
  useEffect(() => (isElsewhere ? moved() : undefined), [isElsewhere, rollout.percentage]);
  const title = (
    <span className="flex flex-wrap items-center gap-2">
      {t('staged.title')} <Badge tone={TONES[rollout.state]}>{t(`staged.state.${rollout.state}`)}</Badge>
    </span>
  );
  const actions = mayChange ? (
    <Actions rollout={rollout} busy={move.isPending} onAct={act} onStop={() => setStopping(true)} />
  ) : null;
  return (
    <Card title={title} actions={actions} className="mb-5">
      {move.error && !stopping ? <ErrorState error={move.error} className="mb-4" /> : null}
      <StepBackNotice rollout={rollout} />
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-5 wide:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <StageTrack rollout={rollout} />
          <Facts rollout={rollout} isEnabled={definition.is_enabled} />
        </div>
        <OutcomeTable rollout={rollout} />
      </div>
      {stopping ? (
        <QuestionDialog
          title={t('staged.stop.title')}
          text={t('staged.stop.text')}
          action={t('staged.stop.action')}
          keep={t('staged.stop.keep')}
          busy={move.isPending}
          refusal={move.error ? <ErrorState error={move.error} /> : undefined}
          onDo={() => move.mutate({ deed: 'stop', seen: rollout }, { onSuccess: () => setStopping(false) })}
          onClose={() => setStopping(false)}
        />
      ) : null}
    </Card>
  );
}

interface ActionsProps {
  rollout: Rollout;
  busy: boolean;
  onAct: (deed: 'pause' | 'resume') => void;
  onStop: () => void;
}

function Actions({ rollout, busy, onAct, onStop }: ActionsProps) {
  const { t } = useTranslation('flags');
  const isRunning = rollout.state === 'running';
  return (
    <span className="flex gap-2 max-sm:[&_svg]:hidden">
      <Button
        size="sm"
        busy={busy}
        icon={isRunning ? <Pause /> : <Play />}
        onClick={() => onAct(isRunning ? 'pause' : 'resume')}
      >
        {t(isRunning ? 'staged.pause' : 'staged.resume')}
      </Button>
      <Button size="sm" icon={<Square />} onClick={onStop}>
        {t('staged.stop.ask')}
      </Button>
    </span>
  );
}

function Facts({ rollout, isEnabled }: { rollout: Rollout; isEnabled: boolean }) {
  const { t } = useTranslation('flags');
  const words = useWords();
  const now = useNow(TICK_MS);
  const facts = [
    { label: t('staged.fact.next'), text: nextSentence(rollout, isEnabled, now, words) },
    { label: t('staged.fact.guard'), text: guardSentence(rollout, words) },
  ];
  return (
    <dl className="flex flex-col gap-2">
      {facts.map(({ label, text }) => (
        <div key={label} className="flex flex-col sm:flex-row sm:gap-3">
          <dt className="shrink-0 text-ink-muted sm:w-16">{label}</dt>
          <dd className="min-w-0 text-ink tabular-nums">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
