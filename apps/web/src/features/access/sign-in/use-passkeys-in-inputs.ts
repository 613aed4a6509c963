import { useEffect, useState } from 'react';
import { isProblem } from '../../../lib/refusal.ts';
import { offersPasskeysInInputs, stopWaitingForPasskey } from '../passkeys/index.ts';
import { usePasskeySignIn } from './signing-in.ts';

/**
 * Lets the browser offer passkeys in the list under the address input, where it can. Only a passkey that was chosen
 * and then refused is an error; a browser that offers none is not.
 */
export function usePasskeysInInputs(): Error | null {
  const { mutate } = usePasskeySignIn({ inInput: true });
  const [refused, setRefused] = useState<Error | null>(null);
  useEffect(() => {
    let isGone = false;
    let isWaiting = false;
    void offersPasskeysInInputs().then((isOffered) => {
      if (isGone || !isOffered) return;
      isWaiting = true;
      mutate(undefined, { onError: (error) => setRefused(isTheirs(error) ? error : null) });
    }, ignore);
    return () => {
      isGone = true;
      if (isWaiting) void stopWaitingForPasskey();
    };
  }, [mutate]);
  return refused;
}

/** The person did choose a passkey, and it was refused. Anything else happens behind a form that goes on working. */
function isTheirs(error: Error): boolean {
  return isProblem(error) && ['passkey_refused', 'ceremony_over', 'account_suspended'].includes(error.problem.code);
}

function ignore() {}
