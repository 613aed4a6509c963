import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { QuestionDialog } from '../../../ui/question-dialog.tsx';
import { toast } from '../../../ui/toaster.tsx';
import { useRemoveSingleSignOn } from './single-sign-on-queries.ts';
import { SingleSignOnRefusal } from './single-sign-on-refusal.tsx';

export function RemovalCard() {
  const { t } = useTranslation('single-sign-on');
  const remove = useRemoveSingleSignOn(() => toast.success(t('removal.done')));
  const [isAsked, setAsked] = useState(false);
  const close = () => {
    remove.reset();
    setAsked(false);
  };
  return (
    <Card className="border-bad-solid/40">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-48 flex-1">
          <h2 className="font-medium text-ink">{t('removal.title')}</h2>
          <p className="text-ink-muted">{t('removal.text')}</p>
        </div>
        <Button variant="danger" onClick={() => setAsked(true)}>
          {t('removal.open')}
        </Button>
      </div>
      {isAsked ? (
        <QuestionDialog
          title={t('removal.sure')}
          text={t('removal.sure_text')}
          action={t('removal.submit')}
          keep={t('cancel')}
          busy={remove.isPending}
          refusal={remove.error ? <SingleSignOnRefusal error={remove.error} /> : null}
          onDo={() => remove.mutate()}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}
