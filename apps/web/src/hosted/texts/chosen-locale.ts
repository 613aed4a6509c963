import type { Kept } from '../kept.ts';
import type { Session } from '../session.ts';

/** The language a person chose for a flow; null until they choose, so that the server may know better. */
export function chosenLocale(device: Kept, session: Session): string | null {
  return device.read(nameOf(session));
}

export function rememberLocale(device: Kept, session: Session, locale: string): void {
  device.write(nameOf(session), locale);
}

function nameOf({ organization, flow }: Session): string {
  return `stepwell.hosted.locale.${organization}/${flow}`;
}
