export { signInErrors } from './errors.ts';
export type { Admission, SecondFactorAsked } from './admission.ts';
export { createProofAttempts } from './proof-attempts.ts';
export { createSignIn, type SignIn, type SignInDependencies } from './service.ts';
