import type { EnvironmentName } from '../../../../lib/environment.ts';
import type { FlagKind } from '../new-definition.ts';

export interface SampleFlag {
  key: string;
  kind: FlagKind;
  environment: EnvironmentName;
  /** Where Stepwell answers. */
  origin: string;
}

const READERS: Record<FlagKind, { method: string; fallback: string }> = {
  boolean: { method: 'getBooleanValue', fallback: 'false' },
  string: { method: 'getStringValue', fallback: "''" },
  number: { method: 'getNumberValue', fallback: '0' },
  json: { method: 'getObjectValue', fallback: '{}' },
};

/** Reads a flag with OpenFeature's SDK for Node. */
export function nodeSample({ key, kind, environment, origin }: SampleFlag): string {
  const { method, fallback } = READERS[kind];
  return `// npm install @openfeature/server-sdk @openfeature/ofrep-provider
import { OpenFeature } from '@openfeature/server-sdk';
import { OFREPProvider } from '@openfeature/ofrep-provider';

await OpenFeature.setProviderAndWait(
  new OFREPProvider({
    baseUrl: '${origin}',
    headers: [['Authorization', \`Bearer \${process.env.STEPWELL_API_KEY}\`]], // sk_${environment}_…
  }),
);

const flags = OpenFeature.getClient();
// market, plan and role are optional: a flag that asks for one is off without it
const value = await flags.${method}('${key}', ${fallback}, {
  targetingKey: 'user-42',
  market: 'FR',
  plan: 'pro',
  role: 'creator',
});
`;
}

/** Asks for a flag over HTTP, as every OpenFeature SDK does. */
export function curlSample({ key, origin }: SampleFlag): string {
  return `curl -X POST ${origin}/ofrep/v1/evaluate/flags/${key} \\
  -H "Authorization: Bearer $STEPWELL_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"context":{"targetingKey":"user-42","market":"FR","plan":"pro","role":"creator"}}'
`;
}
