import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { useSession } from '../sessions/index.ts';
import { type ClosedGate, stepWords } from './closed-gate.ts';
import { MemberRefusal } from './member-refusal.tsx';

/** Inviting is closed until some steps are done: which, and how to go on. */
export function GateNote({ gate }: { gate: ClosedGate }) {
  const { t } = useTranslation('members');
  const { email, email_verified: isVerified } = useSession().account;
  return (
    <Callout tone="warn" title={isVerified ? t('gate.title') : t('gate.title_verify')} alert>
      <p>{isVerified ? t('gate.text') : t('gate.text_verify', { email })}</p>
      {gate.due.length > 0 ? <StepNames label={t('gate.due')} steps={gate.due} /> : null}
      {gate.inReview.length > 0 ? <StepNames label={t('gate.in_review')} steps={gate.inReview} /> : null}
      <div className="mt-2 flex flex-wrap gap-2">
        {isVerified ? null : <MailAgain />}
        {gate.resumeUrl ? (
          <Button asChild size="sm">
            <a href={gate.resumeUrl}>{t('gate.resume')}</a>
          </Button>
        ) : null}
      </div>
    </Callout>
  );
}

/** Steps have a text of ours where we know them. */
const KNOWN_STEPS = ['verify_email'] as const;

function StepNames({ label, steps }: { label: string; steps: string[] }) {
  const { t } = useTranslation('members');
  return (
    <>
      <p className="mt-2 font-medium">{label}</p>
      <ul className="list-disc pl-5">
        {steps.map((step) => {
          const known = KNOWN_STEPS.find((key) => key === step);
          return <li key={step}>{known ? t(`gate.step.${known}`) : stepWords(step)}</li>;
        })}
      </ul>
    </>
  );
}

function MailAgain() {
  const { t } = useTranslation('members');
  const send = useMutation({
    mutationFn: () => call('POST /api/v1/me/verification'),
    meta: { shownInPlace: true },
  });
  if (send.error) return <MemberRefusal error={send.error} className="w-full" />;
  return (
    <>
      {send.isSuccess ? null : (
        <Button size="sm" busy={send.isPending} onClick={() => send.mutate()}>
          {t('gate.mail_again')}
        </Button>
      )}
      <span role="status">{send.isSuccess ? t('gate.mailed') : ''}</span>
    </>
  );
}
