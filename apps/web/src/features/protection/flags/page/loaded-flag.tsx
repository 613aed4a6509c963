import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useShortcuts } from '../../../../lib/shortcuts.ts';
import { Callout } from '../../../../ui/callout.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { TabPanel, Tabs } from '../../../../ui/tabs.tsx';
import { useFlagDraft } from '../draft/use-flag-draft.ts';
import { EditorContext } from '../editor/editor-context.ts';
import { RulesEditor } from '../editor/rules-editor.tsx';
import type { Flag } from '../flag-queries.ts';
import { FlagHistory } from '../history/flag-history.tsx';
import { HowToRead } from '../reading/how-to-read.tsx';
import { RolloutPanel } from '../rollout/rollout-panel.tsx';
import { isOpen, rolloutQuery } from '../rollout/rollout-queries.ts';
import { ChangeRefusal } from './change-refusal.tsx';
import { FlagHeader } from './flag-header.tsx';
import { FlagSwitch } from './flag-switch.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { SaveBar } from './save-bar.tsx';
import { useFlagChanges } from './use-flag-changes.ts';

const TABS = ['rules', 'history', 'reading'] as const;
type Tab = (typeof TABS)[number];

export function LoadedFlag({ flag, mayWrite }: { flag: Flag; mayWrite: boolean }) {
  const drafting = useFlagDraft(flag);
  const changes = useFlagChanges(drafting);
  const { data: rollout, error, refetch, isFetching } = useQuery(rolloutQuery(flag.key));
  const isArchived = flag.archived_at !== null;
  const mayChange = mayWrite && !isArchived;
  useSaveShortcut(drafting.isDirty && drafting.problems.length === 0 && !changes.isSaving ? changes.save : undefined);
  return (
    <EditorContext value={drafting}>
      <FlagHeader flag={flag} mayChange={mayChange} />
      <Note isArchived={isArchived} mayWrite={mayWrite} />
      <FlagSwitch disabled={!mayChange} busy={changes.isSwitching} onSwitch={changes.flip} />
      <ChangeRefusal
        error={changes.error}
        busy={changes.isSaving || changes.isSwitching}
        reloading={changes.isReloading}
        onReload={changes.reload}
      />
      {error ? <ErrorState error={error} onRetry={() => refetch()} retrying={isFetching} className="mb-4" /> : null}
      {isOpen(rollout) ? <RolloutPanel rollout={rollout} mayChange={mayChange} /> : null}
      <FlagTabs flag={flag} disabled={!mayChange || changes.isSaving} />
      {mayChange ? <SaveBar busy={changes.isSaving} onSave={changes.save} onDiscard={changes.discard} /> : null}
      <LeaveGuard isDirty={mayChange && drafting.isDirty} />
    </EditorContext>
  );
}

function FlagTabs({ flag, disabled }: { flag: Flag; disabled: boolean }) {
  const { t } = useTranslation('flags');
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((known) => known === address.get('tab')) ?? 'rules';
  const turnTo = (next: Tab) => setAddress(next === 'rules' ? {} : { tab: next }, { replace: true });
  return (
    <Tabs
      label={t('tab.label')}
      value={tab}
      onChange={turnTo}
      tabs={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
    >
      <TabPanel value="rules">
        <RulesEditor disabled={disabled} />
      </TabPanel>
      <TabPanel value="history">
        <FlagHistory flag={flag} />
      </TabPanel>
      <TabPanel value="reading">
        <HowToRead flag={flag} />
      </TabPanel>
    </Tabs>
  );
}

function Note({ isArchived, mayWrite }: { isArchived: boolean; mayWrite: boolean }) {
  const { t } = useTranslation('flags');
  if (isArchived) return <Callout tone="warn" title={t('note.archived')} className="mb-4" />;
  return mayWrite ? null : <Callout className="mb-4">{t('note.read_only')}</Callout>;
}

function useSaveShortcut(save: (() => void) | undefined) {
  const { t } = useTranslation('flags');
  const shortcuts = useMemo(() => (save ? [{ keys: 'mod+s', label: t('save.submit'), run: save }] : []), [t, save]);
  useShortcuts('flag', t('title'), shortcuts);
}
