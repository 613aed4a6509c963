import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { CodeForm, EntranceFrame, Refused, TextLink } from '../entrance/index.ts';

export interface MagicLinkElsewhereProps {
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
}

/** For a link that was opened in another browser than the one that asked for it. */
export function MagicLinkElsewhere({ busy, error, onCode }: MagicLinkElsewhereProps) {
  const { t } = useTranslation('sign-in');
  // That a code is wanted is what the page says already.
  const isFirst = isProblem(error) && error.problem.code === 'link_code_needed';
  const footer = (
    <>
      <p>{t('magic_link.not_asked')}</p>
      <p>
        <TextLink to="/sign-in?way=link">{t('magic_link.another')}</TextLink>
      </p>
      <p>
        <TextLink to="/sign-in">{t('magic_link.password')}</TextLink>
      </p>
    </>
  );
  return (
    <EntranceFrame title={t('magic_link.title')} lead={t('magic_link.elsewhere')} footer={footer}>
      <div className="flex flex-col gap-4">
        {isFirst ? null : <Refused error={error} />}
        <CodeForm kind="link" submit={t('magic_link.action')} size="lg" busy={busy} onSubmit={onCode} />
      </div>
    </EntranceFrame>
  );
}
