import { getOnboarding, type RouteBodyInput, updateStep } from '@stepwell/contract';
import { createClient } from '@stepwell/contract/client';
import type { TenantServer } from './tenant-server.ts';

type Move = Omit<RouteBodyInput<typeof updateStep>, 'row_version'>;

/** What a participant of the creator flow does, in order; the rest is up to others. */
const OWN_PART: readonly (readonly [step: string, move: Move])[] = [
  ['welcome', { move: 'complete' }],
  [
    'profile',
    { move: 'submit', answers: { display_name: 'Noor Glaze', legal_name: 'Noor Glaze', crafts: ['ceramics'] } },
  ],
  ['age_check', { move: 'submit', answers: { date_of_birth: '1990-05-04', is_adult: true } }],
  ['content_policy', { move: 'complete', terms_version: '2026-01' }],
  ['portfolio', { move: 'skip' }],
  [
    'content_review',
    {
      move: 'submit',
      answers: {
        piece_title: 'Celadon bowl',
        piece_link: 'https://example.com/bowl',
        piece_description: 'Thrown by hand.',
        owns_rights: true,
      },
    },
  ],
];

/** Brings a new participant so far that `nextStep` comes next, or that only others have something left to do. */
export async function participantBefore(
  url: string,
  server: TenantServer,
  participant: string,
  nextStep: 'welcome' | 'profile' | 'content_policy' | 'others',
): Promise<string> {
  await server.introduce(participant, { display_name: 'Noor Glaze', market: 'GB', role: 'creator' });
  const link = await server.hostedLink(participant);
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token');
  const call = createClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${token}` }) });
  const query = { flow: server.flow };
  const end = nextStep === 'others' ? OWN_PART.length : OWN_PART.findIndex(([step]) => step === nextStep);
  for (const [key, move] of OWN_PART.slice(0, end)) {
    const { data } = await call(getOnboarding, { query });
    const rowVersion = data?.steps.find((step) => step.key === key)?.row_version ?? 0;
    await call(updateStep, { params: { key }, query, body: { ...move, row_version: rowVersion } });
  }
  return link;
}
