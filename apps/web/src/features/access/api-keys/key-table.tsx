import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { ApiKey } from './api-key-queries.ts';
import { stateOf } from './credential-state.ts';
import { EnvironmentBadge, StateBadge } from './credential-badges.tsx';

const CLOCK_MS = 60_000;

export function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation('api-keys');
  return (
    <Table label={t('tab.keys')}>
      <TableHead>
        <HeaderCell>{t('column.name')}</HeaderCell>
        <HeaderCell>{t('column.key')}</HeaderCell>
        <HeaderCell>{t('column.environment')}</HeaderCell>
        <HeaderCell>{t('column.scopes')}</HeaderCell>
        <HeaderCell>{t('column.last_used')}</HeaderCell>
        <HeaderCell>{t('column.expires')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('column.actions')}</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => onRevoke(key)} />
        ))}
      </TableBody>
    </Table>
  );
}

/** A day, because “in 11 months” helps nobody to plan. */
function Expiry({ at }: { at: string | null }) {
  const { t } = useTranslation('api-keys');
  const format = useFormat();
  if (!at) return t('never_expires');
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.date(at)}
    </time>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation('api-keys');
  const state = stateOf(apiKey, useNow(CLOCK_MS));
  const { last_used_at: used, expires_at: expires, revoked_at: revoked, created_by: maker } = apiKey;
  return (
    <Row>
      <Cell className="py-2">
        <span className="flex flex-col">
          <span className="font-medium text-ink">{apiKey.name}</span>
          <span className="text-xs text-ink-muted">
            {maker ? t('made_by', { name: maker }) : t('made')} <RelativeTime at={apiKey.created_at} />
          </span>
        </span>
      </Cell>
      <Cell className="font-mono text-xs">{apiKey.prefix}…</Cell>
      <Cell>
        <EnvironmentBadge environment={apiKey.environment} />
      </Cell>
      <Cell className="min-w-52 py-2 whitespace-normal">
        <span className="flex flex-wrap gap-1">
          {apiKey.scopes.map((scope) => (
            <Badge key={scope} className="font-mono font-normal">
              {scope}
            </Badge>
          ))}
        </span>
      </Cell>
      <Cell className="text-ink-muted">{used ? <RelativeTime at={used} /> : t('never_used')}</Cell>
      <Cell className="text-ink-muted">
        {state === 'live' ? (
          <Expiry at={expires} />
        ) : (
          <span className="flex items-center gap-2">
            <StateBadge of="key" state={state} />
            {revoked ? <RelativeTime at={revoked} /> : null}
          </span>
        )}
      </Cell>
      <Cell className="text-right">
        {state === 'revoked' ? null : (
          <Button
            size="sm"
            variant="ghost"
            onClick={onRevoke}
            aria-label={t('revoke.action_of', { name: apiKey.name })}
          >
            {t('revoke.action')}
          </Button>
        )}
      </Cell>
    </Row>
  );
}
