import { Archive } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../../../ui/button.tsx';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { QuestionDialog } from '../../../../ui/question-dialog.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { type Flag, useArchiveFlag } from '../flag-queries.ts';
import { StateBadge } from '../words/state-badge.tsx';

export function FlagHeader({ flag, mayChange }: { flag: Flag; mayChange: boolean }) {
  const { t } = useTranslation('flags');
  const [archiving, setArchiving] = useState(false);
  const archive = (
    <Button icon={<Archive />} onClick={() => setArchiving(true)}>
      {t('archive.ask')}
    </Button>
  );
  const facts = (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      <CopyableId id={flag.key} />
      <span>{t(`kind.${flag.definition.kind}`)}</span>
      <span>
        {t('column.changed')} <RelativeTime at={flag.updated_at} />
      </span>
    </span>
  );
  return (
    <>
      <PageHeader
        title={flag.name}
        trail={[{ label: t('title'), to: '/flags' }]}
        badge={<StateBadge flag={flag} />}
        description={facts}
        actions={mayChange ? archive : null}
      />
      {archiving ? <ArchiveDialog flag={flag} onClose={() => setArchiving(false)} /> : null}
    </>
  );
}

function ArchiveDialog({ flag, onClose }: { flag: Flag; onClose: () => void }) {
  const { t } = useTranslation('flags');
  const archive = useArchiveFlag(flag.key);
  const navigate = useNavigate();
  return (
    <QuestionDialog
      title={t('archive.title', { name: flag.name })}
      text={t('archive.text')}
      action={t('archive.action')}
      keep={t('archive.keep')}
      busy={archive.isPending}
      refusal={archive.error ? <ErrorState error={archive.error} /> : undefined}
      onDo={() => archive.mutate(undefined, { onSuccess: () => void navigate('/flags') })}
      onClose={onClose}
    />
  );
}
