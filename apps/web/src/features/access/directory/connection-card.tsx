import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { QuestionDialog } from '../../../ui/question-dialog.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { type Directory, useDisconnectDirectory } from './directory-queries.ts';
import { DirectoryRefusal } from './directory-refusal.tsx';
import { TokenDialog } from './token-dialog.tsx';

export function ConnectionCard({ directory, mayWrite }: { directory: Directory; mayWrite: boolean }) {
  const { t } = useTranslation('directory');
  const [asked, setAsked] = useState<'issue' | 'disconnect' | null>(null);
  const { base_url: address, token } = directory;
  return (
    <Card
      title={t('connection.title')}
      actions={
        <Badge tone={token ? 'good' : 'neutral'}>
          {t(token ? 'connection.connected' : 'connection.not_connected')}
        </Badge>
      }
    >
      <div className="flex flex-col gap-4">
        {token ? null : <p className="text-ink-muted">{t('connection.none')}</p>}
        <CopyField label={t('connection.address')} value={address} />
        {token ? <TokenFacts token={token} /> : null}
        {mayWrite ? (
          <div className="flex flex-wrap gap-2">
            <Button variant={token ? 'secondary' : 'primary'} onClick={() => setAsked('issue')}>
              {t(token ? 'connection.renew' : 'connection.issue')}
            </Button>
            {token ? <Button onClick={() => setAsked('disconnect')}>{t('connection.disconnect')}</Button> : null}
          </div>
        ) : null}
      </div>
      {asked === 'issue' ? <TokenDialog isNew={token !== null} onClose={() => setAsked(null)} /> : null}
      {asked === 'disconnect' ? <DisconnectDialog onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function TokenFacts({ token }: { token: NonNullable<Directory['token']> }) {
  const { t } = useTranslation('directory');
  const { prefix, created_at: made, last_used_at: used } = token;
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium text-ink">{t('connection.token')}</p>
      <p className="text-ink-muted">
        <span className="font-mono text-xs text-ink">{prefix}…</span>
        {' · '}
        {t('connection.made')} <RelativeTime at={made} />
        {' · '}
        {used ? (
          <>
            {t('connection.used')} <RelativeTime at={used} />
          </>
        ) : (
          t('connection.unused')
        )}
      </p>
    </div>
  );
}

function DisconnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('directory');
  const disconnect = useDisconnectDirectory(() => {
    toast.success(t('disconnect.done'));
    onClose();
  });
  return (
    <QuestionDialog
      title={t('disconnect.title')}
      text={t('disconnect.text')}
      action={t('disconnect.submit')}
      keep={t('disconnect.keep')}
      busy={disconnect.isPending}
      refusal={disconnect.error ? <DirectoryRefusal error={disconnect.error} /> : null}
      onDo={() => disconnect.mutate()}
      onClose={onClose}
    />
  );
}
