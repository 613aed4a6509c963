import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Says on every page of the test environment that nothing here is real. */
export function TestNote() {
  const { t } = useTranslation('app');
  return (
    <p className="border-b border-warn-solid bg-warn-soft text-xs font-medium text-warn-text">
      <span className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-1.5 wide:px-8">
        <FlaskConical aria-hidden="true" className="size-3.5 shrink-0" />
        {t('environment.test_note')}
      </span>
    </p>
  );
}
