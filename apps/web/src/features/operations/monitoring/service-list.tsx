import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { Service } from './services-query.ts';

const TONES: Record<Service['state'], Tone> = { closed: 'good', half_open: 'warn', open: 'bad' };

/** A table, and on a phone the same as a list. */
export function ServiceList({ services }: { services: Service[] }) {
  return (
    <>
      <ServiceTable services={services} />
      <ServiceLines services={services} />
    </>
  );
}

function ServiceTable({ services }: { services: Service[] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  return (
    <Table label={t('title')} className="max-sm:hidden">
      <TableHead>
        <HeaderCell>{t('column.service')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell>{t('column.since')}</HeaderCell>
        <HeaderCell figures>{t('column.opened')}</HeaderCell>
      </TableHead>
      <TableBody>
        {services.map((service) => (
          <Row key={service.name}>
            <Cell className="w-1/2 py-2 whitespace-normal">
              <Name service={service} />
            </Cell>
            <Cell>
              <State state={service.state} />
            </Cell>
            <Cell className="text-ink-muted">
              <Since since={service.since} />
            </Cell>
            <Cell figures>{format.number(service.times_opened)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function ServiceLines({ services }: { services: Service[] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  return (
    <ul aria-label={t('title')} className="divide-y rounded-lg border bg-surface sm:hidden">
      {services.map((service) => (
        <li key={service.name} className="flex flex-col gap-1.5 p-3">
          <Name service={service} />
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
            <State state={service.state} />
            <Since since={service.since} />
            {service.times_opened > 0 ? (
              <span>{t('opened', { count: service.times_opened, figure: format.number(service.times_opened) })}</span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

const EXPLAINED = ['redis', 'stolen_passwords', 'github'] as const;

/** A service of which there is nothing to say yet is called what the server calls it. */
function Name({ service: { name } }: { service: Service }) {
  const { t } = useTranslation('monitoring');
  const known = EXPLAINED.find((one) => one === name);
  if (!known) return <span className="font-mono text-xs text-ink">{name}</span>;
  return (
    <span className="flex flex-col gap-0.5">
      <span className="font-medium text-ink">{t(`name.${known}`)}</span>
      <span className="text-xs text-ink-muted">{t(`meaning.${known}`)}</span>
    </span>
  );
}

function State({ state }: Pick<Service, 'state'>) {
  const { t } = useTranslation('monitoring');
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}

function Since({ since }: Pick<Service, 'since'>) {
  const { t } = useTranslation('monitoring');
  return since ? <RelativeTime at={since} /> : <span>{t('since_start')}</span>;
}
