import { ChartNoAxesColumn, Download, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { type CsvCell, csvOf } from './csv.ts';
import { saveFile } from '../../../lib/save-file.ts';

export interface ChartCardProps {
  title: string;
  /** One line below the title: what is counted. */
  note?: ReactNode;
  chart: ReactNode;
  /** The same figures as a table. */
  table: ReactNode;
  /** Rows of the file, the head among them; made when it is asked for. */
  csv: () => readonly (readonly CsvCell[])[];
  fileName: string;
  className?: string;
}

/** A chart, the same figures as a table, and as a file. */
export function ChartCard({ title, note, chart, table, csv, fileName, className }: ChartCardProps) {
  const { t } = useTranslation('charts');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const actions = (
    <div className="flex items-center gap-1">
      <SegmentedControl
        label={t('view.label', { title })}
        value={view}
        onChange={setView}
        options={[
          { value: 'chart', label: <ViewIcon icon={<ChartNoAxesColumn />} name={t('view.chart')} /> },
          { value: 'table', label: <ViewIcon icon={<Table2 />} name={t('view.table')} /> },
        ]}
      />
      <IconButton
        size="sm"
        label={t('download', { title })}
        icon={<Download />}
        onClick={() => saveFile(`${fileName}.csv`, csvOf(csv()))}
      />
    </div>
  );
  return (
    <Card title={title} actions={actions} flush className={className}>
      {note ? <p className="px-4 pt-3 text-xs text-ink-muted">{note}</p> : null}
      {view === 'chart' ? <div className="p-4">{chart}</div> : <div className="p-3">{table}</div>}
    </Card>
  );
}

function ViewIcon({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <span title={name} className="flex [&_svg]:size-3.5">
      {icon}
      <span className="sr-only">{name}</span>
    </span>
  );
}
