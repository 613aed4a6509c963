import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { startGithub } from '../apps/server/src/testing/github-double.ts';
import { startDnsServer } from '../apps/server/src/testing/dns-server.ts';
import { startOpenIdProvider } from '../apps/server/src/testing/openid-provider.ts';
import { CLIENTS, GITHUB_CLIENT, GITHUB_PEOPLE, HARBOUR_PEOPLE, PROVIDER_NAME } from './identities.ts';

/** What the server calls outside: an OpenID provider, GitHub and a name server, with their real protocols. */
export type Elsewhere = {
  readonly issuer: string;
  /** Where tests tell the name server its records. */
  readonly zone: string;
  /** How the server finds them. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

type DnsRecord = { readonly name: string; readonly value: string };

export async function startElsewhere(serverUrl: string): Promise<Elsewhere> {
  const dns = await startDnsServer();
  const clients = Object.values(CLIENTS).map(({ callback, ...client }) => ({
    ...client,
    redirectUris: [`${serverUrl}/sign-in/callback/${callback}`],
  }));
  const provider = await startOpenIdProvider({ clients, people: HARBOUR_PEOPLE });
  const github = await startGithub({
    ...GITHUB_CLIENT,
    redirectUri: `${serverUrl}/sign-in/callback/github`,
    people: GITHUB_PEOPLE,
    nowMs: () => Date.now(),
  });
  const door = createServer((request, response) => {
    json(request)
      .then((record) => {
        const { name, value } = record as DnsRecord;
        dns.publish(name, value);
        response.writeHead(204).end();
      })
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  const zone = await openedAddress(door);
  return {
    issuer: provider.issuer,
    zone,
    settings: {
      OPENID_ISSUER: provider.issuer,
      OPENID_CLIENT_ID: CLIENTS.provider.clientId,
      OPENID_CLIENT_SECRET: CLIENTS.provider.clientSecret,
      OPENID_NAME: PROVIDER_NAME,
      GITHUB_URL: github.baseUrl,
      GITHUB_CLIENT_ID: GITHUB_CLIENT.clientId,
      GITHUB_CLIENT_SECRET: GITHUB_CLIENT.clientSecret,
      OUTBOUND_ALLOWED_HOSTS: `${provider.host},${github.host}`,
      DNS_SERVERS: dns.address,
    },
    async close() {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await Promise.all([provider.close(), github.close(), dns.close()]);
    },
  };
}

/** Adds a TXT record, as somebody does who keeps the domain's DNS. */
export async function publishRecord(zone: string, record: DnsRecord): Promise<void> {
  const { status } = await fetch(zone, { method: 'POST', body: JSON.stringify(record) });
  if (status !== 204) throw new Error(`the name server did not take the record: ${status}`);
}

async function openedAddress(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
