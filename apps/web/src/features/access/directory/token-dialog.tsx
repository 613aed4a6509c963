import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ShownOnce, useShownOnce } from '../api-keys/index.ts';
import { useIssueToken } from './directory-queries.ts';
import { DirectoryRefusal } from './directory-refusal.tsx';

/** Asks first, because the token in use stops working; then shows the new one, this once. */
export function TokenDialog({ isNew, onClose }: { isNew: boolean; onClose: () => void }) {
  const { t } = useTranslation('directory');
  const issue = useIssueToken();
  const guard = useShownOnce(issue.data !== undefined, onClose);
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && guard.tryClose()}
      title={issue.data ? t('issue.made') : t(isNew ? 'issue.title_new' : 'issue.title')}
    >
      {issue.data ? (
        <ShownOnce secret={issue.data} label={t('issue.label')} warned={guard.warned} onDone={guard.close}>
          {t('issue.once')}
        </ShownOnce>
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-ink-muted">{t(isNew ? 'issue.text_new' : 'issue.text')}</p>
          <DirectoryRefusal error={issue.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t('issue.cancel')}</Button>
            <Button variant={isNew ? 'danger' : 'primary'} busy={issue.isPending} onClick={() => issue.mutate()}>
              {t('issue.submit')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
