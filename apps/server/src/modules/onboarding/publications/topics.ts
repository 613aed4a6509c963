/** Outbox topics that move a publication on; each is handled by the same handler. */
export const PUBLICATION_TOPICS = {
  requested: 'publication.requested',
  rollBackRequested: 'publication.roll_back_requested',
  /** One batch is done and another is due. */
  continued: 'publication.continued',
} as const;
