import type { Address, EnvironmentName } from './address.ts';
import type { Kept } from './kept.ts';

/** Whose page it is, and the proof of who is looking at it. */
export interface Session {
  organization: string;
  flow: string;
  environment: EnvironmentName;
  token: string | null;
  participant: string | null;
}

/**
 * Opens the session of an address. A token in the address replaces the kept one; without one the kept token serves, so
 * that a person can come back by the plain address.
 *
 * @param tab kept while the tab lives: it comes first, so that two people's tabs stay apart
 * @param device kept when the browser is closed
 */
export function openSession(address: Address, tab: Kept, device: Kept): Session {
  const { organization, flow, environment, participant } = address;
  const name = tokenName(address);
  if (address.token) {
    tab.write(name, address.token);
    device.write(name, address.token);
  }
  // A named participant is a trial of the flow: somebody else's kept token must not speak in their place.
  const kept = participant ? null : (tab.read(name) ?? device.read(name));
  return { organization, flow, environment, participant, token: address.token ?? kept };
}

/** Whether somebody has opened the flow on this device before. Ask before the session is opened. */
export function wasHere(address: Address, device: Kept): boolean {
  return device.read(tokenName(address)) !== null;
}

/** Forgets the token, in the tab and on the device. */
export function forgetToken(session: Session, tab: Kept, device: Kept): void {
  const name = tokenName(session);
  tab.remove(name);
  // Another tab may have brought a newer token meanwhile.
  if (device.read(name) === session.token) device.remove(name);
}

/** The tab's token is over: the next load takes the device's, which another tab may have brought since. */
export function dropTabToken(session: Session, tab: Kept): void {
  tab.remove(tokenName(session));
}

/** Whether the server could know who is asking. */
export function isKnown(session: Session): boolean {
  return session.token !== null || session.participant !== null;
}

function tokenName(of: Pick<Session, 'organization' | 'flow' | 'environment'>): string {
  return `stepwell.hosted.token.${of.organization}/${of.flow}/${of.environment}`;
}
