import { type MemberRole, mayMember } from '@stepwell/contract';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import type { Organization } from './organization-query.ts';
import { TransferDialog } from './transfer-dialog.tsx';

type Deed = 'leave' | 'transfer' | 'delete';

export function DangerZone({ organization, role }: { organization: Organization; role: MemberRole }) {
  const { t } = useTranslation('organization');
  const [deed, setDeed] = useState<Deed | null>(null);
  const close = () => setDeed(null);
  const { name, slug } = organization;
  return (
    <Card title={t('danger.title')} flush className="border-bad-solid/40">
      <ul className="divide-y">
        {mayMember(role, 'organization:transfer') ? (
          <Line title={t('transfer.title')} text={t('transfer.text')}>
            <Button onClick={() => setDeed('transfer')}>{t('transfer.open')}</Button>
          </Line>
        ) : null}
        <Line title={t('leave.title')} text={role === 'owner' ? t('leave.text_owner') : t('leave.text')}>
          <Button onClick={() => setDeed('leave')}>{t('leave.open')}</Button>
        </Line>
        {mayMember(role, 'organization:delete') ? (
          <Line title={t('delete.title')} text={t('delete.text')}>
            <Button variant="danger" onClick={() => setDeed('delete')}>
              {t('delete.open')}
            </Button>
          </Line>
        ) : null}
      </ul>
      {deed === 'leave' ? <LeaveDialog name={name} onClose={close} /> : null}
      {deed === 'transfer' ? <TransferDialog name={name} onClose={close} /> : null}
      {deed === 'delete' ? <DeleteDialog name={name} slug={slug} onClose={close} /> : null}
    </Card>
  );
}

function Line({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-48 flex-1">
        <h3 className="font-medium text-ink">{title}</h3>
        <p className="text-ink-muted">{text}</p>
      </div>
      {children}
    </li>
  );
}
