import { useTranslation } from 'react-i18next';
import { TypedProperty, type TypedPropertyProps } from './typed-property.tsx';

export interface NumberPropertyProps
  extends Omit<TypedPropertyProps<number | undefined>, 'write' | 'read' | 'value' | 'onChange'> {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  /** Lets numbers with decimals in. */
  decimals?: boolean;
  /** Nothing typed means no value. */
  optional?: boolean;
}

export function NumberProperty({ min, max, decimals, optional, ...rest }: NumberPropertyProps) {
  const { t } = useTranslation('flow-editor');
  const least = min ?? (decimals ? Number.NEGATIVE_INFINITY : 0);
  const most = max ?? Number.MAX_SAFE_INTEGER;
  const read = (text: string) => {
    const bare = text.trim().replace(',', '.');
    if (bare === '' && optional) return { value: undefined };
    const number = Number(bare);
    const isRight = bare !== '' && Number.isFinite(number) && (decimals || Number.isInteger(number));
    if (isRight && number >= least && number <= most) return { value: number };
    if (Number.isFinite(least) && most < Number.MAX_SAFE_INTEGER)
      return { error: t('input.number_between', { min: least, max: most }) };
    return { error: t(decimals ? 'input.number' : 'input.whole_number') };
  };
  return (
    <TypedProperty
      {...rest}
      read={read}
      write={(value) => (value === undefined ? '' : String(value))}
      input={{ inputMode: decimals ? 'decimal' : 'numeric', className: 'tabular-nums', ...rest.input }}
    />
  );
}
