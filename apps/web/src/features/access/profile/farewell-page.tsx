import { useTranslation } from 'react-i18next';
import { EntranceFrame, TextLink } from '../entrance/index.ts';

/** Where somebody comes who has deleted their account. */
export function FarewellPage() {
  const { t } = useTranslation('profile');
  return (
    <EntranceFrame
      title={t('farewell.title')}
      lead={t('farewell.lead')}
      footer={
        <p>
          {t('farewell.back')} <TextLink to="/sign-up">{t('farewell.sign_up')}</TextLink>
        </p>
      }
    />
  );
}
