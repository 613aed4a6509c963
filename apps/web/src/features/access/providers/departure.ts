import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * The address to send the browser to. An organization names its identity provider itself, so nothing but a web address
 * may become one: `javascript:` would run in this page.
 */
export function webAddress(address: string): string {
  const { protocol } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('The way on is not a web address.');
  return address;
}

/** Asks the server where to go on, and goes there. Until the next page stands, it is still leaving. */
export function useDeparture<Given>(begin: (given: Given) => Promise<string>) {
  const { mutate, error, reset, isPending, isSuccess } = useMutation({
    mutationFn: async (given: Given) => location.assign(webAddress(await begin(given))),
    meta: { shownInPlace: true },
  });
  useEffect(() => {
    // Coming back by the browser's button shows this page as it was left.
    const comeBack = (event: PageTransitionEvent) => (event.persisted ? reset() : undefined);
    addEventListener('pageshow', comeBack);
    return () => removeEventListener('pageshow', comeBack);
  }, [reset]);
  return { depart: mutate, error, reset, isLeaving: isPending || isSuccess };
}
