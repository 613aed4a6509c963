import type { Module } from '../../../platform/http/index.ts';
import { contentSecurityRoutes } from './routes.ts';
import type { ContentSecurity } from './service.ts';

export function createContentSecurityModule({ contentSecurity }: { contentSecurity: ContentSecurity }): Module {
  return { routes: contentSecurityRoutes(contentSecurity), errors: [] };
}
