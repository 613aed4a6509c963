import type { ExternalStep, InfoStep, TermsStep } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { isAvailable } from '../../definition/step-kinds.ts';
import { Callout } from '../../../../../ui/callout.tsx';
import { FieldsEditor } from '../fields/fields-editor.tsx';
import { LinkProperty } from '../inputs/link-property.tsx';
import { TextProperty } from '../inputs/text-property.tsx';
import { TypedProperty } from '../inputs/typed-property.tsx';
import type { ChangeStep, StepPartProps } from './step-properties.tsx';

/** What only a step of this kind has. */
export function StepContent({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  if (step.kind === 'info') return <InfoContent step={step} path={path} change={change} />;
  if (step.kind === 'terms') return <TermsContent step={step} path={path} change={change} />;
  if (step.kind === 'external') return <ExternalContent step={step} path={path} change={change} />;
  if (step.kind === 'form') return <FieldsEditor step={step} path={path} change={change} />;
  if (step.kind === 'task') return <Callout>{t('kind.task.how', { key: step.key })}</Callout>;
  return isAvailable(step.kind) ? null : <Callout tone="warn">{t('kind.coming_note')}</Callout>;
}

interface PartOf<Step> {
  step: Step;
  path: string;
  change: ChangeStep;
}

function InfoContent({ step, path, change }: PartOf<InfoStep>) {
  const { t } = useTranslation('flow-editor');
  return (
    <TextProperty
      path={`${path}/body`}
      label={t('step.body')}
      help={t('text.markdown')}
      rows={6}
      maxLength={20_000}
      text={step.body}
      onChange={(body, mark) => change({ ...step, body }, mark)}
    />
  );
}

function TermsContent({ step, path, change }: PartOf<TermsStep>) {
  const { t } = useTranslation('flow-editor');
  const { document } = step;
  const set = (next: Partial<TermsStep['document']>, mark?: string) =>
    change({ ...step, document: { ...document, ...next } }, mark);
  return (
    <>
      <TextProperty
        path={`${path}/document/body`}
        label={t('terms.body')}
        help={t('text.markdown')}
        rows={8}
        maxLength={100_000}
        text={document.body}
        onChange={(body, mark) => set({ body }, mark)}
      />
      <div className="grid gap-4 @md:grid-cols-2">
        <TypedProperty
          path={`${path}/document/version`}
          label={t('terms.version')}
          help={t('terms.version_help')}
          value={document.version}
          write={(version) => version}
          read={(text) => (text.trim() ? { value: text } : { error: t('terms.version_missing') })}
          onChange={(version) => set({ version }, `${path}/document/version`)}
          input={{ maxLength: 60, className: 'font-mono' }}
        />
        <LinkProperty
          path={`${path}/document/url`}
          label={t('terms.url')}
          help={t('terms.url_help')}
          link={document.url}
          onChange={(url) => set({ url })}
        />
      </div>
    </>
  );
}

function ExternalContent({ step, path, change }: PartOf<ExternalStep>) {
  const { t } = useTranslation('flow-editor');
  return (
    <div className="grid gap-4 @md:grid-cols-2">
      <TypedProperty
        path={`${path}/source`}
        label={t('external.source')}
        help={t('external.source_help')}
        value={step.source}
        write={(source) => source}
        read={(text) => (text.trim() ? { value: text } : { error: t('external.source_missing') })}
        onChange={(source) => change({ ...step, source }, `${path}/source`)}
        input={{ maxLength: 60, className: 'font-mono', spellCheck: false }}
      />
      <LinkProperty
        path={`${path}/link`}
        label={t('external.link')}
        help={t('external.link_help')}
        link={step.link}
        onChange={(link) => change({ ...step, link })}
      />
    </div>
  );
}
