import { useDrafting } from './editor-context.ts';
import { AudienceCard } from './audience-card.tsx';
import { DetailsCard } from './details-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import { RolloutCard } from './rollout-card.tsx';
import { ServeCard } from './serve-card.tsx';
import { TargetsCard } from './targets-card.tsx';
import { VariantsCard } from './variants-card.tsx';

/** The rules of a flag, for those who may change them and for those who may look. */
export function RulesEditor({ disabled }: { disabled: boolean }) {
  const { base } = useDrafting();
  const { kind, serve } = base.definition;
  // A boolean flag gives true to those it is for, unless somebody divided it over the API.
  const isDivided = kind !== 'boolean' || serve.some(({ variant }) => variant !== 'on');
  return (
    <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="wide:sticky wide:top-16 wide:order-2">
        <PreviewCard />
      </div>
      <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4">
        <AudienceCard />
        <RolloutCard />
        <VariantsCard />
        {isDivided ? <ServeCard /> : null}
        <TargetsCard />
        <DetailsCard />
      </fieldset>
    </div>
  );
}
