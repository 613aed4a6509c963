import type { Module } from '../../../platform/http/index.ts';
import { secondFactorErrors } from './errors.ts';
import { secondFactorRoutes } from './routes.ts';
import type { SecondFactorService } from './service.ts';

export function createSecondFactorsModule({ secondFactors }: { secondFactors: SecondFactorService }): Module {
  return { routes: secondFactorRoutes(secondFactors), errors: [secondFactorErrors] };
}
