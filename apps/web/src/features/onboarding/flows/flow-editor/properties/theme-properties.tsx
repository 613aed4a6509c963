import { useTranslation } from 'react-i18next';
import { contrastFindings, withTheme } from '../../definition/theme.ts';
import { Button } from '../../../../../ui/button.tsx';
import { Callout } from '../../../../../ui/callout.tsx';
import { Input } from '../../../../../ui/input.tsx';
import { useEditor } from '../editor-context.ts';
import { LinkProperty } from '../inputs/link-property.tsx';
import { Property } from '../inputs/property.tsx';
import { useTypedValue } from '../inputs/use-typed-value.ts';

const STANDARD_RADIUS_PX = 8;
/** What the colour field shows while no colour is chosen. */
const STANDARD_ACCENT = '#1a6a99';

export function ThemeProperties() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  return (
    <>
      <AccentProperty />
      <RadiusProperty />
      <LinkProperty
        path="theme/logo_url"
        label={t('theme.logo')}
        help={t('theme.logo_help')}
        link={flow.theme?.logo_url}
        onChange={(logo_url) => edit((known) => withTheme(known, { logo_url }))}
      />
    </>
  );
}

function AccentProperty() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const accent = flow.theme?.accent;
  const set = (next: string | undefined) => edit((known) => withTheme(known, { accent: next }), 'theme/accent');
  const typed = useTypedValue<string | undefined>({
    value: accent,
    write: (colour) => colour ?? '',
    read: (text) => {
      const bare = text.trim().replace(/^(?!#)/, '#');
      if (bare === '#') return { value: undefined };
      return /^#[0-9a-f]{6}$/i.test(bare) ? { value: bare.toLowerCase() } : { error: t('theme.accent_wrong') };
    },
    onChange: set,
    commit: 'leave',
  });
  return (
    <>
      <Property path="theme/accent" label={t('theme.accent')} error={typed.error}>
        {(control) => (
          <span className="flex flex-wrap items-center gap-2">
            <input
              type="color"
              aria-label={t('theme.accent_picker')}
              value={accent ?? STANDARD_ACCENT}
              onChange={(event) => set(event.target.value)}
              className="h-8 w-10 shrink-0 rounded-lg border border-line-control bg-surface p-1"
            />
            <Input
              {...control}
              className="w-32 font-mono"
              placeholder={t('theme.standard')}
              spellCheck={false}
              maxLength={7}
              value={typed.text}
              onChange={(event) => typed.onType(event.target.value)}
              onBlur={typed.onLeave}
            />
            {accent ? (
              <Button variant="ghost" onClick={() => set(undefined)}>
                {t('theme.use_standard')}
              </Button>
            ) : null}
          </span>
        )}
      </Property>
      {accent ? <ContrastWarning accent={accent} /> : null}
    </>
  );
}

function ContrastWarning({ accent }: { accent: string }) {
  const { t, i18n } = useTranslation('flow-editor');
  const findings = contrastFindings(accent);
  const ratio = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  if (findings.length === 0) return null;
  return (
    <Callout tone="warn" title={t('theme.contrast')}>
      <ul className="mt-1 flex flex-col gap-1">
        {findings.map((finding) => (
          <li key={finding.scheme} className="flex flex-wrap items-center gap-1.5 text-ink-muted">
            {t(`theme.contrast_${finding.scheme}`, { ratio: ratio.format(finding.ratio) })}
            <span className="size-3.5 rounded-sm border" style={{ backgroundColor: finding.shownAs }} />
            <span className="font-mono text-xs">{finding.shownAs}</span>
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function RadiusProperty() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const radius = flow.theme?.radius ?? STANDARD_RADIUS_PX;
  return (
    <Property path="theme/radius" label={t('theme.radius')} note={t('theme.radius_px', { count: radius })}>
      {(control) => (
        <input
          {...control}
          type="range"
          min={0}
          max={24}
          step={1}
          value={radius}
          onChange={(event) =>
            edit((known) => withTheme(known, { radius: Number(event.target.value) }), 'theme/radius')
          }
          className="h-8 w-full max-w-72 accent-accent"
        />
      )}
    </Property>
  );
}
