export { ProviderButtons } from './provider-buttons.tsx';
export { ProviderMark } from './provider-mark.tsx';
export {
  type ConnectedAccount,
  connectedAccountsQuery,
  type Provider,
  providersQuery,
  useConnect,
  useDisconnect,
  useSingleSignOn,
} from './provider-queries.ts';
