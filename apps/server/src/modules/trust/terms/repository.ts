import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { LegalDocument } from './document.ts';

const INSERT: Statement = {
  name: 'legal_documents_insert',
  text: `insert into legal_documents (id, kind, version, is_major, texts, published_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (kind, version) do nothing returning id`,
};
/** The first acceptance of a document stands: history is neither changed nor deleted. */
const ACCEPT: Statement = {
  name: 'legal_acceptances_insert',
  text: `insert into legal_acceptances (account_id, document_id, accepted_at, ip, user_agent)
         select $1, d.id, $3, $4::inet, $5 from legal_documents d where d.id = any($2::uuid[])
         on conflict (account_id, document_id) do nothing returning document_id`,
};

/** False when there is a document of this kind and version. */
export async function insertDocument(tx: SystemTx, document: LegalDocument): Promise<boolean> {
  const { id, kind, version, isMajor, texts, publishedAt } = document;
  return (await tx.run(INSERT, [id, kind, version, isMajor, JSON.stringify(texts), publishedAt])).length > 0;
}

export type Acceptance = {
  readonly accountId: string;
  readonly documentIds: readonly string[];
  readonly at: Date;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
};

/** Returns how many had not been accepted before. */
export async function insertAcceptances(tx: SystemTx, acceptance: Acceptance): Promise<number> {
  const { accountId, documentIds, at, ip, userAgent } = acceptance;
  return (await tx.run(ACCEPT, [accountId, documentIds, at, ip ?? null, userAgent ?? null])).length;
}
