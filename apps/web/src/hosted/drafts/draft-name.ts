/** Where a step's unsent answers are kept on the device. A journey is one person's: nobody else's answers can come up. */
export function draftName(journeyId: string, stepKey: string): string {
  return `stepwell.hosted.draft.${journeyId}.${stepKey}`;
}
