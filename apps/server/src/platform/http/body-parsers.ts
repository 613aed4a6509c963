import type { FastifyInstance } from 'fastify';
import { commonErrors } from '../errors/index.ts';

/** Keeps the exact text beside the parsed body: signatures are made over bytes, not over meanings. */
export function readJsonBodies(app: FastifyInstance, mediaType: string): void {
  app.addContentTypeParser(mediaType, { parseAs: 'string' }, (request, text, done) => {
    (request as { rawBody?: string }).rawBody = text as string;
    if (text === '') return done(null, undefined);
    try {
      done(null, withoutPrototypeKeys(JSON.parse(text as string)));
    } catch {
      done(commonErrors.malformed_body(), undefined);
    }
  });
}

/** Fields of an HTML form as strings; of several with one name the last counts. */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, withoutPrototypeKeys(Object.fromEntries(new URLSearchParams(text as string))));
  });
}

/** `__proto__` in a body would travel into objects built from it. Checked only where the text could hold one. */
function withoutPrototypeKeys(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  for (const key of Object.keys(body)) {
    if (key === '__proto__') throw commonErrors.malformed_body();
    withoutPrototypeKeys((body as Record<string, unknown>)[key]);
  }
  return body;
}
