import { listCspViolations, reportCspViolation } from '@stepwell/contract';
import { mount, type MountedRoute, noContent, ok } from '../../../platform/http/index.ts';
import { violationsIn } from './reports.ts';
import type { ContentSecurity } from './service.ts';

export function contentSecurityRoutes(contentSecurity: ContentSecurity): MountedRoute[] {
  return [
    mount(reportCspViolation, async ({ body }) => {
      for (const violation of violationsIn(body)) contentSecurity.onViolation(violation);
      return noContent();
    }),
    mount(listCspViolations, async () => {
      const data = contentSecurity.groups().map(({ firstAt, lastAt, ...group }) => ({
        ...group,
        first_at: firstAt.toISOString(),
        last_at: lastAt.toISOString(),
      }));
      return ok({ data });
    }),
  ];
}
