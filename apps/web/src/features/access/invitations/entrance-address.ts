/** Where the invited person goes first; both lead back to the invitation, whose token waits in this tab. */
export function entranceAddress(way: 'sign_in' | 'sign_up', email: string): string {
  const search = new URLSearchParams({ next: '/invitation', email });
  return way === 'sign_in' ? `/sign-in?${search}` : `/sign-up?${search}`;
}
