import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound } from './outbound.ts';

let server: Server;
let address: string;
let answer: RequestListener = (_request, response) => response.end('here');
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const refused = { code: 'outside_address_refused' };

describe('calling addresses that others named', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'https://user:secret@example.com/',
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
  ])('refuses %s', async (url) => {
    const outbound = createOutbound({ allowedHosts: [] });
    await expect(outbound.fetch(url)).rejects.toMatchObject(refused);
    await outbound.close();
  });

  it('refuses a name that leads to this machine when it connects', async () => {
    const outbound = createOutbound({ allowedHosts: [] });
    await expect(outbound.fetch('https://localhost/')).rejects.toMatchObject(refused);
    await outbound.close();
  });

  it('calls a private host that is allowed, and no other on the same machine', async () => {
    const outbound = createOutbound({ allowedHosts: [address] });
    expect(await (await outbound.fetch(`http://${address}/well-known`)).text()).toBe('here');
    expect(seen.at(-1)).toBe('/well-known');
    await expect(outbound.fetch('http://127.0.0.1:1/')).rejects.toMatchObject(refused);
    await expect(outbound.fetch('https://127.0.0.1/')).rejects.toMatchObject(refused);
    await outbound.close();
  });

  it('lets a name be allowed on one port and no other', async () => {
    const port = address.split(':')[1];
    const outbound = createOutbound({ allowedHosts: [`localhost:${port}`] });
    expect((await outbound.fetch(`http://localhost:${port}/`)).status).toBe(200);
    await expect(outbound.fetch('https://localhost/')).rejects.toMatchObject(refused);
    await outbound.close();
  });

  it('is closed once, however often it is asked to', async () => {
    const outbound = createOutbound({ allowedHosts: [] });
    await expect(Promise.all([outbound.close(), outbound.close()])).resolves.toHaveLength(2);
    await expect(outbound.close()).resolves.not.toThrow();
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    const outbound = createOutbound({ allowedHosts: [address] });
    expect((await outbound.fetch(`http://${address}/`)).status).toBe(302);
    await outbound.close();
  });

  it('reads no more than a mebibyte of an answer', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(1_200_000, 'a'));
    const outbound = createOutbound({ allowedHosts: [address] });
    const reading = outbound.fetch(`http://${address}/`);
    await expect(reading).rejects.toThrow();
    await outbound.close();
  });

  it('gives up on one that does not answer', async () => {
    answer = () => undefined;
    const outbound = createOutbound({ allowedHosts: [address] });
    const hasty = outbound.service({ name: 'hasty', responseTimeoutMs: 50, tries: 1 });
    await expect(hasty.fetch(`http://${address}/`)).rejects.toThrow(/timeout/i);
    await outbound.close();
  });
});
