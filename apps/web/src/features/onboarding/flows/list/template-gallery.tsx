import { useQuery } from '@tanstack/react-query';
import { textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { RadioGroup } from '../../../../ui/radio-group.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';
import { type FlowTemplate, templatesQuery } from '../flow-queries.ts';

/** Stands for starting from nothing. */
export const BLANK = '';

const SHOWN_STEPS = 4;

export interface TemplateGalleryProps {
  value: string;
  onChange: (template: string, name: string) => void;
}

export function TemplateGallery({ value, onChange }: TemplateGalleryProps) {
  const { t } = useTranslation('flows');
  const templates = useQuery(templatesQuery);
  const known = templates.data ?? [];
  const options = [
    { value: BLANK, label: <b className="font-medium">{t('create.blank')}</b>, detail: t('create.blank_detail') },
    ...known.map((template) => ({
      value: template.key,
      label: <b className="font-medium">{template.name}</b>,
      detail: <TemplateDetail template={template} />,
    })),
  ];
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup
        legend={t('create.template')}
        look="cards"
        value={value}
        onChange={(key) => onChange(key, known.find((template) => template.key === key)?.name ?? '')}
        options={options}
        className="grid sm:grid-cols-2"
      />
      {templates.isPending ? <GallerySkeleton /> : null}
      {templates.error ? <ErrorState error={templates.error} onRetry={() => templates.refetch()} /> : null}
    </div>
  );
}

function TemplateDetail({ template }: { template: FlowTemplate }) {
  const { t, i18n } = useTranslation('flows');
  const { steps, default_locale } = template.definition;
  const titles = steps.slice(0, SHOWN_STEPS).map((step) => textIn(step.title, i18n.language, default_locale));
  const rest = template.step_count - titles.length;
  return (
    <>
      <span className="block">{template.description}</span>
      <span className="mt-2 block text-ink-faint">
        {titles.join(' → ')}
        {rest > 0 ? ` ${t('create.more_steps', { count: rest })}` : null}
      </span>
    </>
  );
}

function GallerySkeleton() {
  const { t } = useTranslation('ui');
  return (
    <div role="status" className="grid gap-2 sm:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c', 'd'].map((id) => (
        <Skeleton key={id} className="h-24" />
      ))}
    </div>
  );
}
