import { Select } from '../../../ui/select.tsx';
import { useFlowChoice } from './flow-choice.ts';

export interface FlowSelectProps {
  label: string;
  value: string | undefined;
  onChange: (key: string | undefined) => void;
  /** Text of the choice “every flow”; left out where one flow must be chosen. */
  every?: string;
  className?: string;
}

const EVERY = '*';

/** Chooses a flow by its name. */
export function FlowSelect({ label, value, onChange, every, className }: FlowSelectProps) {
  const flows = useFlowChoice() ?? [];
  const known = flows.map(({ key, name }) => ({ value: key, label: name }));
  // An address may name a flow that is not in the list, or not yet.
  const named = value && !known.some((option) => option.value === value) ? [{ value, label: value }] : [];
  const options = [...(every ? [{ value: EVERY, label: every }] : []), ...named, ...known];
  return (
    <Select
      aria-label={label}
      value={value ?? (every ? EVERY : undefined)}
      onChange={(next) => onChange(next === EVERY ? undefined : next)}
      options={options}
      placeholder={label}
      className={className}
    />
  );
}
