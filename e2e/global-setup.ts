import type { TestProject } from 'vitest/node';
import { openOrganizations, type Organizations } from './organizations.ts';
import { type Server, startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    organizations: Organizations;
  }
}

let server: Server | undefined;

/** One server for the whole run. */
export async function setup(project: TestProject): Promise<void> {
  server = await startServer();
  try {
    project.provide('serverUrl', server.url);
    project.provide('organizations', await openOrganizations(server.url));
  } catch (error) {
    // A set-up that failed is not torn down.
    await server.stop();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
