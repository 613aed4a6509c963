export { signInErrors } from './errors.ts';
export type { Admission, SecondFactorAsked } from './admission.ts';
export { createSignIn, type SignIn, type SignInDependencies } from './service.ts';
