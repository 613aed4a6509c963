import type { Failure } from '../outcome.ts';
import { useSay } from '../page-context.ts';
import { ErrorMarks } from './error-marks.tsx';
import { Note } from './note.tsx';

/** Why a move was not taken, and that nothing is lost. A link that is over is a page of its own. */
export function FailureNote({ failure }: { failure: Failure | null }) {
  const say = useSay();
  if (!failure || failure.kind === 'link') return null;
  switch (failure.kind) {
    case 'unreachable':
      return (
        <Note look="offline" role="alert">
          <p>{say('notice.not_sent')}</p>
        </Note>
      );
    case 'too_fast':
      return (
        <Note look="info" role="alert">
          <p>{say('notice.too_fast', { count: Math.ceil(failure.waitMs / 1_000) })}</p>
        </Note>
      );
    case 'elsewhere':
    case 'paused':
    case 'new_document':
      return (
        <Note look="info" role="alert">
          <p>{say(`notice.${failure.kind}`)}</p>
        </Note>
      );
    default:
      return (
        <Note look="bad" role="alert">
          <p>{say('notice.refused')}</p>
          <ErrorMarks problem={failure.problem} />
        </Note>
      );
  }
}
