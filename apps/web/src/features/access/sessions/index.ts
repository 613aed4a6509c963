export { type Session, sessionQuery, useSession, useSignIn, useSignOut, useSwitchOrganization } from './session.ts';
