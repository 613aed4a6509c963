import { acceptTerms, getCurrentTerms, getTermsStatus, type LegalDocumentView } from '@stepwell/contract';
import type { z } from 'zod';
import { mount, type MountedRoute, ok } from '../../../platform/http/index.ts';
import { auditActor, signedIn } from '../../access/callers/index.ts';
import type { LegalDocument } from './document.ts';
import type { TermsService } from './service.ts';

export function termsRoutes(terms: TermsService): MountedRoute[] {
  return [
    mount(getCurrentTerms, async ({ query }) => {
      const documents = await terms.current();
      return ok({ data: documents.map((document) => viewOf(document, query.locale ?? 'en')) });
    }),
    mount(getTermsStatus, async ({ principal }) => {
      const { pending, accepted } = await terms.status(signedIn(principal).accountId);
      const given = accepted.map(({ acceptedAt, ...document }) => ({
        ...document,
        accepted_at: acceptedAt.toISOString(),
      }));
      return ok({ data: { pending: [...pending], accepted: given } });
    }),
    mount(acceptTerms, async ({ principal, body, context }) => {
      const who = signedIn(principal);
      return ok({ data: { accepted: await terms.accept(who, body.document_ids, auditActor(who, context)) } });
    }),
  ];
}

/** In the language asked for, else in the one it belongs to, else in English. */
function viewOf(document: LegalDocument, locale: string): z.input<typeof LegalDocumentView> {
  const { texts } = document;
  const wanted = locale.toLowerCase();
  const language = wanted.split('-')[0] ?? wanted;
  const found = [wanted, language, 'en'].find((name) => Object.hasOwn(texts, name)) ?? Object.keys(texts)[0] ?? 'en';
  const { title = '', body = '' } = texts[found] ?? {};
  return {
    id: document.id,
    kind: document.kind,
    version: document.version,
    is_major: document.isMajor,
    locale: found,
    title,
    body,
    published_at: document.publishedAt.toISOString(),
  };
}
