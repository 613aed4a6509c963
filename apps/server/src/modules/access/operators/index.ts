export { operatorErrors } from './errors.ts';
export { createOperatorGrants, type Missing, type OperatorGrants } from './granting.ts';
export { createOperatorConsole, type OperatorConsole, type OperatorDependencies } from './service.ts';
