import { createContext, use } from 'react';
import type { Flow } from './flow-queries.ts';

export interface FlowOnPage {
  flow: Flow;
  mayWrite: boolean;
}

export const FlowContext = createContext<FlowOnPage | null>(null);

/** The flow whose page is open. */
export function useFlow(): FlowOnPage {
  const context = use(FlowContext);
  if (!context) throw new Error('There is no flow here.');
  return context;
}
