import type { QueryClient } from '@tanstack/react-query';
import { providersQuery } from './provider-queries.ts';

const LONGEST_WAIT_MS = 300;

/**
 * Asks for the providers before the page stands, so that their buttons do not push it about when they come; a slow
 * server is not waited for.
 */
export async function prepareProviders(client: QueryClient): Promise<void> {
  const wait = new Promise<void>((resolve) => {
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
  // Without an answer the page has its other ways in.
  await Promise.race([client.query(providersQuery).catch(() => undefined), wait]);
}
