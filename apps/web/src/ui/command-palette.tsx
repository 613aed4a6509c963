import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { veilStyle } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { Spinner } from './spinner.tsx';

export interface CommandItem {
  id: string;
  label: string;
  /** A quieter word at the end. */
  detail?: string;
  icon?: ReactNode;
  /** Other words that find it. */
  keywords?: string[];
  keys?: string;
  run: () => void;
}

export interface CommandGroup {
  id: string;
  title: string;
  items: CommandItem[];
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: CommandGroup[];
  /** Told what is typed, for results that come from the server; they arrive as another group. */
  onSearch?: (text: string) => void;
  searching?: boolean;
}

export function CommandPalette({ open, onOpenChange, groups, onSearch, searching }: CommandPaletteProps) {
  const { t } = useTranslation('ui');
  const choose = (item: CommandItem) => {
    onOpenChange(false);
    item.run();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veilStyle} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-40 mx-auto max-w-xl overflow-hidden rounded-xl border border-line bg-raised shadow-overlay outline-none data-[state=open]:animate-pop-in"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <Command label={t('palette.title')} loop>
            <div className="flex h-12 items-center gap-2.5 border-b px-4 text-ink-faint">
              {searching ? <Spinner /> : <Search aria-hidden="true" className="size-4 shrink-0" />}
              <Command.Input
                placeholder={t('palette.placeholder')}
                onValueChange={onSearch}
                className="h-full min-w-0 flex-1 bg-transparent text-ellipsis text-base text-ink outline-none"
              />
              <Kbd keys="Escape" />
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-muted">{t('palette.empty')}</Command.Empty>
              {groups.map((group) => (
                <PaletteGroup key={group.id} group={group} onChoose={choose} />
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteGroup({ group, onChoose }: { group: CommandGroup; onChoose: (item: CommandItem) => void }) {
  return (
    <Command.Group
      heading={group.title}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {group.items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          keywords={[item.label, ...(item.keywords ?? [])]}
          onSelect={() => onChoose(item)}
          className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-ink select-none data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-ink-faint"
        >
          {item.icon}
          <span className="truncate">{item.label}</span>
          {item.detail ? <span className="truncate text-ink-faint">{item.detail}</span> : null}
          {item.keys ? <Kbd keys={item.keys} className="ml-auto" /> : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
