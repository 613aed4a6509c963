import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { isDomain, tidyDomain } from './domain-name.ts';
import { DomainLine } from './domain-line.tsx';
import { domainsQuery, useAddDomain } from './single-sign-on-queries.ts';
import { expectedRefusalOf, SingleSignOnRefusal } from './single-sign-on-refusal.tsx';

export function DomainsCard({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  const section = useRef<HTMLElement>(null);
  const domains = useQuery({ ...domainsQuery, throwOnError: false });
  // The directory leads here; the browser looked for the place before it was there.
  useEffect(() => {
    if (location.hash === '#domains') section.current?.scrollIntoView();
  }, []);
  return (
    <section ref={section} id="domains" className="scroll-mt-20">
      <Card title={t('domains.title')} flush>
        <p className="px-4 pt-3 pb-3 text-ink-muted">{t('domains.lead')}</p>
        {domains.isPending ? <Skeleton className="mx-4 mb-4 w-1/2" /> : null}
        {domains.error ? (
          <ErrorState
            error={domains.error}
            onRetry={() => domains.refetch()}
            retrying={domains.isFetching}
            className="m-4 mt-0"
          />
        ) : null}
        {domains.data?.length === 0 ? <p className="border-t px-4 py-3 text-ink">{t('domains.none')}</p> : null}
        {domains.data?.length ? (
          <ul className="divide-y border-t">
            {domains.data.map((domain) => (
              <DomainLine key={domain.id} domain={domain} mayWrite={mayWrite} />
            ))}
          </ul>
        ) : null}
        {mayWrite ? <AddDomain /> : null}
      </Card>
    </section>
  );
}

/** What is wrong with the name itself is said at its field. */
const AT_FIELD = ['domain_taken', 'domain_public', 'too_many_domains'];

function AddDomain() {
  const { t } = useTranslation('single-sign-on');
  const id = useId();
  const add = useAddDomain();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const name = tidyDomain(typed);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!isDomain(name) || add.isPending) return;
    add.mutate(name, { onSuccess: () => [setTyped(''), setAsked(false)] });
  };
  const refusal = expectedRefusalOf(add.error);
  const isAtField = refusal !== undefined && AT_FIELD.includes(refusal);
  const bad = asked && !isDomain(name) ? t('domains.name_bad') : undefined;
  return (
    <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-3 border-t p-4">
      <Field label={t('domains.add')} error={bad ?? (refusal && isAtField ? t(`refused.${refusal}`) : undefined)}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="url"
              maxLength={253}
              placeholder="example.com"
              className="sm:max-w-80"
              value={typed}
              onChange={({ target }) => {
                add.reset();
                setTyped(target.value);
              }}
            />
            <Button type="submit" busy={add.isPending}>
              {t('domains.submit')}
            </Button>
          </div>
        )}
      </Field>
      {isAtField ? null : <SingleSignOnRefusal error={add.error} />}
    </form>
  );
}
