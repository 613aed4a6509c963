import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../errors/index.ts';

/**
 * The OpenFeature Remote Evaluation Protocol says itself how a body is refused that can't be read: with 400 and its own error
 * code, under which SDKs know it. Everything else that is refused it leaves to the server. Whether it was so.
 */
export function sendOfrepError(
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (refusal.kind !== 'malformed' && refusal.kind !== 'validation') return undefined;
  const { key } = request.params as { key?: string };
  const [field] = refusal.extra.errors ?? [];
  const errorDetails = field === undefined ? refusal.title : `${field.path}: ${field.message}`;
  const document = { ...(key === undefined ? {} : { key }), errorCode: 'PARSE_ERROR', errorDetails };
  return reply.code(400).type('application/json; charset=utf-8').send(JSON.stringify(document));
}
