import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { accentTokens, type Scheme } from '../../../lib/contrast.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { accentContrast } from './accent-contrast.ts';

/** The accent on the hosted pages in light and in dark, with how well it reads. */
export function AccentPreview({ accent, name }: { accent: string; name: string }) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SchemePreview scheme="light" accent={accent} name={name} />
      <SchemePreview scheme="dark" accent={accent} name={name} />
    </div>
  );
}

interface SchemePreviewProps {
  scheme: Scheme;
  accent: string;
  name: string;
}

function SchemePreview({ scheme, accent, name }: SchemePreviewProps) {
  const { t } = useTranslation('organization');
  const style = (accentTokens(accent, scheme) ?? {}) as CSSProperties;
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="font-medium text-ink">{t(`branding.scheme.${scheme}`)}</figcaption>
      <div
        data-theme={scheme}
        style={style}
        className="flex min-w-0 flex-col items-start gap-3 rounded-lg border border-sand-line bg-sand p-4 text-sand-ink"
      >
        <p className="max-w-full truncate text-base font-semibold">{name}</p>
        <span className="text-accent-text underline underline-offset-4">{t('branding.sample_link')}</span>
        <span className="rounded-lg bg-accent px-3 py-1.5 font-medium text-on-accent">
          {t('branding.sample_button')}
        </span>
      </div>
      <Judgement scheme={scheme} accent={accent} />
    </figure>
  );
}

function Judgement({ scheme, accent }: Omit<SchemePreviewProps, 'name'>) {
  const { t } = useTranslation('organization');
  const format = useFormat();
  const found = accentContrast(accent, scheme);
  if (!found) return <p className="text-xs text-ink-muted">{t('branding.built_in')}</p>;
  const Icon = found.readable ? CircleCheck : TriangleAlert;
  const ratio = format.number(Math.round(found.ratio * 10) / 10);
  return (
    <p role="status" className="flex items-start gap-1.5 text-xs text-ink-muted">
      <Icon
        aria-hidden="true"
        className={`mt-px size-3.5 shrink-0 ${found.readable ? 'text-good-text' : 'text-warn-text'}`}
      />
      {found.readable ? t('branding.readable', { ratio }) : t('branding.adjusted', { ratio, shown: found.shownAs })}
    </p>
  );
}
