import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { type Beginning, begin, type Departure } from './beginning.ts';
import { type Completed, type Completion, complete } from './completing.ts';
import type { Connection, ServiceProvider } from './connection.ts';
import { type Answer, consume } from './consuming.ts';
import { addDomain, listDomains, type ProvableDomain, removeDomain, verifyDomain } from './domains.ts';
import { isAddress } from './read-model.ts';
import { changeState, getConnection, putConnection, removeConnection, type WantedConnection } from './settings.ts';
import { createSingleSignOnWork, type SingleSignOnDependencies, type SingleSignOnWork } from './work.ts';

/** Signing in at the identity provider of one's organization, and the domains that it may speak for. */
export type SingleSignOn = {
  /** What is set up, and what the identity provider has to be told of us, which is known before anything is. */
  get(member: MemberPrincipal): Promise<{ connection: Connection | undefined; serviceProvider: ServiceProvider }>;
  /** Throws `certificate_refused`, `validation_failed`, `identity_provider_unreachable`, `outside_address_refused`. */
  put(member: MemberPrincipal, wanted: WantedConnection, actor: AuditActor): Promise<Connection>;
  /** Throws `domain_needed`, `single_sign_on_untested`, `not_found`. */
  setState(
    member: MemberPrincipal,
    state: Pick<Connection, 'state' | 'isEnforced'>,
    actor: AuditActor,
  ): Promise<Connection>;
  /** Throws `not_found`. */
  remove(member: MemberPrincipal, actor: AuditActor): Promise<void>;
  listDomains(member: MemberPrincipal): Promise<ProvableDomain[]>;
  /** Throws `domain_public`, `domain_taken`, `too_many_domains`. */
  addDomain(member: MemberPrincipal, domain: string, actor: AuditActor): Promise<ProvableDomain>;
  /** Throws `domain_unproved`, `dns_unavailable`, `domain_taken`, `not_found`. */
  verifyDomain(member: MemberPrincipal, id: string, actor: AuditActor): Promise<ProvableDomain>;
  /** Throws `domain_needed`, `not_found`. */
  removeDomain(member: MemberPrincipal, id: string, actor: AuditActor): Promise<void>;
  /** Throws `single_sign_on_unknown`, `identity_provider_unreachable`, `outside_address_refused`. */
  begin(beginning: Beginning): Promise<Departure>;
  /** SAML's answer. Throws `not_found`. */
  consume(answer: Answer): Promise<string>;
  /** Throws what the route names. */
  complete(completion: Completion): Promise<Completed>;
  /** SAML metadata, of an organization that has no connection yet too. Throws `not_found`. */
  metadata(connectionId: string): Promise<string>;
};

export function createSingleSignOn(deps: SingleSignOnDependencies): SingleSignOn {
  const work = createSingleSignOnWork(deps);
  return {
    get: (member) => getConnection(work, member),
    put: (member, wanted, actor) => putConnection(work, member, wanted, actor),
    setState: (member, state, actor) => changeState(work, member, state, actor),
    remove: (member, actor) => removeConnection(work, member, actor),
    listDomains: (member) => listDomains(work, member),
    addDomain: (member, domain, actor) => addDomain(work, member, domain, actor),
    verifyDomain: (member, id, actor) => verifyDomain(work, member, id, actor),
    removeDomain: (member, id, actor) => removeDomain(work, member, id, actor),
    begin: (beginning) => begin(work, beginning),
    consume: (answer) => consume(work, answer),
    complete: (completion) => complete(work, completion),
    metadata: (connectionId) => metadata(work, connectionId),
  };
}

async function metadata({ database, saml }: SingleSignOnWork, connectionId: string): Promise<string> {
  const routine = { routine: 'telling SAML metadata' };
  if (!(await database.asSystem(routine, (tx) => isAddress(tx, connectionId)))) throw commonErrors.not_found();
  return saml.metadata(connectionId);
}
