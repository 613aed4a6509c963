import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';
import { type ControlSize, controlStyle } from './control-style.ts';

export interface SelectOption<V extends string = string> {
  value: V;
  label: string;
  icon?: ReactNode;
  /** A second line in the list. */
  detail?: string;
  disabled?: boolean;
}

export interface SelectProps<V extends string> {
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
  /** Where no Field gives the name. */
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  id?: string;
  name?: string;
  disabled?: boolean;
  size?: ControlSize;
  className?: string;
}

export function Select<V extends string>(props: SelectProps<V>) {
  const { value, onChange, options, placeholder, size, className, name, disabled, ...trigger } = props;
  return (
    <Radix.Root value={value ?? ''} onValueChange={(next) => onChange(next as V)} name={name} disabled={disabled}>
      <Radix.Trigger
        {...trigger}
        className={cn(
          controlStyle({ size }),
          'flex items-center justify-between gap-2 text-left data-placeholder:text-ink-faint',
          className,
        )}
      >
        <span className="flex min-w-0 items-center gap-2 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown className="size-4 shrink-0 text-ink-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg border border-line bg-raised shadow-overlay data-[state=open]:animate-pop-in"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled}
      className="flex cursor-default items-center gap-2 rounded-md py-1.5 pr-2 pl-2 text-sm text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      {option.icon}
      <span className="flex min-w-0 flex-1 flex-col">
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.detail ? <span className="text-xs text-ink-muted">{option.detail}</span> : null}
      </span>
      <Radix.ItemIndicator className="ml-4">
        <Check className="size-4 text-accent-text" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
