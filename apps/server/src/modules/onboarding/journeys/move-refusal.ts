import type { Refused } from '@stepwell/engine';
import type { Refusal } from '../../../platform/errors/index.ts';
import { journeyErrors } from './errors.ts';

/** The engine's refusal as the API says it: with the current state, its row version and the allowed moves. */
export function moveRefusal(refused: Refused): Refusal {
  const details = {
    state: refused.state,
    row_version: refused.record?.rowVersion ?? null,
    allowed_moves: [...refused.allowedMoves],
  };
  if (refused.code === 'prerequisites_missing') {
    return journeyErrors.prerequisites_missing({ ...details, missing: [...refused.missing] });
  }
  return journeyErrors[refused.code](details);
}
