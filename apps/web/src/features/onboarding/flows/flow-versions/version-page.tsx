import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Copy, GitCompareArrows } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { CodeBlock } from '../../../../ui/code-block.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { type FlowVersionDetail, versionQuery } from '../flow-queries.ts';
import { VersionFacts } from './version-facts.tsx';
import { VersionGates, VersionSteps } from './version-steps.tsx';

/** One published version, which never changes any more. */
export function VersionPage() {
  const { flow } = useFlow();
  const { number = '' } = useParams();
  const version = useQuery({ ...versionQuery(flow.key, Number(number)), staleTime: 0 });
  if (version.isPending) return <SkeletonRows />;
  if (!version.data) return <ErrorState error={version.error} onRetry={() => version.refetch()} />;
  return <LoadedVersion version={version.data} />;
}

function LoadedVersion({ version }: { version: FlowVersionDetail }) {
  const { t } = useTranslation('flow-versions');
  const { flow } = useFlow();
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-2">
        <Button asChild variant="ghost" size="sm" className="-ml-2">
          <Link to={`/flows/${flow.key}/versions`}>
            <ArrowLeft aria-hidden="true" />
            {t('title')}
          </Link>
        </Button>
        <h2 className="text-lg font-semibold text-ink">{t('version', { number: version.number })}</h2>
        <div className="ml-auto flex flex-wrap gap-2">
          <Button asChild size="sm">
            <Link to={`/flows/${flow.key}/compare?from=${version.number}&to=draft`}>
              <GitCompareArrows aria-hidden="true" />
              {t('compare_draft')}
            </Link>
          </Button>
          <TakeIntoDraft version={version} />
        </div>
      </div>
      <VersionFacts version={version} />
      <Card title={t('steps')} flush>
        <VersionSteps definition={version.definition} />
      </Card>
      {version.definition.gates.length > 0 ? (
        <Card title={t('gates')} flush>
          <VersionGates definition={version.definition} />
        </Card>
      ) : null}
      <details className="group">
        <summary className="mb-2 cursor-pointer font-medium text-ink-muted hover:text-ink">{t('as_json')}</summary>
        <CodeBlock code={JSON.stringify(version.definition, null, 2)} title={`${flow.key}-v${version.number}.json`} />
      </details>
    </div>
  );
}

/** Brings a version back as the draft; one press of undo takes that back. */
function TakeIntoDraft({ version }: { version: FlowVersionDetail }) {
  const { t } = useTranslation('flow-versions');
  const { flow, mayWrite } = useFlow();
  const edit = useDraft((state) => state.edit);
  const navigate = useNavigate();
  if (!mayWrite) return null;
  const take = () => {
    edit(() => version.definition);
    void navigate(`/flows/${flow.key}`);
  };
  return (
    <Button size="sm" icon={<Copy />} onClick={take}>
      {t('take')}
    </Button>
  );
}
