import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../../lib/languages.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { DefinitionList } from '../../../../ui/definition-list.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import type { User } from '../console-queries.ts';

export function UserFacts({ user }: { user: User }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const methods = useMethodNames(user.sign_in_methods);
  return (
    <DefinitionList
      items={[
        { label: t('fact.email'), value: <Address user={user} /> },
        { label: t('fact.id'), value: <CopyableId id={user.id} /> },
        { label: t('fact.language'), value: languageName(user.locale) ?? t('fact.no_language') },
        { label: t('fact.methods'), value: methods.length > 0 ? format.list(methods) : t('fact.no_methods') },
        { label: t('fact.sessions'), value: format.number(user.sessions) },
        { label: t('fact.since'), value: <RelativeTime at={user.created_at} /> },
        {
          label: t('fact.last_active'),
          value: user.last_active_at ? <RelativeTime at={user.last_active_at} /> : t('never'),
        },
      ]}
    />
  );
}

function Address({ user: { email, email_verified_at: verifiedAt } }: { user: User }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="break-all">{email}</span>
      <span className="text-xs text-ink-muted">
        {verifiedAt ? t('fact.verified', { date: format.date(verifiedAt) }) : t('fact.unverified')}
      </span>
    </span>
  );
}

/** How the person can sign in; what other services are called is their own name. */
function useMethodNames(methods: User['sign_in_methods']): string[] {
  const { t } = useTranslation('operators');
  const { password, totp, passkeys, connected_accounts: connected } = methods;
  return [
    ...(password ? [t('method.password')] : []),
    ...(totp ? [t('method.totp')] : []),
    ...(passkeys > 0 ? [t('method.passkeys', { count: passkeys })] : []),
    ...connected,
  ];
}

function languageName(locale: string | null): string | undefined {
  return LANGUAGES.find(({ value }) => value === locale)?.label ?? locale ?? undefined;
}
