import type { SystemTx } from '../../../platform/database/index.ts';
import type { Origin } from '../sessions/index.ts';
import { accountErrors } from './errors.ts';
import { issueLink, secondsToNextMail } from './links.ts';
import { acceptPassword } from './password-rules.ts';
import { findByEmail } from './read-model.ts';
import { acceptDocuments, insertAccount, lockAccount } from './repository.ts';
import { type AccountWork, evenly, record, sendTo, unproved } from './work.ts';

export type SignUp = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly locale: 'en' | 'fr';
  /** The token of an invitation that is answered; the invitation itself is accepted by its own route. */
  readonly invitation?: string | undefined;
  readonly origin: Origin;
};

type Accepted = Omit<SignUp, 'password' | 'invitation'> & {
  readonly passwordHash: string;
  readonly breachCheck: string;
};

/** The same steps whether or not somebody has the address. */
export async function signUp(work: AccountWork, { password, invitation, ...request }: SignUp): Promise<void> {
  if (invitation !== undefined && work.mailedTokens.idOf('invitation', invitation) === undefined) {
    throw accountErrors.invitation_gone();
  }
  const { hash, breachCheck } = await acceptPassword(work, password, { known: [request.email, request.name] });
  const accepted = { ...request, email: request.email.trim(), passwordHash: hash, breachCheck };
  await evenly(work, () =>
    work.database.asSystem({ routine: 'signing up' }, async (tx) => {
      if (!(await welcome(work, tx, accepted))) await tellSignedUp(work, tx, accepted);
    }),
  );
}

/** False when somebody has the address. */
async function welcome(work: AccountWork, tx: SystemTx, request: Accepted): Promise<boolean> {
  const { email, name, locale, passwordHash, breachCheck, origin } = request;
  const [id, createdAt] = [work.ids.next(), work.clock.now()];
  const row = { id, email, name, locale, passwordHash, createdAt, emailVerifiedAt: null };
  if (!(await insertAccount(tx, row))) return false;
  await acceptDocuments(tx, id, createdAt, origin);
  const link = await issueLink(work, tx, { accountId: id, purpose: 'verify_email', email });
  await sendTo(work, tx, { id, email, name, locale }, { template: 'verify_email', origin, link });
  const after = { breach_check: breachCheck };
  await record(work, tx, { accountId: id, action: 'account.sign_up', actor: unproved(origin), after });
  return true;
}

/** At most three an hour, so that nobody's mailbox is filled by others. */
async function tellSignedUp(work: AccountWork, tx: SystemTx, { email, origin }: Accepted): Promise<void> {
  const account = await findByEmail(tx, email);
  if (account === undefined) return;
  const purpose = 'already_signed_up';
  await lockAccount(tx, account.id);
  if ((await secondsToNextMail(work, tx, { accountId: account.id, purpose })) === 0) {
    await issueLink(work, tx, { accountId: account.id, purpose, email: account.email });
    await sendTo(work, tx, account, { template: 'already_signed_up', origin });
  }
  await record(work, tx, { accountId: account.id, action: 'account.sign_up_again', actor: unproved(origin) });
}
