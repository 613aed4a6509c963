import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { DefinitionList } from '../../../ui/definition-list.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { IdentityProviderForm } from './identity-provider-form.tsx';
import type { SingleSignOn } from './single-sign-on-queries.ts';

const CLOCK_MS = 60_000;

/** The identity provider as it is set up, or the form that sets it up. */
export function IdentityProviderCard({ known, mayWrite }: { known: SingleSignOn | null; mayWrite: boolean }) {
  const { t } = useTranslation('single-sign-on');
  const [isOpen, setOpen] = useState(false);
  const [isSaved, setSaved] = useState(false);
  if (!known || isOpen) {
    return (
      <Card title={t('provider.title')}>
        <IdentityProviderForm
          known={known}
          onSaved={() => [setOpen(false), setSaved(true)]}
          onCancel={known ? () => setOpen(false) : undefined}
        />
      </Card>
    );
  }
  const change = (
    <Button size="sm" onClick={() => [setOpen(true), setSaved(false)]}>
      {t('provider.change')}
    </Button>
  );
  return (
    <Card title={t('provider.title')} actions={mayWrite ? change : undefined}>
      <Summary known={known} />
      <p role="status" className="text-xs text-good-text not-empty:mt-3">
        {isSaved ? t('provider.saved') : ''}
      </p>
    </Card>
  );
}

function Summary({ known }: { known: SingleSignOn }) {
  const { t } = useTranslation('single-sign-on');
  const { saml, oidc } = known;
  const samlItems = saml
    ? [
        { label: t('provider.entity_id'), value: <Address text={saml.entity_id} /> },
        { label: t('provider.sign_in_url'), value: <Address text={saml.sign_in_url} /> },
        { label: t('provider.certificates'), value: <Certificates all={saml.certificates} /> },
      ]
    : [];
  const oidcItems = oidc
    ? [
        { label: t('provider.issuer'), value: <Address text={oidc.issuer} /> },
        { label: t('provider.client_id'), value: <Address text={oidc.client_id} /> },
        {
          label: t('provider.client_secret'),
          value: t(oidc.has_client_secret ? 'provider.has_secret' : 'provider.no_secret'),
        },
      ]
    : [];
  return (
    <DefinitionList
      items={[
        { label: t('provider.kind'), value: t(`provider.${known.kind}`) },
        ...samlItems,
        ...oidcItems,
        { label: t('provider.contexts'), value: <Contexts all={known.required_contexts} /> },
        { label: t('provider.max_age'), value: known.max_age_minutes ?? t('provider.max_age_none') },
        { label: t('provider.default_role'), value: t(`role.${known.default_role}`) },
      ]}
    />
  );
}

function Contexts({ all }: { all: readonly string[] }) {
  const { t } = useTranslation('single-sign-on');
  if (all.length === 0) return t('provider.contexts_none');
  return (
    <ul className="flex flex-col gap-1">
      {all.map((name) => (
        <li key={name}>
          <Address text={name} />
        </li>
      ))}
    </ul>
  );
}

function Address({ text }: { text: string }) {
  return <span className="font-mono text-xs break-all">{text}</span>;
}

function Certificates({ all }: { all: NonNullable<SingleSignOn['saml']>['certificates'] }) {
  const { t } = useTranslation('single-sign-on');
  const format = useFormat();
  const now = useNow(CLOCK_MS);
  return (
    <ul className="flex flex-col gap-2">
      {all.map(({ subject, fingerprint, expires_at: expires }) => {
        const isOver = Date.parse(expires) <= now;
        return (
          <li key={fingerprint} className="flex flex-col">
            <span className="min-w-0 break-words">{subject}</span>
            <span className="text-xs text-ink-muted">
              {isOver ? <Badge tone="bad">{t('provider.expired')}</Badge> : t('provider.expires')}{' '}
              <time dateTime={expires}>{format.date(expires)}</time>
            </span>
            <span className="font-mono text-xs break-all text-ink-muted">{fingerprint}</span>
          </li>
        );
      })}
    </ul>
  );
}
