import type { Rule } from '@stepwell/engine';
import { createContext, use } from 'react';

export interface RuleOnPage {
  root: Rule;
  /** Without a rule the thing it hangs on is always there. */
  set: (rule: Rule | undefined, mark?: string) => void;
  /** The step the rule hangs on; null for targeting, which comes before any answer. */
  ownKey: string | null;
}

export const RuleContext = createContext<RuleOnPage | null>(null);

export function useRule(): RuleOnPage {
  const context = use(RuleContext);
  if (!context) throw new Error('There is no rule here.');
  return context;
}

/** What a new condition starts as. */
export const NEW_CONDITION: Rule = { fact: 'market', op: 'in', value: [] };
