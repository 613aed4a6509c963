import { KeyRound } from 'lucide-react';

const MARKS: Record<string, () => React.JSX.Element> = { google: GoogleMark, github: GithubMark };

/** The sign of a provider; a key for one that has none here. */
export function ProviderMark({ provider }: { provider: string }) {
  const Mark = MARKS[provider];
  return Mark ? <Mark /> : <KeyRound aria-hidden="true" className="size-4 shrink-0" />;
}

/** A ring in four colours, open at the upper right, with a bar to its middle. */
function GoogleMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" strokeWidth="4" className="size-4 shrink-0">
      <path stroke="#ea4335" d="M5.1 8A8 8 0 0 1 17.7 6.3" />
      <path stroke="#fbbc05" d="M5.1 16a8 8 0 0 1 0-8" />
      <path stroke="#34a853" d="M17.7 17.7A8 8 0 0 1 5.1 16" />
      <path stroke="#4285f4" d="M12 12h8a8 8 0 0 1-2.3 5.7" />
    </svg>
  );
}

/** The head of a cat on its shoulders. */
function GithubMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor" className="size-4 shrink-0">
      <path d="M4.6 2.2c1.9.1 3.5 1 4.7 1.9a12 12 0 0 1 5.4 0c1.2-.9 2.8-1.8 4.7-1.9.6 1.5.7 3 .3 4.3 1.1 1.2 1.7 2.7 1.7 4.4 0 4.3-2.6 6.4-6.4 6.9.6.6.9 1.5.9 2.6v2.4H8.1v-2.1c-2.6.5-3.9-.5-4.7-2.1-.3-.6-.7-1.1-1.3-1.4-.5-.3-.3-.8.3-.8.9 0 1.6.6 2.1 1.4.7 1.1 1.7 1.4 3.7.9.1-.4.4-.7.7-1-3.8-.5-6.4-2.5-6.4-6.8 0-1.7.6-3.2 1.7-4.4-.3-1.3-.2-2.9.4-4.4Z" />
    </svg>
  );
}
