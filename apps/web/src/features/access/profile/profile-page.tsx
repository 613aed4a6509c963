import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page-header.tsx';
import { AddressCard } from './address-card.tsx';
import { DeleteCard } from './delete-card.tsx';
import { LanguageCard } from './language-card.tsx';
import { NameCard } from './name-card.tsx';

export function ProfilePage() {
  const { t } = useTranslation('profile');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <div className="flex max-w-2xl flex-col gap-5">
        <NameCard />
        <AddressCard />
        <LanguageCard />
        <DeleteCard />
      </div>
    </>
  );
}
