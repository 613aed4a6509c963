import { useTranslation } from 'react-i18next';
import { SegmentedControl } from '../../../../ui/segmented-control.tsx';
import { textsOfFlow, textsOfGate, textsOfStep, untranslatedCounts } from '../definition/texts.ts';
import { useEditor } from './editor-context.ts';
import { useLanguageName } from './language-name.ts';

/** The language that is being written, with what each one lacks in the whole flow. */
export function LocaleTabs() {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, chooseLocale } = useEditor();
  const nameOf = useLanguageName();
  if (flow.locales.length < 2) return null;
  const texts = [...textsOfFlow(flow), ...flow.steps.flatMap(textsOfStep), ...flow.gates.flatMap(textsOfGate)];
  const missing = untranslatedCounts(texts, flow.locales);
  return (
    <SegmentedControl
      label={t('locale.label')}
      value={locale}
      onChange={chooseLocale}
      className="max-w-full overflow-x-auto"
      options={flow.locales.map((tag) => ({
        value: tag,
        label: <LocaleName tag={tag} name={nameOf(tag)} missing={missing.get(tag) ?? 0} />,
      }))}
    />
  );
}

function LocaleName({ tag, name, missing }: { tag: string; name: string; missing: number }) {
  const { t } = useTranslation('flow-editor');
  return (
    <span title={name} className="inline-flex items-center gap-1.5">
      <span className="uppercase">{tag}</span>
      {missing > 0 ? (
        <span data-figures className="rounded-full bg-warn-soft px-1 text-2xs text-warn-text">
          <span className="sr-only">{t('locale.missing', { count: missing })}</span>
          <span aria-hidden="true">{missing}</span>
        </span>
      ) : null}
    </span>
  );
}
