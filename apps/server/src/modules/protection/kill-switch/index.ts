export { killSwitchErrors } from './errors.ts';
export type { Caller, Scope } from './scope.ts';
export { createKillSwitch, type KillSwitch } from './service.ts';
