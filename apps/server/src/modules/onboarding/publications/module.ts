import type { Module } from '../../../platform/http/index.ts';
import { publicationErrors } from './errors.ts';
import { publicationRoutes } from './routes.ts';
import { createPublicationService, type PublicationDependencies, type PublicationService } from './service.ts';

export type PublicationsModule = Module & { readonly publications: PublicationService };

export function createPublicationsModule(deps: PublicationDependencies): PublicationsModule {
  const publications = createPublicationService(deps);
  return { routes: publicationRoutes(publications), errors: [publicationErrors], publications };
}
