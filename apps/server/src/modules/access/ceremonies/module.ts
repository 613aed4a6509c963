import type { Module } from '../../../platform/http/index.ts';
import { ceremonyErrors } from './errors.ts';

export function createCeremoniesModule(): Module {
  return { routes: [], errors: [ceremonyErrors] };
}
