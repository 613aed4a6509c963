import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import {
  installationHistoryQuery,
  installationSwitchQuery,
  type KillSwitch,
  useReleaseInstallation,
  useSwitchInstallationOff,
} from './kill-switch-queries.ts';
import { ReleaseDialog } from './release-dialog.tsx';
import { StateCard } from './state-card.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { SwitchHistory } from './switch-history.tsx';

/** Switches off onboarding of every organization; for operators. */
export function InstallationSwitchPage() {
  const { t } = useTranslation('kill-switch');
  const installation = useQuery(installationSwitchQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('installation.lead')} />
      {installation.isPending ? <SkeletonRows rows={2} /> : null}
      {installation.error ? (
        <ErrorState
          error={installation.error}
          onRetry={() => installation.refetch()}
          retrying={installation.isFetching}
        />
      ) : null}
      {installation.data === undefined ? null : <State off={installation.data} />}
      <SwitchHistory query={installationHistoryQuery} />
    </>
  );
}

function State({ off }: { off: KillSwitch | null }) {
  const { t } = useTranslation('kill-switch');
  const [asked, setAsked] = useState<'off' | 'release' | null>(null);
  const close = () => setAsked(null);
  const action = (
    <Button variant={off ? 'primary' : 'danger'} onClick={() => setAsked(off ? 'release' : 'off')}>
      {t(off ? 'release.action_whole' : 'off.action_whole')}
    </Button>
  );
  return (
    <>
      <StateCard
        title={t(off ? 'installation.off' : 'installation.runs')}
        text={t(off ? 'state.off_text' : 'state.runs_text')}
        off={off}
        action={action}
      />
      {asked === 'release' ? <Release onClose={close} /> : null}
      {asked === 'off' ? <SwitchOff onClose={close} /> : null}
    </>
  );
}

function Release({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const release = useReleaseInstallation();
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

function SwitchOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const switchOff = useSwitchInstallationOff();
  return (
    <SwitchDialog
      title={t('installation.title')}
      effects={[t('installation.effect'), t('effects.pages'), t('effects.kept'), t('effects.recorded')]}
      capability={null}
      busy={switchOff.isPending}
      error={switchOff.error}
      onSubmit={(wish) => switchOff.mutate(wish, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
