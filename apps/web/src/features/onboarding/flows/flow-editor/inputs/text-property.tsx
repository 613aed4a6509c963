import type { LocalizedText } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { untranslatedIn, withOptionalText, withText } from '../../definition/texts.ts';
import { Badge } from '../../../../../ui/badge.tsx';
import { Input } from '../../../../../ui/input.tsx';
import { Textarea } from '../../../../../ui/textarea.tsx';
import { useEditor } from '../editor-context.ts';
import { Property } from './property.tsx';

interface TextPropertyBase {
  path: string;
  label: string;
  help?: string;
  /** Rows of a text of several lines; one line where absent. */
  rows?: number;
  maxLength: number;
}

export type TextPropertyProps = TextPropertyBase &
  (
    | { optional?: false; text: LocalizedText; onChange: (text: LocalizedText, mark: string) => void }
    | {
        optional: true;
        text: LocalizedText | undefined;
        onChange: (text: LocalizedText | undefined, mark: string) => void;
      }
  );

/** A text in the language that is being written, with marks for the languages it lacks. */
export function TextProperty(props: TextPropertyProps) {
  const { path, label, help, rows, maxLength, text } = props;
  const { flow, locale } = useEditor();
  const value = (text && Object.hasOwn(text, locale) ? text[locale] : '') ?? '';
  const write = (next: string) => {
    const mark = `${path}/${locale}`;
    if (props.optional) props.onChange(withOptionalText(text, locale, next), mark);
    else props.onChange(withText(text, locale, next), mark);
  };
  const control = {
    value,
    maxLength,
    lang: locale,
    // What stands in the flow's own language helps whoever translates.
    placeholder: locale === flow.default_locale ? undefined : text?.[flow.default_locale],
    onChange: (event: { target: { value: string } }) => write(event.target.value),
  };
  return (
    <Property path={path} label={label} help={help} note={<TextNote text={text} />} required={!props.optional}>
      {(field) =>
        rows ? (
          <Textarea {...field} {...control} rows={rows} className={rows < 3 ? 'min-h-14' : undefined} />
        ) : (
          <Input {...field} {...control} />
        )
      }
    </Property>
  );
}

function TextNote({ text }: { text: LocalizedText | undefined }) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale } = useEditor();
  const missing = untranslatedIn(text, flow.locales);
  if (flow.locales.length < 2) return null;
  return (
    <span className="inline-flex items-center gap-1">
      {missing.map((tag) => (
        <Badge key={tag} tone="warn" className="h-4 px-1 text-2xs">
          {t('text.missing_in', { locale: tag.toUpperCase() })}
        </Badge>
      ))}
      {missing.includes(locale) ? null : <span className="font-mono text-2xs uppercase">{locale}</span>}
    </span>
  );
}
