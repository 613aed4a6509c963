export {
  isMember,
  type MemberSession,
  type Session,
  sessionQuery,
  useAccount,
  useSession,
  useSignOut,
  useSwitchOrganization,
} from './session.ts';
