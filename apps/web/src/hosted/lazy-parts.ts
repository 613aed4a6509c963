import { lazy } from 'react';

const step = () => import('./steps/step-view.tsx');
const form = () => import('./steps/form-step.tsx');
const finish = () => import('./pages/finish-page.tsx');

/** A new person's first screen is the welcome page: what comes after it is not waited for. */
export const StepView = lazy(async () => ({ default: (await step()).StepView }));
/** Apart from the other steps, because the check of answers comes with it. */
export const FormStep = lazy(async () => ({ default: (await form()).FormStep }));
export const FinishPage = lazy(async () => ({ default: (await finish()).FinishPage }));

/** Sends what an earlier visit left on the device. */
export const loadDrafts = () => import('./drafts/draft-outcome.ts');

/** Fetches what a step needs at once: without this a form's own part would wait for that of all steps. */
export function bringStep(kind: string): void {
  // A failure shows when the part is really needed.
  Promise.all(kind === 'form' ? [step(), form()] : [step()]).catch(() => undefined);
}

const QUIET_MS = 1_000;

/** Brings the rest once the first screen stands, so that it is there when the network is not. Gives the way to call it off. */
export function loadAhead(): () => void {
  const timer = setTimeout(() => {
    // A failure shows when the part is really needed.
    Promise.all([step(), form(), finish()]).catch(() => undefined);
  }, QUIET_MS);
  return () => clearTimeout(timer);
}
