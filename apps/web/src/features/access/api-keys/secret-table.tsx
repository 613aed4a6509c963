import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { SigningSecret } from './api-key-queries.ts';
import { EnvironmentBadge, StateBadge } from './credential-badges.tsx';
import { stateOf } from './credential-state.ts';

const CLOCK_MS = 60_000;

export function SecretTable({
  secrets,
  onRevoke,
}: {
  secrets: SigningSecret[];
  onRevoke: (secret: SigningSecret) => void;
}) {
  const { t } = useTranslation('api-keys');
  const now = useNow(CLOCK_MS);
  return (
    <Table label={t('tab.secrets')}>
      <TableHead>
        <HeaderCell>{t('column.id')}</HeaderCell>
        <HeaderCell>{t('column.environment')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell>{t('column.created')}</HeaderCell>
        <HeaderCell>{t('column.last_used')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('column.actions')}</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {secrets.map((secret) => (
          <Row key={secret.id}>
            <Cell>
              <CopyableId id={secret.id} short />
            </Cell>
            <Cell>
              <EnvironmentBadge environment={secret.environment} />
            </Cell>
            <Cell>
              <StateBadge of="secret" state={stateOf(secret, now)} />
            </Cell>
            <Cell className="text-ink-muted">
              <RelativeTime at={secret.created_at} />
            </Cell>
            <Cell className="text-ink-muted">
              {secret.last_used_at ? <RelativeTime at={secret.last_used_at} /> : t('never_used')}
            </Cell>
            <Cell className="text-right">
              {secret.revoked_at === null ? (
                <Button
                  size="sm"
                  variant="ghost"
                  onClick={() => onRevoke(secret)}
                  aria-label={t('revoke.action_of', { name: secret.id })}
                >
                  {t('revoke.action')}
                </Button>
              ) : null}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
