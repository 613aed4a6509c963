export { type AuthenticatorDependencies, createAuthenticator } from './authenticator.ts';
