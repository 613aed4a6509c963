import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { DocumentHead } from './document-head.tsx';
import { LegalText } from './legal-text.tsx';
import type { LegalDocument } from './terms-queries.ts';

type Kind = LegalDocument['kind'];

export function CurrentDocuments({ documents, first }: { documents: LegalDocument[]; first: Kind }) {
  const { t } = useTranslation('terms');
  const [address, setAddress] = useSearchParams();
  if (documents.length === 0) return <None />;
  const wanted = address.get('document') ?? first;
  const shown = documents.find(({ kind }) => kind === wanted) ?? documents[0];
  const show = (kind: Kind) =>
    setAddress(
      (known) => {
        known.set('document', kind);
        return known;
      },
      { replace: true },
    );
  return (
    <Tabs
      label={t('title')}
      value={shown?.kind ?? first}
      onChange={show}
      tabs={documents.map(({ kind }) => ({ value: kind, label: t(`kind.${kind}`) }))}
    >
      {documents.map((document) => (
        <TabPanel key={document.kind} value={document.kind}>
          <DocumentHead document={document} />
          <LegalText source={document.body} lang={document.locale} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

function None() {
  const { t } = useTranslation('terms');
  const home = (
    <Button asChild>
      <Link to="/">{t('home')}</Link>
    </Button>
  );
  return (
    <EmptyState icon={FileText} title={t('none.title')} action={home}>
      {t('none.text')}
    </EmptyState>
  );
}
