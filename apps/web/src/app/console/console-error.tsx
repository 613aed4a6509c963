import { useRouteError } from 'react-router';
import { SecondFactorNeeded } from '../../features/access/operators/second-factor-needed.tsx';
import { useAccount } from '../../features/access/sessions/index.ts';
import { isProblem } from '../../lib/refusal.ts';

/** The server may ask for the second factor only when a page is there already. Any other error is for the boundary above. */
export function ConsoleError() {
  const error = useRouteError();
  const { account } = useAccount();
  if (!isProblem(error) || error.problem.code !== 'second_factor_required') throw error;
  return <SecondFactorNeeded hasOne={account.has_second_factor} />;
}
