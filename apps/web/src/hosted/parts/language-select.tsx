import { usePage } from '../page-context.ts';
import { Icon } from './icon.tsx';

/** The languages of the flow, each under its own name. The browser's own list works on every phone. */
export function LanguageSelect({
  locales,
  locale,
  onChoose,
}: {
  locales: string[];
  locale: string;
  onChoose: (locale: string) => void;
}) {
  const { speech } = usePage();
  if (locales.length < 2) return null;
  return (
    <span className="relative ml-auto inline-flex shrink-0 items-center text-sand-ink-muted hover:text-sand-ink">
      <Icon name="globe" className="pointer-events-none absolute left-2.5 size-4" />
      <select
        aria-label={speech.say('language')}
        value={locale}
        className="h-10 max-w-36 appearance-none truncate rounded-lg border border-transparent bg-transparent pr-7 pl-8 text-md hover:bg-sand-deep"
        onChange={(event) => onChoose(event.target.value)}
      >
        {locales.map((tag) => (
          <option key={tag} value={tag} lang={tag} className="bg-sand-surface text-sand-ink">
            {endonym(tag)}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" className="pointer-events-none absolute right-2 size-4" />
    </span>
  );
}

function endonym(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
