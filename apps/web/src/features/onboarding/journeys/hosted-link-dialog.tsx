import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../../lib/api.ts';
import { environment } from '../../../lib/environment.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Select } from '../../../ui/select.tsx';
import { useFlowChoice } from './flow-choice.ts';

export interface HostedLinkDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whose link; asked for where absent. */
  externalId?: string;
  /** The flow to start with. */
  flowKey?: string;
}

type HostedLink = Reply<'POST /api/v1/participants/{external_id}/links'>['data'];
type Lifetime = 'hour' | 'day' | 'week';

const LIFETIME_SECONDS: Record<Lifetime, number> = { hour: 3_600, day: 86_400, week: 604_800 };
const LIFETIMES = Object.keys(LIFETIME_SECONDS) as Lifetime[];

/** Makes a link that opens the hosted flow in somebody's name. */
export function HostedLinkDialog({ open, onOpenChange, ...about }: HostedLinkDialogProps) {
  const { t } = useTranslation('journeys');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('link.title')} description={t('link.lead')}>
      <HostedLinkForm {...about} />
    </Dialog>
  );
}

function HostedLinkForm({ externalId, flowKey }: Pick<HostedLinkDialogProps, 'externalId' | 'flowKey'>) {
  const { t } = useTranslation('journeys');
  const [whom, setWhom] = useState(externalId ?? '');
  const [chosen, setChosen] = useState(flowKey);
  const [lifetime, setLifetime] = useState<Lifetime>('hour');
  const flows = useFlowChoice()?.filter(({ live }) => live[environment] !== null);
  const flow = chosen ?? flows?.[0]?.key;
  const make = useMakeLink();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (flow && whom.trim()) make.mutate({ externalId: whom.trim(), flow, ttlSeconds: LIFETIME_SECONDS[lifetime] });
  };
  if (flows?.length === 0) return <Callout tone="warn">{t('link.no_flow')}</Callout>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {externalId ? null : (
        <Field label={t('link.whom')} help={t('link.whom_help')} required>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={whom}
              onChange={(event) => setWhom(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('link.flow')}>
          {(control) => (
            <Select
              {...control}
              value={flow}
              onChange={setChosen}
              options={(flows ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            />
          )}
        </Field>
        <Field label={t('link.lifetime')}>
          {(control) => (
            <Select
              {...control}
              value={lifetime}
              onChange={setLifetime}
              options={LIFETIMES.map((value) => ({ value, label: t(`link.lifetimes.${value}`) }))}
            />
          )}
        </Field>
      </div>
      {make.error ? <ErrorState error={make.error} /> : null}
      {make.data ? <MadeLink link={make.data} /> : null}
      <div className="flex justify-end">
        <Button
          type="submit"
          variant={make.data ? 'secondary' : 'primary'}
          busy={make.isPending}
          disabled={!flow || !whom.trim()}
        >
          {make.data ? t('link.make_another') : t('link.make')}
        </Button>
      </div>
    </form>
  );
}

function useMakeLink() {
  return useMutation({
    mutationFn: async (wish: { externalId: string; flow: string; ttlSeconds: number }): Promise<HostedLink> => {
      const params = { external_id: wish.externalId };
      const body = { flow: wish.flow, ttl_seconds: wish.ttlSeconds };
      return (await call('POST /api/v1/participants/{external_id}/links', { params, body })).data;
    },
    meta: { shownInPlace: true },
  });
}

function MadeLink({ link }: { link: HostedLink }) {
  const { t } = useTranslation('journeys');
  const warning = useId();
  return (
    <div className="flex flex-col gap-2">
      <CodeBlock code={link.url} title={t('link.address')} className="[&_code]:break-all [&_pre]:max-h-24" wrap />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p id={warning} className="min-w-0 flex-1 text-xs text-ink-muted">
          {t('link.secret')} {t('link.ends')} <RelativeTime at={link.expires_at} />
        </p>
        <Button asChild variant="primary" aria-describedby={warning}>
          <a href={link.url} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden="true" />
            {t('link.open')}
          </a>
        </Button>
      </div>
    </div>
  );
}
