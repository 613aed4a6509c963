import type { StepDefinition } from '@stepwell/engine';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { MAIN_BUTTON, QUIET_BUTTON } from './hosted-look.ts';
import { usePhone } from './phone-context.ts';

export function PhoneNote({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div className="flex items-start gap-3 rounded-lg bg-sand-deep px-4 py-3.5">
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-sand-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children}
      </div>
    </div>
  );
}

export interface PhoneActionsProps {
  step: StepDefinition;
  label: string;
  /** What the button does; finishes the step by itself where absent. */
  onMain?: () => void;
}

/** At the foot of the phone, within reach of the thumb. */
export function PhoneActions({ step, label, onMain }: PhoneActionsProps) {
  const { words, move } = usePhone();
  const finish = () => move({ stepKey: step.key, move: 'complete', actor: 'participant' });
  return (
    <div className="sticky bottom-0 -mx-5 mt-auto flex flex-wrap items-stretch gap-2 border-t border-sand-line bg-sand px-5 py-3">
      {step.skippable && !step.required ? (
        <button
          type="button"
          className={QUIET_BUTTON}
          onClick={() => move({ stepKey: step.key, move: 'skip', actor: 'participant' })}
        >
          {words.skip}
        </button>
      ) : null}
      <button type="button" className={MAIN_BUTTON} onClick={onMain ?? finish}>
        {label}
      </button>
    </div>
  );
}
