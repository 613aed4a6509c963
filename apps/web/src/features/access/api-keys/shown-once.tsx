import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';

/** While a secret is in sight, closing asks once more, because it will never be seen again. */
export function useShownOnce(inSight: boolean, close: () => void) {
  const [warned, setWarned] = useState(false);
  const closeForGood = () => {
    setWarned(false);
    close();
  };
  return { warned, close: closeForGood, tryClose: () => (inSight && !warned ? setWarned(true) : closeForGood()) };
}

export interface ShownOnceProps {
  secret: string;
  /** Written above the secret. */
  label: string;
  warned: boolean;
  onDone: () => void;
  /** Where to keep it. */
  children: ReactNode;
  /** How to use it. */
  sample?: ReactNode;
}

export function ShownOnce({ secret, label, warned, onDone, children, sample }: ShownOnceProps) {
  const { t } = useTranslation('api-keys');
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warn" title={t('once.warning')}>
        {children}
      </Callout>
      <CodeBlock code={secret} title={label} wrap className="[&_code]:break-all" />
      {sample}
      {warned ? (
        <Callout tone="bad" alert title={t('once.sure')}>
          {t('once.sure_text')}
        </Callout>
      ) : null}
      <div className="flex justify-end">
        <Button variant={warned ? 'danger' : 'primary'} onClick={onDone}>
          {warned ? t('once.close_anyway') : t('once.done')}
        </Button>
      </div>
    </div>
  );
}
