import type { TestProject } from 'vitest/node';
import { type Elsewhere, startElsewhere } from './elsewhere.ts';
import { setUpFederation } from './federation.ts';
import { openOrganizations, type Organizations } from './organizations.ts';
import { freePort, type Server, startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    dataDir: string;
    organizations: Organizations;
    elsewhere: Pick<Elsewhere, 'issuer' | 'zone'>;
  }
}

let server: Server | undefined;
let elsewhere: Elsewhere | undefined;

/** One server for the whole run, with what it calls outside. */
export async function setup(project: TestProject): Promise<void> {
  const port = await freePort();
  elsewhere = await startElsewhere(`http://localhost:${port}`);
  try {
    server = await startServer(port, elsewhere.settings);
    const organizations = await openOrganizations(server.url);
    await setUpFederation(server.url, organizations.northwind, elsewhere.zone);
    project.provide('serverUrl', server.url);
    project.provide('dataDir', server.dataDir);
    project.provide('organizations', organizations);
    project.provide('elsewhere', { issuer: elsewhere.issuer, zone: elsewhere.zone });
  } catch (error) {
    // A set-up that failed is not torn down.
    await teardown();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  await server?.stop();
  await elsewhere?.close();
  server = undefined;
  elsewhere = undefined;
}
