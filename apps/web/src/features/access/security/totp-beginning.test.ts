import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { type TotpSetup, totpBeginning } from './totp-beginning.ts';

/** A server that makes a secret for each beginning, and keeps it when it answers. */
function serverWithDialogs() {
  const arrived: { answer(): void; refuse(): void }[] = [];
  const server = { arrived, kept: undefined as string | undefined, openDialog };
  const client = new QueryClient();
  const options = totpBeginning(() => {
    const { promise, resolve, reject } = Promise.withResolvers<TotpSetup>();
    const secret = `SECRET${arrived.length + 1}`;
    const answer = () => {
      server.kept = secret;
      resolve({ secret, uri: '', qr_svg: '' });
    };
    arrived.push({ answer, refuse: () => reject(new Error('refused')) });
    return promise;
  });
  function openDialog() {
    const dialog = new MutationObserver(client, options);
    const over = dialog.mutate(undefined).then(
      () => 'begun',
      () => 'refused',
    );
    return { over, state: () => dialog.getCurrentResult() };
  }
  return server;
}

test('the secret in sight is the one kept, when the dialog was opened again before the first answer came', async () => {
  const server = serverWithDialogs();
  const [first, second] = [server.openDialog(), server.openDialog()];
  await vi.waitFor(() => expect(server.arrived.length === 2 || second.state().isPaused).toBe(true));
  const early = [...server.arrived];
  // In the other order than they came, as a busy server may write them.
  for (const request of early.toReversed()) request.answer();
  await first.over;
  await vi.waitFor(() => expect(server.arrived).toHaveLength(2));
  for (const request of server.arrived.slice(early.length)) request.answer();
  await second.over;
  expect(server.kept).toBeDefined();
  expect(second.state().data?.secret).toBe(server.kept);
});

test('opening the dialog again works after the first beginning was refused', async () => {
  const server = serverWithDialogs();
  const [first, second] = [server.openDialog(), server.openDialog()];
  await vi.waitFor(() => expect(server.arrived).toHaveLength(1));
  server.arrived[0]?.refuse();
  expect(await first.over).toBe('refused');
  await vi.waitFor(() => expect(server.arrived).toHaveLength(2));
  server.arrived[1]?.answer();
  expect(await second.over).toBe('begun');
  expect(second.state().data?.secret).toBe(server.kept);
});
