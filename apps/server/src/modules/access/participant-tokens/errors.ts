import { defineErrors } from '../../../platform/errors/index.ts';

export const participantTokenErrors = defineErrors({
  token_malformed: { kind: 'authentication', title: 'The token is not a participant token as documented.' },
  token_algorithm_refused: {
    kind: 'authentication',
    title: 'Participant tokens are signed with HS256 and nothing else.',
  },
  token_signature_invalid: {
    kind: 'authentication',
    title: 'No live signing secret of the organization signed this token.',
  },
  token_other_environment: { kind: 'authentication', title: 'The token was signed for the other environment.' },
  token_expired: { kind: 'authentication', title: 'The token has expired.' },
  organization_unknown: { kind: 'authentication', title: 'There is no such organization, or none was named.' },
  unsigned_participant_refused: {
    kind: 'authentication',
    title: 'A participant without a token is believed in the test environment only.',
  },
  two_secrets_live: { kind: 'conflict', title: 'Two signing secrets are live already; revoke one first.' },
  last_secret: {
    kind: 'conflict',
    title: 'This is the last signing secret of the environment; add another one first.',
  },
  flow_not_live: { kind: 'conflict', title: 'The flow is not live in this environment.' },
  signature_invalid: {
    kind: 'authentication',
    title: 'The webhook is not signed with a live secret of the environment.',
  },
  signature_expired: { kind: 'authentication', title: 'The webhook was signed more than 300 s ago.' },
});
