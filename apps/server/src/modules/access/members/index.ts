export { memberErrors } from './errors.ts';
export { createMembers, type Members, type MemberService } from './service.ts';
