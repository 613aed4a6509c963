import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { type KillSwitch, type KillSwitches, useRelease, useSwitchOff } from './kill-switch-queries.ts';
import { ReleaseDialog } from './release-dialog.tsx';
import { SwitchDialog } from './switch-dialog.tsx';

/** Each capability with its own switch: where one gate is the trouble, the others stay shut. */
export function CapabilityList({
  switches: { capabilities, switches },
  mayWrite,
}: {
  switches: KillSwitches;
  mayWrite: boolean;
}) {
  const { t } = useTranslation('kill-switch');
  const offByKey = new Map(switches.map((one) => [one.capability, one]));
  // One may be off whose flow is gone.
  const all = [...new Set([...capabilities, ...[...offByKey.keys()].filter((key) => key !== null)])].sort();
  return (
    <Card title={t('capabilities.title')} className="mt-6" flush>
      {all.length === 0 ? <p className="p-4 text-ink-muted">{t('capabilities.empty')}</p> : null}
      <ul className="divide-y">
        {all.map((capability) => (
          <Row key={capability} capability={capability} off={offByKey.get(capability)} mayWrite={mayWrite} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps {
  capability: string;
  off: KillSwitch | undefined;
  mayWrite: boolean;
}

function Row({ capability, off, mayWrite }: RowProps) {
  const { t } = useTranslation('kill-switch');
  const [asked, setAsked] = useState<'off' | 'release' | null>(null);
  const close = () => setAsked(null);
  const action = off ? 'release.action' : 'off.action';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 font-mono text-xs break-all text-ink">{capability}</span>
      {off ? <Badge tone="bad">{t('history.off')}</Badge> : null}
      {off ? <span className="min-w-0 basis-full break-words text-ink-muted sm:basis-auto">{off.reason}</span> : null}
      {mayWrite ? (
        <Button
          size="sm"
          className="ml-auto"
          aria-label={t(`${action}_of`, { capability })}
          onClick={() => setAsked(off ? 'release' : 'off')}
        >
          {t(action)}
        </Button>
      ) : null}
      {asked === 'release' && off ? <Release off={off} capability={capability} onClose={close} /> : null}
      {asked === 'off' ? <SwitchOff capability={capability} onClose={close} /> : null}
    </li>
  );
}

function Release({ off, capability, onClose }: { off: KillSwitch; capability: string; onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const release = useRelease(off.id);
  return (
    <ReleaseDialog
      title={t('release.title_capability', { capability })}
      busy={release.isPending}
      error={release.error}
      onSubmit={(reason) => release.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function SwitchOff({ capability, onClose }: { capability: string; onClose: () => void }) {
  const { t } = useTranslation('kill-switch');
  const switchOff = useSwitchOff();
  return (
    <SwitchDialog
      title={t('off.title_capability', { capability })}
      effects={[t('effects.gate'), t('effects.others'), t('effects.recorded')]}
      capability={capability}
      busy={switchOff.isPending}
      error={switchOff.error}
      onSubmit={(wish) => switchOff.mutate(wish, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
