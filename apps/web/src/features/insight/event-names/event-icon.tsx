import {
  ArrowRightLeft,
  BellOff,
  Check,
  CircleDotDashed,
  Flag,
  Hourglass,
  type LucideIcon,
  Milestone,
  Play,
  RotateCcw,
  Save,
  ShieldX,
  SkipForward,
  ThumbsUp,
  Undo2,
  X,
} from 'lucide-react';
import { cn } from '../../../lib/class-names.ts';

interface Look {
  Icon: LucideIcon;
  tone: string;
}

const NEUTRAL = 'bg-neutral-soft text-neutral-text';
const INFO = 'bg-info-soft text-info-text';
const GOOD = 'bg-good-soft text-good-text';
const REVIEW = 'bg-review-soft text-review-text';
const WARN = 'bg-warn-soft text-warn-text';
const BAD = 'bg-bad-soft text-bad-text';

/** Each event has its own shape, so that colour is never the only sign. */
const LOOKS: Record<string, Look> = {
  'journey.started': { Icon: Play, tone: INFO },
  'journey.completed': { Icon: Flag, tone: GOOD },
  'journey.migrated': { Icon: ArrowRightLeft, tone: NEUTRAL },
  'journey.rolled_back': { Icon: Undo2, tone: WARN },
  'journey.reset': { Icon: RotateCcw, tone: WARN },
  'journey.skipped': { Icon: SkipForward, tone: NEUTRAL },
  'journey.recalculated': { Icon: ArrowRightLeft, tone: NEUTRAL },
  'journey.snoozed': { Icon: BellOff, tone: NEUTRAL },
  'step.started': { Icon: CircleDotDashed, tone: INFO },
  'step.saved': { Icon: Save, tone: NEUTRAL },
  'step.submitted': { Icon: Hourglass, tone: REVIEW },
  'step.completed': { Icon: Check, tone: GOOD },
  'step.skipped': { Icon: SkipForward, tone: NEUTRAL },
  'step.reopened': { Icon: Undo2, tone: WARN },
  'step.approved': { Icon: ThumbsUp, tone: GOOD },
  'step.rejected': { Icon: X, tone: BAD },
  'step.reset': { Icon: RotateCcw, tone: WARN },
  'gate.refused': { Icon: ShieldX, tone: BAD },
};
const OTHER: Look = { Icon: Milestone, tone: NEUTRAL };

/** Decorative: the event's name stands beside it. */
export function EventIcon({ name, className }: { name: string; className?: string }) {
  const { Icon, tone } = LOOKS[name] ?? OTHER;
  return (
    <span aria-hidden="true" className={cn('grid size-5 shrink-0 place-items-center rounded-full', tone, className)}>
      <Icon className="size-3" />
    </span>
  );
}
