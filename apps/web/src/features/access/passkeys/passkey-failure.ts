export type PasskeyFailure = 'dismissed' | 'known_already' | 'unable';

/**
 * What an error of the browser's passkey dialog means; null for any other error. The standard gives the same name to a
 * dialog that was closed and to one that timed out.
 */
export function passkeyFailureOf(error: unknown): PasskeyFailure | null {
  if (!(error instanceof Error)) return null;
  // The library wraps some of the browser's errors and keeps the original as the cause.
  const names = [error.name, error.cause instanceof Error ? error.cause.name : ''];
  if (names.includes('NotAllowedError') || names.includes('AbortError')) return 'dismissed';
  if (names.includes('InvalidStateError')) return 'known_already';
  if (names.includes('WebAuthnError') || names.includes('SecurityError') || names.includes('NotSupportedError')) {
    return 'unable';
  }
  return null;
}
