import { Fingerprint, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { knowsPasskeys } from '../passkeys/index.ts';
import { PasskeyNameDialog } from './passkey-name-dialog.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { type Passkey, useAddPasskey, useRemovePasskey, useRenamePasskey } from './security-queries.ts';

export function PasskeysCard({ passkeys }: { passkeys: readonly Passkey[] }) {
  const { t } = useTranslation('security');
  const [adding, setAdding] = useState(false);
  const [renamed, setRenamed] = useState<Passkey | null>(null);
  const [doomed, setDoomed] = useState<Passkey | null>(null);
  const add = (
    <Button size="sm" onClick={() => setAdding(true)}>
      {t('passkeys.add')}
    </Button>
  );
  return (
    <Card title={t('passkeys.title')} actions={knowsPasskeys() ? add : undefined} flush={passkeys.length > 0}>
      {passkeys.length === 0 ? (
        <p className="text-ink-muted">{t(knowsPasskeys() ? 'passkeys.lead' : 'passkeys.impossible')}</p>
      ) : (
        <ul className="divide-y">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRename={() => setRenamed(passkey)}
              onRemove={() => setDoomed(passkey)}
            />
          ))}
        </ul>
      )}
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {renamed ? <RenameDialog passkey={renamed} onClose={() => setRenamed(null)} /> : null}
      {doomed ? <RemoveDialog passkey={doomed} onClose={() => setDoomed(null)} /> : null}
    </Card>
  );
}

function PasskeyRow({ passkey, onRename, onRemove }: { passkey: Passkey; onRename: () => void; onRemove: () => void }) {
  const { t } = useTranslation('security');
  const { name } = passkey;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <Fingerprint aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-ink">
          <span className="min-w-0 break-words">{name}</span>
          {passkey.is_backed_up ? <Badge>{t('passkeys.synced')}</Badge> : null}
        </p>
        <p className="text-xs text-ink-muted">
          {t('passkeys.made')} <RelativeTime at={passkey.created_at} />
          {' · '}
          {passkey.last_used_at ? (
            <>
              {t('passkeys.used')} <RelativeTime at={passkey.last_used_at} />
            </>
          ) : (
            t('passkeys.unused')
          )}
        </p>
      </div>
      <IconButton size="sm" label={t('passkeys.rename_named', { name })} icon={<Pencil />} onClick={onRename} />
      <IconButton size="sm" label={t('passkeys.remove_named', { name })} icon={<Trash2 />} onClick={onRemove} />
    </li>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('security');
  const add = useAddPasskey();
  return (
    <PasskeyNameDialog
      title={t('passkeys.add_title')}
      lead={t('passkeys.add_lead')}
      action={t('passkeys.add_action')}
      initial=""
      error={add.error}
      busy={add.isPending}
      onName={(name) => add.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function RenameDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation('security');
  const rename = useRenamePasskey();
  return (
    <PasskeyNameDialog
      title={t('passkeys.rename_title')}
      action={t('passkeys.rename')}
      initial={passkey.name}
      error={rename.error}
      busy={rename.isPending}
      onName={(name) => rename.mutate({ id: passkey.id, name }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation('security');
  const remove = useRemovePasskey();
  return (
    <QuestionDialog
      open
      title={t('passkeys.remove_title', { name: passkey.name })}
      text={t('passkeys.remove_text')}
      action={t('passkeys.remove')}
      error={remove.error}
      busy={remove.isPending}
      onDo={() => remove.mutate(passkey.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
