import type { Module } from '../../../platform/http/index.ts';
import { mailRoutes } from './routes.ts';
import type { MailService } from './service.ts';

export function createMailModule({ mails }: { mails: MailService }): Module {
  return { routes: mailRoutes(mails), errors: [] };
}
