import type { EnvironmentName } from '../../../lib/environment.ts';

export interface SampleSubject {
  /** Short name of the organization. */
  organization: string;
  environment: EnvironmentName;
  /** Where Stepwell answers. */
  origin: string;
}

/** Signs a participant token with nothing but Node. */
export function nodeSample({ organization, environment }: SampleSubject): string {
  return `import { createHmac } from 'node:crypto';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that proves who the participant is, for one hour. */
export function participantToken(externalId, claims = {}) {
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const body = encode({ ...claims, sub: externalId, org: '${organization}', exp: expires });
  const secret = process.env.STEPWELL_SIGNING_SECRET; // ss_${environment}_…
  const signature = createHmac('sha256', secret).update(\`\${head}.\${body}\`).digest('base64url');
  return \`\${head}.\${body}.\${signature}\`;
}

// name, market, role, locale and traits are optional
console.log(participantToken('user-42', { name: 'Ana', market: 'FR', role: 'creator' }));
`;
}

/** Signs a participant token with openssl and asks for the journey with it. */
export function curlSample({ organization, environment, origin }: SampleSubject): string {
  return `encode() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

HEAD=$(printf '{"alg":"HS256","typ":"JWT"}' | encode)
BODY=$(printf '{"sub":"user-42","org":"${organization}","exp":%d}' $(($(date +%s) + 3600)) | encode)
SIGNATURE=$(printf '%s.%s' "$HEAD" "$BODY" | openssl dgst -sha256 -hmac "$STEPWELL_SIGNING_SECRET" -binary | encode)

curl ${origin}/api/v1/onboarding \\
  -H "Authorization: Bearer $HEAD.$BODY.$SIGNATURE" \\
  -H "Stepwell-Environment: ${environment}"
`;
}
