import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Reply } from '../../../lib/api.ts';
import { Initials } from '../../../ui/initials.tsx';

type DemoSignIn = NonNullable<Reply<'GET /api/v1/meta'>['data']['demo']>['sign_ins'][number];

export interface DemoSignInsProps {
  signIns: DemoSignIn[];
  onChoose: (credentials: { email: string; password: string }) => void;
}

/** In the demo: whom one may sign in as. Choosing one fills in the form. */
export function DemoSignIns({ signIns, onChoose }: DemoSignInsProps) {
  const { t } = useTranslation('sign-in');
  return (
    <section aria-labelledby="demo-sign-ins" className="mt-8">
      <h2 id="demo-sign-ins" className="mb-2 text-xs font-medium text-ink-muted">
        {t('demo.title')}
      </h2>
      <ul className="divide-y overflow-hidden rounded-lg border bg-surface">
        {signIns.map(({ email, password, organization }) => (
          <li key={email}>
            <button
              type="button"
              onClick={() => onChoose({ email, password })}
              className="group flex w-full items-center gap-3 px-3 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
            >
              <Initials name={organization} className="size-7" />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate font-medium text-ink">{organization}</span>
                <span className="truncate text-xs text-ink-muted">{email}</span>
              </span>
              <span className="flex items-center gap-1 text-xs text-accent-text">
                {t('demo.fill')}
                <ArrowUp aria-hidden="true" className="size-3.5" />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
