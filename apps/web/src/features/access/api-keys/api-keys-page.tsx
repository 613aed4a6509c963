import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../ui/page-header.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { KeyList } from './key-list.tsx';
import { SecretList } from './secret-list.tsx';

type Tab = 'keys' | 'secrets';

export function ApiKeysPage() {
  const { t } = useTranslation('api-keys');
  const [address, setAddress] = useSearchParams();
  const tab: Tab = address.get('tab') === 'secrets' ? 'secrets' : 'keys';
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <Tabs
        label={t('title')}
        value={tab}
        onChange={(next) => setAddress(next === 'keys' ? {} : { tab: next }, { replace: true })}
        tabs={[
          { value: 'keys', label: t('tab.keys') },
          { value: 'secrets', label: t('tab.secrets') },
        ]}
      >
        <TabPanel value="keys">
          <KeyList />
        </TabPanel>
        <TabPanel value="secrets">
          <SecretList />
        </TabPanel>
      </Tabs>
    </>
  );
}
