import { Command } from 'cmdk';
import { Check, Plus, TriangleAlert, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../../lib/class-names.ts';
import type { FieldControl } from '../../../../../ui/field.tsx';

export interface MultiSelectOption {
  value: string;
  label: string;
  /** A quieter word at the end. */
  detail?: string;
  /** Why choosing it is a mistake; it can be chosen all the same. */
  warning?: string;
}

export interface MultiSelectProps {
  /** From the {@link Field} around it; names and describes the button that opens the list. */
  control: FieldControl;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  options: readonly MultiSelectOption[];
  /** Says that nothing is chosen. */
  empty: string;
  placeholder: string;
}

/** Several of a list: what is chosen stands as chips, the rest is found by typing. */
export function MultiSelect({ control, values, onChange, options, empty, placeholder }: MultiSelectProps) {
  const { t } = useTranslation('flow-editor');
  const [open, setOpen] = useState(false);
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  return (
    <div
      aria-invalid={control['aria-invalid']}
      className="flex min-h-8 flex-wrap items-center gap-1 rounded-lg border border-line-control bg-surface p-1 aria-invalid:border-bad-solid"
    >
      {values.length === 0 ? <span className="px-1.5 text-ink-muted">{empty}</span> : null}
      {values.map((value) => (
        <Chip key={value} option={optionOf(options, value)} onRemove={() => toggle(value)} />
      ))}
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          id={control.id}
          aria-describedby={control['aria-describedby']}
          className="inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-xs font-medium text-ink-muted hover:bg-hover hover:text-ink disabled:hidden [&_svg]:size-3.5"
        >
          <Plus aria-hidden="true" />
          {t('input.add')}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            aria-label={placeholder}
            className="z-50 w-80 max-w-[calc(100vw-1rem)] overflow-hidden rounded-lg border border-line bg-raised shadow-overlay outline-none data-[state=open]:animate-pop-in"
          >
            <OptionList options={options} values={values} onToggle={toggle} placeholder={placeholder} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}

function Chip({ option, onRemove }: { option: MultiSelectOption; onRemove: () => void }) {
  const { t } = useTranslation('flow-editor');
  return (
    <span
      title={option.warning}
      className={cn(
        'inline-flex h-6 max-w-full items-center gap-0.5 rounded-md pl-2 text-xs font-medium',
        option.warning ? 'bg-bad-soft text-bad-text' : 'bg-neutral-soft text-neutral-text',
      )}
    >
      <span className="truncate">{option.label}</span>
      <button
        type="button"
        aria-label={t('input.remove', { name: option.label })}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-md hover:bg-hover disabled:hidden"
      >
        <X aria-hidden="true" className="size-3" />
      </button>
    </span>
  );
}

type OptionListProps = Pick<MultiSelectProps, 'options' | 'values' | 'placeholder'> & {
  onToggle: (value: string) => void;
};

function OptionList({ options, values, onToggle, placeholder }: OptionListProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <Command label={placeholder} loop>
      <Command.Input
        placeholder={placeholder}
        className="h-9 w-full border-b bg-transparent px-3 text-ink outline-none"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-ink-muted">{t('input.nothing_found')}</Command.Empty>
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label, option.detail ?? '']}
            onSelect={() => onToggle(option.value)}
            className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-ink select-none data-[selected=true]:bg-hover"
          >
            <Check
              aria-hidden="true"
              className={cn('size-4 shrink-0 text-accent-text', !values.includes(option.value) && 'invisible')}
            />
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate">{option.label}</span>
              {option.warning ? <Warning>{option.warning}</Warning> : null}
            </span>
            {option.detail ? <span className="shrink-0 font-mono text-xs text-ink-faint">{option.detail}</span> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function Warning({ children }: { children: string }) {
  return (
    <span className="flex items-start gap-1 text-xs text-bad-text">
      <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      {children}
    </span>
  );
}

function optionOf(options: readonly MultiSelectOption[], value: string): MultiSelectOption {
  return options.find((option) => option.value === value) ?? { value, label: value };
}
