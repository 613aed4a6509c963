export { flowErrors } from './errors.ts';
export { auditedAs, type Caller, callerOf } from './caller.ts';
export { type CheckedFile, checkDefinitionFile } from './check-file.ts';
export { createFlowsModule, type FlowDoor, type FlowsModule } from './module.ts';
export type {
  FlowPublishing,
  FlowStanding,
  LockedFlow,
  Published,
  PublishableDraft,
  PublishOrder,
} from './publishing.ts';
export type { FlowService, FlowView, NewFlow } from './service.ts';
export type { FlowServing, Served, ServeQuery } from './serving.ts';
export type { LoadedVersion } from './version-shelf.ts';
