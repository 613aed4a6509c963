import type { MemberRole } from '@stepwell/contract';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { closedGateOf } from './closed-gate.ts';
import { isAddress } from './email-address.ts';
import { GateNote } from './gate-note.tsx';
import { useInvite } from './member-queries.ts';
import { MemberRefusal } from './member-refusal.tsx';
import { grantableRoles } from './member-rights.ts';

export function InviteDialog({ role, onClose }: { role: MemberRole; onClose: () => void }) {
  const { t } = useTranslation('members');
  const id = useId();
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const [given, setGiven] = useState<MemberRole>('member');
  const [asked, setAsked] = useState(false);
  const address = email.trim();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!isAddress(address)) event.currentTarget.querySelector('input')?.focus();
    if (!isAddress(address) || invite.isPending) return;
    const onSuccess = () => {
      toast.success(t('invite.done', { email: address }));
      onClose();
    };
    invite.mutate({ email: address, role: given }, { onSuccess });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('invite.cancel')}</Button>
      <Button type="submit" form={id} variant="primary" busy={invite.isPending}>
        {t('invite.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('invite.title')} description={t('invite.lead')} footer={footer}>
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <AddressField value={email} onChange={setEmail} bad={(asked && !isAddress(address)) || isBad(invite.error)} />
        <RadioGroup
          legend={t('invite.role')}
          look="cards"
          value={given}
          onChange={setGiven}
          options={grantableRoles(role).map((value) => ({
            value,
            label: t(`role.${value}`),
            detail: t(`role_text.${value}`),
          }))}
        />
        {invite.error ? <InvitingRefused error={invite.error} /> : null}
      </form>
    </Dialog>
  );
}

interface AddressFieldProps {
  value: string;
  onChange: (address: string) => void;
  bad: boolean;
}

function AddressField({ value, onChange, bad }: AddressFieldProps) {
  const { t } = useTranslation('members');
  return (
    <Field label={t('invite.email')} error={bad ? t('invite.email_bad') : undefined} required>
      {(control) => (
        <Input
          {...control}
          type="email"
          autoComplete="off"
          maxLength={320}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function InvitingRefused({ error }: { error: Error }) {
  const gate = closedGateOf(error);
  if (gate) return <GateNote gate={gate} />;
  return isBad(error) ? null : <MemberRefusal error={error} />;
}

/** The server takes addresses more strictly than the page. */
function isBad(error: unknown): boolean {
  return isProblem(error) && (error.problem.errors?.some(({ path }) => path === '/email') ?? false);
}
