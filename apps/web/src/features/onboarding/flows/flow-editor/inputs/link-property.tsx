import { useTranslation } from 'react-i18next';
import { isWebAddress } from '../../definition/keys.ts';
import { TypedProperty } from './typed-property.tsx';

export interface LinkPropertyProps {
  path: string;
  label: string;
  help?: string;
  link: string | undefined;
  onChange: (link: string | undefined) => void;
}

/** A web address that need not be there. */
export function LinkProperty({ link, onChange, ...rest }: LinkPropertyProps) {
  const { t } = useTranslation('flow-editor');
  const read = (text: string) => {
    const bare = text.trim();
    if (bare === '') return { value: undefined };
    return isWebAddress(bare) ? { value: bare } : { error: t('input.link') };
  };
  return (
    <TypedProperty
      {...rest}
      value={link}
      write={(value) => value ?? ''}
      read={read}
      onChange={onChange}
      commit="leave"
      input={{ type: 'url', inputMode: 'url', spellCheck: false, placeholder: 'https://', maxLength: 2_000 }}
    />
  );
}
