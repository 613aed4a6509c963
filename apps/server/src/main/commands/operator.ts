import type { OperatorRole } from '@stepwell/contract';
import { createOperatorGrants, type Missing, type OperatorGrants } from '../../modules/access/operators/index.ts';
import { createAuditWriter } from '../../modules/protection/audit/index.ts';
import { ensureSetupFlow } from '../setup-flow.ts';
import { withApplication } from './with-application.ts';

const STILL_TO_DO: Readonly<Record<Missing, string>> = {
  verified_address: 'confirm the address with the link that was mailed at sign-up',
  second_factor: 'set up an authenticator app or a passkey on the page “Security” of the account',
};

/** Makes the account an operator’s, and says what is missing before its owner can work as one. */
export async function grantOperator(email: string, { role }: { role: OperatorRole }): Promise<void> {
  await withGrants(async (grants) => {
    const missing = await grants.grant(email, role);
    console.log(`${email} is now ${role === 'super_admin' ? 'a super admin' : 'an admin'} of this installation.`);
    if (missing.length === 0) console.log('They sign in with their second factor and open /admin.');
    else console.log(['Before they can open /admin they have to:', ...missing.map(lineOf)].join('\n'));
  });
}

/** Their sessions stay; what an operator may do is refused from then on. */
export async function revokeOperator(email: string): Promise<void> {
  await withGrants(async (grants) => {
    const was = await grants.revoke(email);
    console.log(was ? `${email} is no operator any more.` : `${email} was no operator.`);
    const isLed = (await grants.list()).some(({ operatorRole }) => operatorRole === 'super_admin');
    if (!isLed) console.log('There is no super admin now: make one with stepwell operator grant EMAIL.');
  });
}

/** Prints one operator a line: rank, address, name, and what is missing. */
export async function listOperators(): Promise<void> {
  await withGrants(async (grants) => {
    const operators = await grants.list();
    if (operators.length === 0) {
      console.log('Nobody is an operator yet: make one with stepwell operator grant EMAIL.');
    }
    for (const { operatorRole, email, name, state, hasSecondFactor } of operators) {
      const notes = [...(state === 'active' ? [] : [state]), ...(hasSecondFactor ? [] : ['no second factor yet'])];
      const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
      console.log(`${operatorRole?.padEnd(11)}  ${email}  ${name}${note}`);
    }
  });
}

function lineOf(missing: Missing): string {
  return `  - ${STILL_TO_DO[missing]}`;
}

async function withGrants(work: (grants: OperatorGrants) => Promise<void>): Promise<void> {
  await withApplication(async (application) => {
    await ensureSetupFlow(application);
    await work(createOperatorGrants({ ...application, audit: createAuditWriter(application) }));
  });
}
