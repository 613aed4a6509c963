/**
 * Kept on the device until it is answered, so that signing in or signing up can come back to the invitation: the mails on
 * the way there are often opened in another tab. It lets nobody in but the person who was invited.
 */
const STORAGE_KEY = 'stepwell.invitation';
const TOKEN = /^[\w-]{60,120}$/;

/** Whether it can be the token of a mailed link at all; the server would refuse anything else as damaged. */
export function isInvitationToken(text: string): boolean {
  return TOKEN.test(text);
}

export function keepInvitation(token: string) {
  localStorage.setItem(STORAGE_KEY, token);
}

/** Token of the invitation that was opened here and is not answered yet. */
export function pendingInvitation(): string | null {
  const token = localStorage.getItem(STORAGE_KEY);
  return token && isInvitationToken(token) ? token : null;
}

export function forgetInvitation() {
  localStorage.removeItem(STORAGE_KEY);
}
