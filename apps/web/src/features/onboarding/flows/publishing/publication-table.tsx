import { ArrowRight, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { Button } from '../../../../ui/button.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Spinner } from '../../../../ui/spinner.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import { useFlow } from '../flow-context.ts';
import { isMoving, type Publication } from '../flow-queries.ts';
import { VersionName } from '../version-name.tsx';
import { OUTCOME_LOOKS } from './outcome-bar.tsx';
import { sharesOf } from './outcomes.ts';
import { Moving } from './publication-stage.tsx';

export interface PublicationTableProps {
  publications: readonly Publication[];
  stale: boolean;
  onRollBack: (publication: Publication) => void;
}

export function PublicationTable({ publications, stale, onRollBack }: PublicationTableProps) {
  const { t } = useTranslation('publishing');
  return (
    <Table label={t('publications')} stale={stale} className={stale ? 'opacity-60' : undefined}>
      <TableHead>
        <HeaderCell>{t('column.version')}</HeaderCell>
        <HeaderCell>{t('column.environment')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell className="max-md:hidden">{t('column.mode')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.journeys')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.published')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('column.actions')}</span>
        </HeaderCell>
      </TableHead>
      <TableBody>
        {publications.map((publication) => (
          <PublicationRow key={publication.id} publication={publication} onRollBack={onRollBack} />
        ))}
      </TableBody>
    </Table>
  );
}

interface PublicationRowProps {
  publication: Publication;
  onRollBack: (publication: Publication) => void;
}

function PublicationRow({ publication, onRollBack }: PublicationRowProps) {
  const { t } = useTranslation('publishing');
  const { mayWrite } = useFlow();
  return (
    <Row>
      <Cell className="h-12">
        <span className="inline-flex items-center gap-1.5">
          <VersionName number={publication.from_version} />
          <ArrowRight aria-label={t('column.becomes')} role="img" className="size-3 text-ink-faint" />
          <VersionName number={publication.to_version} />
        </span>
      </Cell>
      <Cell>
        <Badge tone={publication.environment === 'live' ? 'good' : 'warn'}>
          {t(`environment.${publication.environment}`)}
        </Badge>
      </Cell>
      <Cell>
        <PublicationState publication={publication} />
      </Cell>
      <Cell className="text-ink-muted max-md:hidden">{t(`mode.${publication.mode}`)}</Cell>
      <Cell className="min-w-48 max-lg:hidden">
        {isMoving(publication) ? <Moving publication={publication} /> : <Counts publication={publication} />}
      </Cell>
      <Cell className="text-ink-muted max-sm:hidden">
        <RelativeTime at={publication.published_at} />
      </Cell>
      <Cell className="text-right">
        {publication.can_roll_back && mayWrite ? (
          <Button size="sm" icon={<Undo2 />} onClick={() => onRollBack(publication)}>
            {t('roll_back.action')}
          </Button>
        ) : null}
      </Cell>
    </Row>
  );
}

const STATES: Record<Publication['state'], Tone> = {
  migrating: 'info',
  done: 'good',
  rolling_back: 'info',
  rolled_back: 'neutral',
};

function PublicationState({ publication }: { publication: Publication }) {
  const { t } = useTranslation('publishing');
  return (
    <Badge tone={STATES[publication.state]} icon={isMoving(publication) ? <Spinner /> : undefined}>
      {t(`state.${publication.state}`)}
    </Badge>
  );
}

/** The outcomes in short: each sign with its number, its name on hover and for screen readers. */
function Counts({ publication }: { publication: Publication }) {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const shares = sharesOf(publication.counts);
  if (shares.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {shares.map(({ outcome, count }) => {
        const { Icon, text } = OUTCOME_LOOKS[outcome];
        return (
          <span key={outcome} title={t(`outcome.${outcome}`)} className="inline-flex items-center gap-1">
            <Icon aria-label={t(`outcome.${outcome}`)} role="img" className={`size-3.5 ${text}`} />
            <span data-figures>{format.number(count)}</span>
          </span>
        );
      })}
    </span>
  );
}
