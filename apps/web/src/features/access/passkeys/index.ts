export {
  knowsPasskeys,
  makePasskey,
  offersPasskeysInInputs,
  provePasskey,
  stopWaitingForPasskey,
} from './ceremony.ts';
export { type PasskeyFailure, passkeyFailureOf } from './passkey-failure.ts';
