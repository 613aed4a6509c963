import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { EntranceFrame } from './entrance-frame.tsx';
import { linkRefusalOf } from './known-refusal.ts';
import { Refused } from './refused.tsx';

export interface LinkPageProps {
  title: string;
  lead: string;
  /** Null where the address carried none. */
  token: string | null;
  action: string;
  onUse: (token: string) => void;
  busy: boolean;
  error: unknown;
  /** In place of the button, once the link has done its work. */
  done?: ReactNode;
  /** Where to go with a link that does not work. */
  instead: ReactNode;
}

/**
 * Where a mailed link leads. It waits for a press: programs that follow links in mails must neither use them up nor
 * verify an address for somebody.
 */
export function LinkPage({ title, lead, token, action, onUse, busy, error, done, instead }: LinkPageProps) {
  const isBroken = token === null || linkRefusalOf(error) !== null;
  return (
    <EntranceFrame title={title} lead={done || isBroken ? undefined : lead}>
      {done ?? (
        <div className="flex flex-col gap-4">
          {isBroken ? <BrokenLink error={error} instead={instead} /> : <Refused error={error} />}
          {isBroken ? null : (
            <Button variant="primary" size="lg" busy={busy} onClick={() => onUse(token)} className="self-start">
              {action}
            </Button>
          )}
        </div>
      )}
    </EntranceFrame>
  );
}

/** Says what is wrong with a link, and offers the next step. */
export function BrokenLink({ error, instead }: { error: unknown; instead: ReactNode }) {
  const { t } = useTranslation('entrance');
  const reason = linkRefusalOf(error) ?? 'link_invalid';
  return (
    <>
      <Callout tone="warn" alert title={t(`link.${reason}.title`)}>
        {t(`link.${reason}.text`)}
      </Callout>
      <div className="flex flex-wrap gap-2">{instead}</div>
    </>
  );
}
