import type { Module } from '../../../platform/http/index.ts';
import { operatorErrors } from './errors.ts';
import { operatorRoutes } from './routes.ts';
import type { OperatorConsole } from './service.ts';

export function createOperatorsModule({ operatorConsole }: { operatorConsole: OperatorConsole }): Module {
  return { routes: operatorRoutes(operatorConsole), errors: [operatorErrors] };
}
