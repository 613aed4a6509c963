import { ArrowDown, ArrowUp, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { useTypedText } from '../../../lib/use-typed-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { useEventText } from '../event-names/index.ts';
import type { EventStage } from './funnel-search.ts';
import { useEventsTitle } from './stage-title.ts';

export interface StageLineProps {
  stage: EventStage;
  number: number;
  names: { name: string; count: number }[];
  onChange: (stage: EventStage) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove?: () => void;
}

export function StageLine({ stage, number, names, onChange, onUp, onDown, onRemove }: StageLineProps) {
  const { t } = useTranslation('funnels');
  const format = useFormat();
  const eventText = useEventText();
  const free = names.filter(({ name }) => !stage.events.includes(name));
  return (
    <li className="flex flex-wrap items-start gap-2 px-3 py-2.5">
      <span data-figures className="w-5 pt-1.5 text-center text-xs text-ink-muted">
        {number}
      </span>
      <StageName stage={stage} number={number} onChange={onChange} />
      <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-1.5">
        {stage.events.map((event) => (
          <span
            key={event}
            className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border bg-sunken pl-2 text-xs text-ink"
          >
            <span className="truncate" title={event}>
              {eventText(event)}
            </span>
            <button
              type="button"
              aria-label={t('builder.remove_event', { event: eventText(event), number })}
              onClick={() => onChange({ ...stage, events: stage.events.filter((other) => other !== event) })}
              className="grid size-6 shrink-0 place-items-center rounded-md text-ink-faint hover:text-ink"
            >
              <X aria-hidden="true" className="size-3" />
            </button>
          </span>
        ))}
        <Select
          aria-label={t('builder.add_event_to', { number })}
          value={undefined}
          placeholder={stage.events.length === 0 ? t('builder.choose_event') : t('builder.add_event')}
          onChange={(event) => onChange({ ...stage, events: [...stage.events, event] })}
          options={free.map(({ name, count }) => ({
            value: name,
            label: eventText(name),
            detail: t('builder.seen', { name, times: format.number(count) }),
          }))}
          disabled={free.length === 0}
          className="h-7 w-40 text-xs"
        />
      </div>
      <div className="flex shrink-0">
        <IconButton size="sm" label={t('builder.up', { number })} icon={<ArrowUp />} disabled={!onUp} onClick={onUp} />
        <IconButton
          size="sm"
          label={t('builder.down', { number })}
          icon={<ArrowDown />}
          disabled={!onDown}
          onClick={onDown}
        />
        <IconButton
          size="sm"
          label={t('builder.remove', { number })}
          icon={<Trash2 />}
          disabled={!onRemove}
          onClick={onRemove}
        />
      </div>
    </li>
  );
}

/** Taken on leaving, so that the address is not written with every letter. */
function StageName({ stage, number, onChange }: Pick<StageLineProps, 'stage' | 'number' | 'onChange'>) {
  const { t } = useTranslation('funnels');
  const titleOfEvents = useEventsTitle();
  const [title, setTitle] = useTypedText(stage.title);
  return (
    <Input
      aria-label={t('builder.name', { number })}
      placeholder={titleOfEvents(stage.events)}
      maxLength={120}
      value={title}
      onChange={({ target }) => setTitle(target.value)}
      onBlur={() => {
        if (title.trim() !== stage.title) onChange({ ...stage, title: title.trim() });
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') currentTarget.blur();
      }}
      className="h-7 w-48 text-xs max-sm:flex-1"
    />
  );
}
