import { useTranslation } from 'react-i18next';
import { Card } from '../../../../ui/card.tsx';
import { FieldError } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { Percent } from '../../../../ui/percent.tsx';
import { numberOf, type VariantDraft, withVariant } from '../draft/draft.ts';
import { sharesOf } from '../draft/shares.ts';
import { useDrafting, useProblemAt } from './editor-context.ts';

/** How those the flag is for are divided over its variants. */
export function ServeCard() {
  const { t } = useTranslation('flags');
  const { draft } = useDrafting();
  const problemAt = useProblemAt();
  const shares = sharesOf(draft.variants.map(({ weight }) => Math.max(0, numberOf(weight) || 0)));
  const problem = problemAt('serve');
  return (
    <Card title={t('rules.serve')}>
      <p className="mb-4 text-ink-muted">{t('rules.serve_lead')}</p>
      <ul className="flex flex-col gap-2">
        {draft.variants.map((variant, index) => (
          <ServedRow key={variant.id} variant={variant} share={shares[index] ?? 0} />
        ))}
      </ul>
      {problem ? (
        <div className="mt-2">
          <FieldError>{problem}</FieldError>
        </div>
      ) : null}
    </Card>
  );
}

function ServedRow({ variant: { id, name, weight }, share }: { variant: VariantDraft; share: number }) {
  const { t } = useTranslation('flags');
  const { edit } = useDrafting();
  const problem = useProblemAt()(`variant/${id}/weight`);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink sm:w-44 sm:flex-none" title={name}>
          {name}
        </span>
        <Input
          aria-label={t('rules.weight', { name })}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-weight` : undefined}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          placeholder="0"
          value={weight}
          onChange={(event) => edit((known) => withVariant(known, id, { weight: event.target.value }))}
          className="w-20 shrink-0 text-right tabular-nums"
        />
        <span
          aria-hidden="true"
          className="h-2 min-w-0 flex-1 overflow-hidden rounded-sm bg-neutral-soft max-sm:hidden"
        >
          <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
        <Percent share={share} className="w-14 shrink-0 text-right text-ink-muted" />
      </div>
      {problem ? <FieldError id={`${id}-weight`}>{problem}</FieldError> : null}
    </li>
  );
}
