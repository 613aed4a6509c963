export type { PasskeyChallenge } from './passkey-protocol.ts';
export { secondFactorErrors } from './errors.ts';
export {
  createSecondFactors,
  type SecondFactorMethod,
  type SecondFactorProof,
  type SecondFactors,
  type SecondFactorService,
} from './service.ts';
