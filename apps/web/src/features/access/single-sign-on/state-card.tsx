import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { QuestionDialog } from '../../../ui/question-dialog.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useSingleSignOn } from '../providers/index.ts';
import { useSession } from '../sessions/index.ts';
import { type SingleSignOn, useSetState } from './single-sign-on-queries.ts';
import { SingleSignOnRefusal } from './single-sign-on-refusal.tsx';
import { type Standing, STANDINGS, standingOf, stateOf } from './standing.ts';

export function StateCard({ known, mayWrite }: { known: SingleSignOn; mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  return (
    <Card title={t('state.title')} flush>
      <div className="flex flex-col gap-4 p-4">
        <StateChoice known={known} mayWrite={mayWrite} />
      </div>
      <TestLine known={known} />
    </Card>
  );
}

function StateChoice({ known, mayWrite }: { known: SingleSignOn; mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  const change = useSetState();
  const now = standingOf(known);
  const [chosen, setChosen] = useState<Standing | null>(null);
  const [isAsked, setAsked] = useState(false);
  const next = chosen ?? now;
  const close = () => {
    setAsked(false);
    change.reset();
  };
  const apply = () => change.mutate(stateOf(next), { onSuccess: () => [setChosen(null), setAsked(false)] });
  // Turning it on beside the other ways takes nothing away from anybody.
  const isQuiet = next === 'active';
  return (
    <>
      <RadioGroup
        legend={t('state.title')}
        hideLegend
        look="cards"
        value={next}
        onChange={(standing) => [change.reset(), setChosen(standing)]}
        options={STANDINGS.map((value) => ({
          value,
          label: t(`state.${value}`),
          detail: t(`state.${value}_text`),
          disabled: !mayWrite,
        }))}
      />
      {isAsked ? null : <SingleSignOnRefusal error={change.error} />}
      {mayWrite ? (
        <div className="flex items-center justify-end gap-2">
          <span role="status" className="mr-auto text-xs text-good-text">
            {change.isSuccess && next === now ? t('state.applied') : ''}
          </span>
          {next === now ? null : <Button onClick={() => [change.reset(), setChosen(null)]}>{t('cancel')}</Button>}
          <Button
            variant="primary"
            disabled={next === now}
            busy={change.isPending}
            onClick={isQuiet ? apply : () => setAsked(true)}
          >
            {t('state.apply')}
          </Button>
        </div>
      ) : null}
      {isAsked ? (
        <QuestionDialog
          title={t(next === 'enforced' ? 'state.enforce_title' : 'state.off_title')}
          text={t(next === 'enforced' ? 'state.enforce_text' : 'state.off_text')}
          action={t(next === 'enforced' ? 'state.enforce' : 'state.off')}
          keep={t('cancel')}
          busy={change.isPending}
          refusal={change.error ? <SingleSignOnRefusal error={change.error} /> : null}
          onDo={apply}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** A test is a sign-in like any other: it is sent out by the organization's short name, and comes back here. */
function TestLine({ known }: { known: SingleSignOn }) {
  const { t } = useTranslation('single-sign-on');
  const { slug } = useSession().organization;
  const { depart, error, isLeaving } = useSingleSignOn('/settings/single-sign-on');
  return (
    <div className="flex flex-col gap-3 border-t px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-48 flex-1">
          <p className="text-ink">
            {known.tested_at ? (
              <>
                {t('state.tested')} <RelativeTime at={known.tested_at} />
              </>
            ) : (
              t('state.untested')
            )}
          </p>
          <p className="text-xs text-ink-muted">{t('state.test_text')}</p>
        </div>
        <Button icon={<FlaskConical />} busy={isLeaving} onClick={() => depart({ organization: slug })}>
          {t('state.test')}
        </Button>
      </div>
      <SingleSignOnRefusal error={error} />
    </div>
  );
}
