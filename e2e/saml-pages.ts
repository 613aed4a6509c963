import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { type Asked, createSamlProvider } from '../apps/server/src/testing/saml-provider.ts';

/** An identity provider of SAML 2.0 with the pages that a browser goes through. */
export type SamlPages = {
  readonly origin: string;
  /** What an owner pastes in the settings. */
  readonly metadata: string;
  /** The page of the tile that leads to a service, without having been asked: `service` is the address of its metadata. */
  tile(service: string): string;
  close(): Promise<void>;
};

type Provider = ReturnType<typeof createSamlProvider>;

export async function startSamlPages(): Promise<SamlPages> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const provider = createSamlProvider(host, origin);
  server.on('request', (request, response) => {
    answer(provider, origin, request, response).catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  return {
    origin,
    metadata: provider.metadata,
    tile: (service) => `${origin}/tile?service=${encodeURIComponent(service)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Asks who it is, once for each browser, and answers the service through it. */
async function answer(provider: Provider, origin: string, request: IncomingMessage, response: ServerResponse) {
  const address = new URL(request.url ?? '/', origin);
  const email = await personAt(request);
  if (email === undefined) return show(response, LOGIN);
  response.setHeader('set-cookie', `person=${encodeURIComponent(email)}; Path=/; HttpOnly; SameSite=Lax`);
  const service = address.searchParams.get('service');
  const metadata = await metadataAt(service ?? serviceAsking(address));
  const asked = service === null ? await provider.asked(address.href, metadata) : null;
  show(response, await postingPage(provider, { metadata, asked, email }));
}

/** Who has just logged in, or did before in this browser. */
async function personAt(request: IncomingMessage): Promise<string | undefined> {
  if (request.method === 'POST') return new URLSearchParams(await text(request)).get('email') ?? undefined;
  const [, known] = /person=([^;]+)/.exec(request.headers.cookie ?? '') ?? [];
  return known === undefined ? undefined : decodeURIComponent(known);
}

type Answered = { readonly metadata: string; readonly asked: Asked | null; readonly email: string };

async function postingPage(provider: Provider, { metadata, asked, email }: Answered): Promise<string> {
  const person = { nameId: email, attributes: { email } };
  const requestId = asked?.requestId ?? null;
  const assertion = await provider.answer({ metadata, now: new Date(), requestId, person });
  const [, action = ''] = /AssertionConsumerService[^>]*Location="([^"]+)"/.exec(metadata) ?? [];
  const fields = { SAMLResponse: assertion, ...(asked === null ? {} : { RelayState: asked.relayState }) };
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<form method="post" action="${action}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
}

/** A request names its service by its metadata; what it holds is compressed and not signed. */
function serviceAsking(address: URL): string {
  const packed = Buffer.from(address.searchParams.get('SAMLRequest') ?? '', 'base64');
  const request = inflateRawSync(packed).toString();
  const [, issuer] = /<(?:\w+:)?Issuer[^>]*>([^<]+)</.exec(request) ?? [];
  if (issuer === undefined) throw new Error('nobody asks');
  return issuer;
}

async function metadataAt(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}

const LOGIN = `<h1>Log in</h1>
<form method="post">
<label for="email">Address</label>
<input id="email" name="email" type="email" autocomplete="username" required>
<button>Log in</button>
</form>`;

function show(response: ServerResponse, body: string): void {
  const head = '<meta charset="utf-8"><link rel="icon" href="data:,"><title>Company log-in</title>';
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><head>${head}</head><body><main>${body}</main></body></html>`);
}
