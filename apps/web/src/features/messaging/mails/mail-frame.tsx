import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyStyles, partStyles } from './mail-styles.ts';

/** Links open beside the page; nothing in the mail runs. */
const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';
const LEAST_HEIGHT_PX = 320;

/** The mail as a mail program shows it. */
export function MailFrame({ html }: { html: string }) {
  const { t } = useTranslation('mails');
  const [height, setHeight] = useState(LEAST_HEIGHT_PX);
  const parted = useMemo(() => partStyles(html), [html]);
  const settle = (page: Document | null) => {
    if (!page) return;
    applyStyles(page, parted.sheets);
    setHeight(Math.max(LEAST_HEIGHT_PX, page.documentElement.scrollHeight));
  };
  return (
    <iframe
      title={t('frame')}
      sandbox={SANDBOX}
      srcDoc={`<base target="_blank">${parted.html}`}
      height={height}
      onLoad={({ currentTarget }) => settle(currentTarget.contentDocument)}
      className="w-full rounded-lg border bg-white"
    />
  );
}
