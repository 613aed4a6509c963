import { Archive, Ellipsis, PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../../../ui/dropdown-menu.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { useFlow } from '../flow-context.ts';
import { RenameFlowDialog } from './rename-flow-dialog.tsx';
import { RetireFlowDialog } from './retire-flow-dialog.tsx';

export function FlowMenu() {
  const { t } = useTranslation('flows');
  const { flow } = useFlow();
  const [open, setOpen] = useState<'rename' | 'retire' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu trigger={<IconButton label={t('menu.label')} icon={<Ellipsis />} variant="secondary" />}>
        <MenuItem icon={<PencilLine />} onSelect={() => setOpen('rename')}>
          {t('menu.rename')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Archive />} danger disabled={flow.status !== 'published'} onSelect={() => setOpen('retire')}>
          {t('menu.retire')}
        </MenuItem>
      </DropdownMenu>
      {open === 'rename' ? <RenameFlowDialog onClose={close} /> : null}
      {open === 'retire' ? <RetireFlowDialog onClose={close} /> : null}
    </>
  );
}
