import type { Problem } from '../api.ts';
import { useSay } from '../page-context.ts';

/** What support asks for; one press selects it whole. */
export function ErrorMarks({ problem }: { problem: Problem }) {
  const say = useSay();
  return (
    <p className="flex flex-wrap gap-x-4 text-md break-all text-sand-ink-muted">
      <span className="select-all">{say('notice.code', { code: problem.code })}</span>
      {problem.correlationId ? (
        <span className="select-all">{say('notice.id', { id: problem.correlationId })}</span>
      ) : null}
    </p>
  );
}
