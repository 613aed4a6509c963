export {
  createOpenId,
  type OpenId,
  type OpenIdChecks,
  type OpenIdDependencies,
  OpenIdFailure,
  type OpenIdIdentity,
  type OpenIdProvider,
} from './openid.ts';
