import type { ReactNode } from 'react';
import { isWithin } from '../../definition/places.ts';
import { Field, type FieldControl } from '../../../../../ui/field.tsx';
import { useEditor } from '../editor-context.ts';
import { useProblemText } from '../problem-text.ts';

export interface PropertyProps {
  /** Where the value stands in the definition, e.g. `steps/3/title`; problems there are shown here. */
  path: string;
  label: ReactNode;
  help?: ReactNode;
  note?: ReactNode;
  required?: boolean;
  /** What is wrong with what is typed, before it is a value at all. */
  error?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** One value of the definition with its label and what is wrong with it. */
export function Property({ path, error, className, ...field }: PropertyProps) {
  const problem = useProblemAt(path);
  return (
    <div data-path={path} className={className}>
      <Field {...field} error={error ?? problem} />
    </div>
  );
}

/** The first problem at a path or within it, in words. */
export function useProblemAt(path: string): string | undefined {
  const { problems } = useEditor();
  const say = useProblemText();
  const found = problems.find((problem) => isWithin(problem.path, path));
  return found && say(found);
}
