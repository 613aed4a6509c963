import type { Module } from '../../../platform/http/index.ts';
import { termsErrors } from './errors.ts';
import { termsRoutes } from './routes.ts';
import type { TermsService } from './service.ts';

export function createTermsModule({ terms }: { terms: TermsService }): Module {
  return { routes: termsRoutes(terms), errors: [termsErrors] };
}
