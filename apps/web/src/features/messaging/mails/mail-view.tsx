import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { safeHref } from '../../../lib/markdown.ts';
import { Button } from '../../../ui/button.tsx';
import { DefinitionList } from '../../../ui/definition-list.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { MailFrame } from './mail-frame.tsx';
import { type MailText, mailQuery } from './mail-queries.ts';

type Look = 'html' | 'text';

export function MailView({ id }: { id: string }) {
  const { t } = useTranslation('mails');
  const mail = useQuery(mailQuery(id));
  return (
    <article className="flex min-w-0 flex-col gap-4">
      <Button asChild size="sm" className="self-start lg:hidden">
        <Link to={{ search: '' }}>
          <ArrowLeft />
          {t('back')}
        </Link>
      </Button>
      {mail.isPending ? <SkeletonRows rows={6} /> : null}
      {mail.error ? <ErrorState error={mail.error} onRetry={() => mail.refetch()} retrying={mail.isFetching} /> : null}
      {mail.data ? <Mail mail={mail.data} /> : null}
    </article>
  );
}

function Mail({ mail }: { mail: MailText }) {
  const { t } = useTranslation('mails');
  const [look, setLook] = useState<Look>('html');
  const { recipient, template, locale, sent_at: sent } = mail;
  const items = [
    { label: t('fact.to'), value: <span className="break-all">{recipient}</span> },
    { label: t('fact.template'), value: <span className="font-mono text-xs">{`${template} · ${locale}`}</span> },
    { label: t('fact.sent'), value: sent ? <RelativeTime at={sent} /> : t('waiting') },
  ];
  return (
    <>
      <h2 className="text-lg font-semibold break-words text-ink">{mail.subject}</h2>
      <DefinitionList items={items} />
      <Links links={mail.links} />
      <Tabs
        label={t('look.label')}
        value={look}
        onChange={setLook}
        tabs={[
          { value: 'html', label: t('look.html') },
          { value: 'text', label: t('look.text') },
        ]}
      >
        <TabPanel value="html">
          <MailFrame html={mail.html} />
        </TabPanel>
        <TabPanel value="text">
          <pre className="rounded-lg border bg-sunken p-4 font-mono text-xs break-words whitespace-pre-wrap text-ink">
            {mail.text}
          </pre>
        </TabPanel>
      </Tabs>
    </>
  );
}

function Links({ links }: Pick<MailText, 'links'>) {
  const { t } = useTranslation('mails');
  const followed = links.filter((link) => safeHref(link));
  if (followed.length === 0) return null;
  return (
    <section aria-label={t('links')}>
      <h3 className="mb-1 font-medium text-ink">{t('links')}</h3>
      <ul className="flex flex-col gap-1">
        {followed.map((link) => (
          <li key={link}>
            <a href={link} className="font-mono text-xs break-all text-accent-text underline underline-offset-4">
              {link}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
