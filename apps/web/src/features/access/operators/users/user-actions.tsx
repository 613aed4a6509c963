import {
  CirclePause,
  CirclePlay,
  EllipsisVertical,
  KeyRound,
  UserX,
  MonitorOff,
  type LucideIcon,
  Pencil,
  ShieldUser,
  UserRoundCog,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { DropdownMenu, MenuItem } from '../../../../ui/dropdown-menu.tsx';
import type { UserDeed } from './user-deeds.ts';

const ICONS: Record<UserDeed, LucideIcon> = {
  impersonate: UserRoundCog,
  edit: Pencil,
  end_sessions: MonitorOff,
  reset_password: KeyRound,
  operator_role: ShieldUser,
  suspend: CirclePause,
  unsuspend: CirclePlay,
  anonymize: UserX,
};

const DANGEROUS: readonly UserDeed[] = ['suspend', 'anonymize'];
/** These stand beside the name; the others are in the menu. */
const IN_SIGHT: readonly UserDeed[] = ['impersonate', 'edit', 'unsuspend'];

export function UserActions({ deeds, onDeed }: { deeds: readonly UserDeed[]; onDeed: (deed: UserDeed) => void }) {
  const { t } = useTranslation('operators');
  const others = deeds.filter((deed) => !IN_SIGHT.includes(deed));
  return (
    <>
      {deeds
        .filter((deed) => IN_SIGHT.includes(deed))
        .map((deed) => (
          <DeedButton key={deed} deed={deed} onDeed={onDeed} />
        ))}
      {others.length === 1 ? others.map((deed) => <DeedButton key={deed} deed={deed} onDeed={onDeed} />) : null}
      {others.length > 1 ? (
        <DropdownMenu trigger={<Button icon={<EllipsisVertical />}>{t('more')}</Button>}>
          {others.map((deed) => {
            const Icon = ICONS[deed];
            return (
              <MenuItem key={deed} icon={<Icon />} danger={DANGEROUS.includes(deed)} onSelect={() => onDeed(deed)}>
                {t(`deed.${deed}.open`)}
              </MenuItem>
            );
          })}
        </DropdownMenu>
      ) : null}
    </>
  );
}

function DeedButton({ deed, onDeed }: { deed: UserDeed; onDeed: (deed: UserDeed) => void }) {
  const { t } = useTranslation('operators');
  const Icon = ICONS[deed];
  return (
    <Button icon={<Icon />} onClick={() => onDeed(deed)}>
      {t(`deed.${deed}.open`)}
    </Button>
  );
}
