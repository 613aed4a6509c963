export { publicationErrors } from './errors.ts';
export type { PublishOrder } from './publish.ts';
export type { DryRun, PublicationDependencies, PublicationService, PublicationView } from './service.ts';
export { PUBLICATION_TOPICS } from './topics.ts';
