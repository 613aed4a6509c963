import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Input } from '../../../lib/api.ts';
import { toast } from '../../../ui/toaster.tsx';
import { useTranslation } from 'react-i18next';
import { withDecision } from './expected-outcome.ts';
import { type JourneyStep, participantQuery, timelineQuery } from './participant-query.ts';

export type Decision = Input<'POST /api/v1/participants/{external_id}/steps/{key}/review'>['body']['decision'];

export interface Review {
  decision: Decision;
  reason?: string;
}

/**
 * Decides about a step as it was seen (`row_version`). The outcome shows at once and is taken back when it is refused.
 * When the step was changed meanwhile the server refuses, and the page shows its newest state beside the refusal.
 */
export function useReview(externalId: string, flow: string, step: JourneyStep) {
  const { t } = useTranslation('journeys');
  const client = useQueryClient();
  const { queryKey } = participantQuery(externalId);
  return useMutation({
    mutationFn: ({ decision, reason }: Review) =>
      call('POST /api/v1/participants/{external_id}/steps/{key}/review', {
        params: { external_id: externalId, key: step.key },
        body: { flow, decision, reason, row_version: step.row_version },
      }),
    meta: { shownInPlace: true },
    onMutate: async ({ decision, reason }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, withDecision(before, { flow, step: step.key, decision, reason }));
      return { before };
    },
    onError: (_error, _review, kept) => {
      if (kept?.before) client.setQueryData(queryKey, kept.before);
    },
    onSuccess: (_reply, { decision }) => void toast.success(t(`review.done.${decision}`, { step: step.title })),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey }),
        client.invalidateQueries({ queryKey: timelineQuery(externalId).queryKey }),
      ]);
      void client.invalidateQueries({ queryKey: ['participants', 'list'] });
    },
  });
}
