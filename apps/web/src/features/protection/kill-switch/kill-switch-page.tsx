import { mayMember } from '@stepwell/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useSession } from '../../access/sessions/index.ts';
import { CapabilityList } from './capability-list.tsx';
import {
  historyQuery,
  type KillSwitch,
  type KillSwitches,
  killSwitchesQuery,
  useRelease,
  useSwitchOff,
} from './kill-switch-queries.ts';
import { ReleaseDialog } from './release-dialog.tsx';
import { StateCard } from './state-card.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { SwitchHistory } from './switch-history.tsx';

/** Switches off onboarding of the environment, as a whole or capability by capability. */
export function KillSwitchPage() {
  const { t } = useTranslation('kill-switch');
  const switches = useQuery(killSwitchesQuery);
  const mayWrite = mayMember(useSession().organization.role, 'kill-switch:write');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      {switches.isPending ? <SkeletonRows rows={4} /> : null}
      {switches.error && !switches.data ? (
        <ErrorState error={switches.error} onRetry={() => switches.refetch()} retrying={switches.isFetching} />
      ) : null}
      {switches.data ? (
        <>
          {switches.data.installation ? <Everywhere off={switches.data.installation} /> : null}
          <Whole switches={switches.data} mayWrite={mayWrite} />
          <CapabilityList switches={switches.data} mayWrite={mayWrite} />
        </>
      ) : null}
      <SwitchHistory query={historyQuery} />
    </>
  );
}

function Everywhere({ off }: { off: NonNullable<KillSwitches['installation']> }) {
  const { t } = useTranslation('kill-switch');
  return (
    <div className="mb-4">
      <StateCard title={t('state.everywhere')} text={t('state.everywhere_text')} off={off} />
    </div>
  );
}

function Whole({ switches: { environment, switches }, mayWrite }: { switches: KillSwitches; mayWrite: boolean }) {
  const { t } = useTranslation('kill-switch');
  const [asked, setAsked] = useState<'off' | 'release' | null>(null);
  const off = switches.find(({ capability }) => capability === null) ?? null;
  const close = () => setAsked(null);
  const action = mayWrite ? (
    <Button variant={off ? 'primary' : 'danger'} onClick={() => setAsked(off ? 'release' : 'off')}>
      {t(off ? 'release.action_whole' : 'off.action_whole')}
    </Button>
  ) : null;
  return (
    <>
      <StateCard
        title={t(`state.${off ? 'off' : 'runs'}_${environment}`)}
        text={t(off ? 'state.off_text' : 'state.runs_text')}
        off={off}
        action={action}
      />
      {mayWrite ? null : <p className="mt-2 text-xs text-ink-muted">{t('read_only')}</p>}
      {asked === 'release' && off ? <ReleaseWhole off={off} onClose={close} /> : null}
      {asked === 'off' ? <SwitchWholeOff environment={environment} onClose={close} /> : null}
    </>
  );
}

function ReleaseWhole({ off, onClose }: { off: KillSwitch; onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const release = useRelease(off.id);
  return (
    <ReleaseDialog
      title={t('release.title_whole')}
      busy={release.isPending}
      error={release.error}
      onSubmit={(reason) => release.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function SwitchWholeOff({ environment, onClose }: Pick<KillSwitches, 'environment'> & { onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const switchOff = useSwitchOff();
  return (
    <SwitchDialog
      title={t(`off.title_${environment}`)}
      effects={[t('effects.gates'), t('effects.pages'), t('effects.kept'), t('effects.recorded')]}
      capability={null}
      busy={switchOff.isPending}
      error={switchOff.error}
      onSubmit={(wish) => switchOff.mutate(wish, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
