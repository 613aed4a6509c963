import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { environment } from '../../../../lib/environment.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { type PublishWish, useDryRun, usePublish } from '../flow-queries.ts';

/**
 * From the choice through the dry run to the publication. What is published is exactly what was looked at: the draft
 * under the row version of the dry run, in the environment and the mode of the dry run.
 */
export function usePublishing() {
  const { flow } = useFlow();
  const flush = useDraft((state) => state.flush);
  const [wish, setWish] = useState<PublishWish>({ environment, mode: 'carry' });
  const dryRun = useDryRun(flow.key);
  const publish = usePublish(flow.key);
  const look = useMutation({
    mutationFn: async () => {
      const rowVersion = await flush();
      const report = await dryRun.mutateAsync(wish);
      return { report, rowVersion, wish };
    },
    meta: { shownInPlace: true },
  });
  const seen = look.data;
  return {
    wish,
    /** Another choice needs another look. */
    choose: (next: PublishWish) => {
      setWish(next);
      look.reset();
      publish.reset();
    },
    look,
    seen,
    publish,
    publishSeen: () => {
      if (seen) publish.mutate({ ...seen.wish, rowVersion: seen.rowVersion });
    },
    back: () => {
      look.reset();
      publish.reset();
    },
  };
}

export type Publishing = ReturnType<typeof usePublishing>;
