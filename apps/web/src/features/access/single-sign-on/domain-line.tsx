import { CircleCheck, CircleDashed, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { QuestionDialog } from '../../../ui/question-dialog.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { type Domain, useRemoveDomain, useVerifyDomain } from './single-sign-on-queries.ts';
import { SingleSignOnRefusal } from './single-sign-on-refusal.tsx';

export function DomainLine({ domain, mayWrite }: { domain: Domain; mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  const [isDoomed, setDoomed] = useState(false);
  const { domain: name, verified_at: verified } = domain;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex items-center gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-all text-ink">{name}</span>
          <Badge tone={verified ? 'good' : 'warn'} icon={verified ? <CircleCheck /> : <CircleDashed />}>
            {t(verified ? 'domains.verified' : 'domains.unverified')}
          </Badge>
        </div>
        {mayWrite ? (
          <IconButton
            size="sm"
            label={t('domains.remove_named', { domain: name })}
            icon={<Trash2 />}
            onClick={() => setDoomed(true)}
          />
        ) : null}
      </div>
      {verified ? null : <Proof domain={domain} mayWrite={mayWrite} />}
      {isDoomed ? <RemoveDialog domain={domain} onClose={() => setDoomed(false)} /> : null}
    </li>
  );
}

/** The DNS record that proves whose the domain is. */
function Proof({ domain, mayWrite }: { domain: Domain; mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  const name = domain.domain;
  const verify = useVerifyDomain(() => toast.success(t('domains.verified_now', { domain: name })));
  const { type, name: recordName, value } = domain.dns_record;
  return (
    <>
      <p className="text-xs text-ink-muted">{t('domains.record')}</p>
      <div className="grid gap-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-ink">{t('domains.record_type')}</span>
          <span className="font-mono text-xs text-ink sm:leading-8">{type}</span>
        </div>
        <CopyField label={t('domains.record_name')} value={recordName} />
        <CopyField label={t('domains.record_value')} value={value} className="sm:col-start-2" />
      </div>
      <SingleSignOnRefusal error={verify.error} />
      {mayWrite ? (
        <Button
          aria-label={t('domains.verify_named', { domain: name })}
          busy={verify.isPending}
          onClick={() => verify.mutate(domain.id)}
          className="self-start"
        >
          {t('domains.verify')}
        </Button>
      ) : null}
    </>
  );
}

function RemoveDialog({ domain, onClose }: { domain: Domain; onClose: () => void }) {
  const { t } = useTranslation('single-sign-on');
  const remove = useRemoveDomain();
  const name = domain.domain;
  return (
    <QuestionDialog
      title={t('domains.remove_title', { domain: name })}
      text={t('domains.remove_text')}
      action={t('domains.remove')}
      keep={t('cancel')}
      busy={remove.isPending}
      refusal={remove.error ? <SingleSignOnRefusal error={remove.error} /> : null}
      onDo={() => remove.mutate(domain.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
