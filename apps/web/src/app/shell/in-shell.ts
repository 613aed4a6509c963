import { createContext, use } from 'react';

export const InShell = createContext(false);

/** Whether the shell stands around. */
export function useInShell(): boolean {
  return use(InShell);
}
