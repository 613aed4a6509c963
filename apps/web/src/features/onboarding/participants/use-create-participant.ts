import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { isProblem } from '../../../lib/refusal.ts';
import { bodyOf, type ParticipantForm } from './participant-form.ts';

/** The external id belongs to somebody already: sending the form would change them. */
export class ExternalIdTakenError extends Error {
  constructor(externalId: string) {
    super(`There is a participant ${externalId} already.`);
    this.name = 'ExternalIdTakenError';
  }
}

export function useCreateParticipant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (form: ParticipantForm) => {
      const params = { external_id: form.externalId.trim() };
      if (await isKnown(params.external_id)) throw new ExternalIdTakenError(params.external_id);
      return (await call('PUT /api/v1/participants/{external_id}', { params, body: bodyOf(form) })).data;
    },
    meta: { shownInPlace: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ['participants', 'list'] }),
  });
}

async function isKnown(externalId: string): Promise<boolean> {
  try {
    await call('GET /api/v1/participants/{external_id}', { params: { external_id: externalId } });
    return true;
  } catch (error) {
    if (isProblem(error, 404)) return false;
    throw error;
  }
}
