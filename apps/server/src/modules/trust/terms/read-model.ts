import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { LegalDocument, LegalKind } from './document.ts';

const COLUMNS = `id, kind, version, is_major as "isMajor", texts, published_at as "publishedAt"`;
const CURRENT: Statement = {
  name: 'legal_documents_current',
  text: `select distinct on (kind) ${COLUMNS} from legal_documents where published_at <= $1
         order by kind, published_at desc, id desc`,
};
const PUBLISHED: Statement = {
  name: 'legal_documents_published',
  text: `select id from legal_documents where published_at <= $1 and id = any($2::uuid[])`,
};
/** What is in force of each kind of which the latest major version, or one after it, is not accepted. */
const PENDING: Statement = {
  name: 'legal_documents_pending',
  text: `select c.id, c.kind, c.version from (
           select distinct on (kind) id, kind, version from legal_documents where published_at <= $2
           order by kind, published_at desc, id desc) c
         where exists (
           select from legal_documents d where d.kind = c.kind and d.is_major and d.published_at <= $2 and not exists (
             select from legal_acceptances la join legal_documents later on later.id = la.document_id
             where la.account_id = $1 and later.kind = d.kind and later.published_at >= d.published_at))
         order by c.kind desc`,
};
const ACCEPTED: Statement = {
  name: 'legal_acceptances_of_account',
  text: `select d.id, d.kind, d.version, la.accepted_at as "acceptedAt"
         from legal_acceptances la join legal_documents d on d.id = la.document_id
         where la.account_id = $1 order by la.accepted_at desc, d.kind desc limit 200`,
};

export type DocumentRef = { readonly id: string; readonly kind: LegalKind; readonly version: string };

export function currentDocuments(tx: SystemTx, now: Date): Promise<LegalDocument[]> {
  return tx.run<LegalDocument>(CURRENT, [now]);
}

export async function countPublished(tx: SystemTx, now: Date, ids: readonly string[]): Promise<number> {
  return (await tx.run(PUBLISHED, [now, ids])).length;
}

export function pendingFor(tx: SystemTx, accountId: string, now: Date): Promise<DocumentRef[]> {
  return tx.run<DocumentRef>(PENDING, [accountId, now]);
}

export function acceptedBy(tx: SystemTx, accountId: string): Promise<(DocumentRef & { acceptedAt: Date })[]> {
  return tx.run<DocumentRef & { acceptedAt: Date }>(ACCEPTED, [accountId]);
}
