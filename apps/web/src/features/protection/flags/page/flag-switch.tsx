import { useTranslation } from 'react-i18next';
import { Switch } from '../../../../ui/switch.tsx';
import { useDrafting } from '../editor/editor-context.ts';
import { useWords, variantWord } from '../words/words.ts';

export interface FlagSwitchProps {
  disabled: boolean;
  busy: boolean;
  onSwitch: (isOn: boolean) => void;
}

/** Switches the whole flag on or off, at once and without what is being typed. */
export function FlagSwitch({ disabled, busy, onSwitch }: FlagSwitchProps) {
  const { t } = useTranslation('flags');
  const words = useWords();
  const { kind, is_enabled: isOn, off_variant: off } = useDrafting().base.definition;
  const what = kind === 'boolean' ? String(off === 'on') : variantWord(false, off, words);
  const detail = isOn ? t('switch.on_detail') : t('switch.off_detail', { what });
  return (
    <div className="mb-5 rounded-lg border bg-surface px-4 py-3">
      <Switch
        label={<span className="text-base font-semibold">{t(isOn ? 'switch.on' : 'switch.off')}</span>}
        detail={
          <span className="text-sm" role={busy ? 'status' : undefined}>
            {busy ? t('switch.busy') : `${detail} ${disabled ? '' : t('switch.at_once')}`}
          </span>
        }
        checked={isOn}
        disabled={disabled || busy}
        onChange={onSwitch}
        className="items-center has-disabled:opacity-100"
      />
    </div>
  );
}
