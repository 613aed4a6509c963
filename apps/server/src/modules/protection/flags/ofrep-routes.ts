import { evaluateFlag, evaluateFlags } from '@stepwell/contract';
import type { FlagContext } from '@stepwell/engine';
import { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { mount, type MountedRoute, ok, type Principal } from '../../../platform/http/index.ts';
import type { Answer, Evaluation, Question } from './evaluation.ts';

const DETAILS = {
  FLAG_NOT_FOUND: 'There is no such flag in this environment.',
  TARGETING_KEY_MISSING: 'The flag is divided by the id of whoever asks: send targetingKey.',
} as const;

const Part = z
  .string()
  .nullish()
  .transform((part) => part ?? undefined);
const Context = z.object({ targetingKey: Part, market: Part, plan: Part, role: Part }).prefault({});

/** The OpenFeature Remote Evaluation Protocol; what it has a form for is refused in that form. */
export function ofrepRoutes(flags: Evaluation): MountedRoute[] {
  return [
    mount(evaluateFlag, async ({ principal, params: { key }, body }) => {
      const question = await questionOf(flags, principal, body.context);
      if ('errorCode' in question) return badRequest({ key, ...question });
      const answer = await flags.evaluate(question, key);
      if (!('errorCode' in answer)) return ok(answer);
      return answer.errorCode === 'FLAG_NOT_FOUND' ? notFound(explained(answer)) : badRequest(explained(answer));
    }),
    mount(evaluateFlags, async ({ principal, body, context }) => {
      const question = await questionOf(flags, principal, body.context);
      if ('errorCode' in question) return badRequest(question);
      const { tag, answers } = await flags.evaluateAll(question);
      const etag = `"${tag}"`;
      context.setHeader('etag', etag);
      if (isKnown(context.header('if-none-match'), etag)) return { status: 304, body: undefined } as const;
      return ok({ flags: answers().map(explained) });
    }),
  ];
}

type InvalidContext = { readonly errorCode: 'INVALID_CONTEXT'; readonly errorDetails: string };

/** An API key is believed whom it asks for; a participant asks for themselves, whatever the context says. */
async function questionOf(
  flags: Pick<Evaluation, 'subjectOf'>,
  principal: Principal,
  context: unknown,
): Promise<Question | InvalidContext> {
  if (principal.kind === 'participant') return { ...principal, subject: await flags.subjectOf(principal) };
  if (principal.kind !== 'api_key') throw commonErrors.permission_denied();
  const subject = subjectIn(context);
  return 'errorCode' in subject ? subject : { ...principal, subject };
}

function subjectIn(context: unknown): FlagContext | InvalidContext {
  const parsed = Context.safeParse(context ?? undefined);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = ['context', ...(issue?.path ?? [])].map(String).join('.');
  return { errorCode: 'INVALID_CONTEXT', errorDetails: `${where}: ${issue?.message ?? 'not accepted'}` };
}

function explained<A extends Answer>(answer: A): A & { readonly errorDetails?: string } {
  return 'errorCode' in answer ? { ...answer, errorDetails: DETAILS[answer.errorCode] } : answer;
}

function badRequest<Body>(body: Body): { readonly status: 400; readonly body: Body } {
  return { status: 400, body };
}

function notFound<Body>(body: Body): { readonly status: 404; readonly body: Body } {
  return { status: 404, body };
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return known.includes(etag);
}
