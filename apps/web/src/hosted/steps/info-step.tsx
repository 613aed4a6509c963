import type { JourneyStep } from '../api.ts';
import { infoBody } from '../content.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Button } from '../parts/button.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { useSay } from '../page-context.ts';
import { ActionBar, MAIN_BUTTON } from './action-bar.tsx';
import { useMove } from './use-move.ts';

export function InfoStep({ step }: { step: JourneyStep }) {
  const say = useSay();
  const mover = useMove(step);
  const isOpen = step.allowed_moves.includes('complete');
  return (
    <>
      <Markdown source={infoBody(step)} className="max-w-[65ch]" />
      <FailureNote failure={mover.failure} />
      <ActionBar step={step} mover={mover}>
        {isOpen ? (
          <Button
            look="primary"
            className={MAIN_BUTTON}
            busy={mover.busy === 'complete'}
            onClick={() => void mover.run({ move: 'complete' })}
          >
            {say('action.continue')}
          </Button>
        ) : null}
      </ActionBar>
    </>
  );
}
