import { useQuery } from '@tanstack/react-query';
import { ExternalLink, Route } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { HostedLinkDialog } from './hosted-link-dialog.tsx';
import { JourneyCard } from './journey-card.tsx';
import { useMayActOnParticipants } from './may-act.ts';
import { ParticipantFacts } from './participant-facts.tsx';
import { type Participant, participantQuery } from './participant-query.ts';
import { Timeline } from './timeline.tsx';

export function ParticipantPage() {
  const { externalId = '' } = useParams();
  return <ParticipantView key={externalId} externalId={externalId} />;
}

function ParticipantView({ externalId }: { externalId: string }) {
  const { t } = useTranslation('journeys');
  const participant = useQuery(participantQuery(externalId));
  const mayAct = useMayActOnParticipants();
  const [linking, setLinking] = useState(false);
  const open = () => setLinking(true);
  const action = (
    <Button icon={<ExternalLink />} onClick={open}>
      {t('open_as')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={participant.data?.display_name || externalId}
        trail={[{ label: t('participants'), to: '/participants' }]}
        actions={mayAct ? action : null}
      />
      {participant.isPending ? <SkeletonRows /> : null}
      {participant.error ? (
        <ErrorState
          error={participant.error}
          onRetry={() => participant.refetch()}
          retrying={participant.isFetching}
          className="mb-4"
        />
      ) : null}
      {participant.data ? <ParticipantParts participant={participant.data} action={mayAct ? action : null} /> : null}
      <HostedLinkDialog
        open={linking}
        onOpenChange={setLinking}
        externalId={externalId}
        flowKey={participant.data?.journeys[0]?.flow.key}
      />
    </>
  );
}

function ParticipantParts({ participant, action }: { participant: Participant; action: React.ReactNode }) {
  const { t } = useTranslation('journeys');
  const { journeys, external_id: externalId } = participant;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4 lg:row-span-2">
        {journeys.length === 0 ? (
          <EmptyState icon={Route} title={t('no_journey.title')} action={action}>
            {t('no_journey.text')}
          </EmptyState>
        ) : null}
        {journeys.map((journey) => (
          <JourneyCard key={journey.id} journey={journey} />
        ))}
      </div>
      <ParticipantFacts participant={participant} />
      <Timeline externalId={externalId} journeys={journeys} />
    </div>
  );
}
