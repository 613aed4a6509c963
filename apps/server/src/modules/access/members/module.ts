import type { Module } from '../../../platform/http/index.ts';
import { memberErrors } from './errors.ts';
import { memberRoutes } from './routes.ts';
import type { MemberService } from './service.ts';

export function createMembersModule({ members }: { members: MemberService }): Module {
  return { routes: memberRoutes(members), errors: [memberErrors] };
}
