declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  export type InteractionDetails = {
    readonly prompt: {
      readonly name: string;
      readonly details: { readonly missingOIDCScope?: string[]; readonly missingOIDCClaims?: string[] };
    };
    readonly params: Readonly<Record<string, unknown>>;
    readonly session?: { readonly accountId: string };
  };

  type Grant = { addOIDCScope(scope: string): void; addOIDCClaims(claims: string[]): void; save(): Promise<string> };

  export class Provider {
    constructor(issuer: string, configuration: object);
    /** Of Koa: failures are answered, not printed. */
    silent: boolean;
    readonly Grant: new (of: {
      accountId: string;
      clientId: string;
    }) => Grant;
    callback(): RequestListener;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}
