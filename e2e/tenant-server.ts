import { createHmac } from 'node:crypto';
import {
  checkGate,
  completeStep,
  createParticipantLink,
  putParticipant,
  receiveStepWebhook,
  type RouteBodyInput,
} from '@stepwell/contract';
import { createClient, ProblemError } from '@stepwell/contract/client';
import type { Organization } from './organizations.ts';

type Person = RouteBodyInput<typeof putParticipant>;

/** What a gate answered, and what it still asks for. */
export type GateAnswer = {
  readonly status: number;
  readonly due: readonly string[];
  readonly resumeUrl: string | null;
};

export type TenantServer = ReturnType<typeof tenantServer>;

/** The organization's own server: what it does with its API key and its signing secret. */
export function tenantServer(url: string, { slug, flow, apiKey, signingSecret }: Organization) {
  const call = createClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${apiKey}` }) });
  return {
    call,
    flow,
    async introduce(participant: string, person: Person): Promise<void> {
      await call(putParticipant, { params: { external_id: participant }, body: person });
    },
    /** A link to the hosted flow that signs the participant in. */
    async hostedLink(participant: string, ttlSeconds?: number): Promise<string> {
      const link = await call(createParticipantLink, {
        params: { external_id: participant },
        body: { flow, ttl_seconds: ttlSeconds },
      });
      return link.data.url;
    },
    async gate(participant: string, capability: string): Promise<GateAnswer> {
      try {
        const { data } = await call(checkGate, { params: { capability }, query: { participant, flow } });
        return { status: 200, due: data.currently_due, resumeUrl: data.resume_url };
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        return refusalOf(error);
      }
    },
    async completeTask(participant: string, step: string): Promise<void> {
      await call(completeStep, { params: { key: step }, query: { participant, flow }, body: {} });
    },
    /** Delivers a signed webhook of an outside service and returns the state that the step is in now. */
    async deliverOutcome(participant: string, step: string, source: string): Promise<string> {
      const event = { id: `${source}-${participant}`, source, participant, step, outcome: 'done' };
      return deliver(`${url}/api/v1/hooks/${slug}/live/steps`, signingSecret, event);
    },
  };
}

function refusalOf({ problem }: ProblemError): GateAnswer {
  const { requirements } = (problem.details ?? {}) as {
    requirements?: { currently_due: string[]; resume_url: string | null };
  };
  return {
    status: problem.status,
    due: requirements?.currently_due ?? [],
    resumeUrl: requirements?.resume_url ?? null,
  };
}

async function deliver(address: string, secret: string, event: object): Promise<string> {
  const body = JSON.stringify(event);
  const seconds = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const response = await fetch(address, {
    method: receiveStepWebhook.method,
    headers: { 'content-type': 'application/json', 'x-webhook-signature': `t=${seconds},v1=${signature}` },
    body,
  });
  const reply = (await response.json()) as { data?: { state: string } };
  if (reply.data === undefined) throw new Error(`the webhook was refused: ${JSON.stringify(reply)}`);
  return reply.data.state;
}
