import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { curlSample, nodeSample } from './signing-code.ts';

const SUBJECT = { organization: 'atelier', environment: 'test', origin: 'https://stepwell.example' } as const;
const SECRET = 'ss_test_secret';

function expectSigned(token: string) {
  const [head = '', body = '', signature] = token.split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({ sub: 'user-42', org: 'atelier' });
  expect(signature).toBe(createHmac('sha256', SECRET).update(`${head}.${body}`).digest('base64url'));
}

test('the Node sample runs as it stands and signs with the secret', () => {
  const env = { STEPWELL_SIGNING_SECRET: SECRET };
  const token = execFileSync(process.execPath, ['--input-type=module', '-e', nodeSample(SUBJECT)], { env });
  expectSigned(String(token).trim());
});

test('the curl sample names the environment and where to ask', () => {
  const code = curlSample(SUBJECT);
  expect(code).toContain('curl https://stepwell.example/api/v1/onboarding');
  expect(code).toContain('Stepwell-Environment: test');
  expect(code).toContain('"org":"atelier"');
});
