import { Moon, RotateCcw, Sun } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scheme } from '../../../../../lib/contrast.ts';
import { effectiveTheme, usePreferences } from '../../../../../lib/preferences.ts';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { SegmentedControl } from '../../../../../ui/segmented-control.tsx';
import { useSession } from '../../../../access/sessions/index.ts';
import { stepIds } from '../../definition/places.ts';
import { useEditor } from '../editor-context.ts';
import { PhoneContext } from './phone-context.ts';
import { PhoneScreen } from './phone-screen.tsx';
import { previewWords } from './preview-words.ts';
import { SimulatedAnswer } from './simulated-answer.tsx';
import { SubjectChoice } from './subject-choice.tsx';
import { useWalk } from './use-walk.ts';
import type { WalkMove } from './walk.ts';

/** The draft as a participant would meet it, to be walked through. */
export function PreviewPane() {
  const { t } = useTranslation('flow-editor');
  const { flow, locale: edited } = useEditor();
  const { organization } = useSession();
  const [scheme, setScheme] = useState<Scheme>(effectiveTheme(usePreferences((known) => known.theme)));
  const [locale, setLocale] = usePreviewLocale(flow.locales, edited);
  const { walk, subject, become, comeTo, move, restart } = useWalk();
  const [shown, show] = useShownStep(comeTo);
  const go = (wish: WalkMove) => show(move(wish).progress.nextStep);
  const words = previewWords(locale);
  const phone = {
    walk,
    words,
    locale,
    defaultLocale: flow.default_locale,
    organization: organization.name,
    move: go,
    show,
  };
  return (
    <section aria-labelledby="preview-title" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="preview-title" className="text-xs font-medium text-ink-faint">
          {t('pane.preview')}
        </h2>
        <div className="ml-auto flex items-center gap-1.5">
          {flow.locales.length > 1 ? (
            <SegmentedControl
              label={t('preview.language')}
              value={locale}
              onChange={setLocale}
              options={flow.locales.map((tag) => ({ value: tag, label: <span className="uppercase">{tag}</span> }))}
              className="max-w-32 overflow-x-auto"
            />
          ) : null}
          <SchemeChoice scheme={scheme} onChange={setScheme} />
          <IconButton label={t('preview.restart')} icon={<RotateCcw />} size="sm" onClick={restart} />
        </div>
      </div>
      <SubjectChoice subject={subject} onChange={become} />
      <PhoneContext value={phone}>
        <div className="mx-auto w-full max-w-[23.5rem]">
          <PhoneScreen scheme={scheme} shown={shown} />
        </div>
        <SimulatedAnswer shown={shown} />
      </PhoneContext>
    </section>
  );
}

function SchemeChoice({ scheme, onChange }: { scheme: Scheme; onChange: (scheme: Scheme) => void }) {
  const { t } = useTranslation('flow-editor');
  const option = (value: Scheme, Icon: typeof Sun) => ({
    value,
    label: <Icon aria-label={t(`preview.${value}`)} role="img" className="size-3.5" />,
  });
  return (
    <SegmentedControl
      label={t('preview.scheme')}
      value={scheme}
      onChange={onChange}
      options={[option('light', Sun), option('dark', Moon)]}
    />
  );
}

/** Follows the language that is being written, until another is chosen here. */
function usePreviewLocale(locales: readonly string[], edited: string) {
  const [own, setOwn] = useState<{ locale: string; over: string } | null>(null);
  const isOwn = own !== null && own.over === edited && locales.includes(own.locale);
  return [isOwn ? own.locale : edited, (locale: string) => setOwn({ locale, over: edited })] as const;
}

/** Follows what is being edited, as somebody who has just come there; going on in the phone leaves the editor alone. */
function useShownStep(comeTo: (stepKey: string) => void) {
  const { flow, place } = useEditor();
  const chosen = place.part === 'step' ? (flow.steps[stepIds(flow).indexOf(place.id)]?.key ?? null) : null;
  const [own, setOwn] = useState<{ shown: string | null; over: string | null } | null>(null);
  const come = useEffectEvent(comeTo);
  useEffect(() => {
    if (chosen !== null) come(chosen);
  }, [chosen]);
  const shown = own !== null && own.over === chosen ? own.shown : chosen;
  return [shown, (stepKey: string | null) => setOwn({ shown: stepKey, over: chosen })] as const;
}
