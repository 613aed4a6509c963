import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../../lib/api.ts';
import { environment } from '../../../lib/environment.ts';

type ChoosableFlow = Reply<'GET /api/v1/flows'>['data'][number];

/** More flows than anybody would look through in a list. */
const MOST = 100;

const flowChoiceQuery = queryOptions({
  queryKey: ['flows', 'choice'],
  queryFn: async ({ signal }): Promise<ChoosableFlow[]> =>
    (await call('GET /api/v1/flows', { query: { limit: MOST } }, { signal })).data,
  staleTime: 60_000,
  throwOnError: false,
});

/** Flows to choose from, by key; undefined while they are on their way. */
export function useFlowChoice(): ChoosableFlow[] | undefined {
  return useQuery(flowChoiceQuery).data;
}

interface VersionAddress {
  flow_key: string;
  version: number;
}

function definitionQuery({ flow_key: key, version: number }: VersionAddress) {
  return queryOptions({
    queryKey: ['flows', 'definition', key, number],
    queryFn: async ({ signal }) =>
      (await call('GET /api/v1/flows/{key}/versions/{number}', { params: { key, number } }, { signal })).data
        .definition,
    // A published version never changes.
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });
}

/**
 * Titles of steps in the reader's language, by flow version and step key; undefined until they are there, and where the
 * version has no such step.
 */
export function useStepTitles(
  versions: readonly VersionAddress[],
): (version: VersionAddress, stepKey: string) => string | undefined {
  const { i18n } = useTranslation();
  const addresses = [...new Map(versions.map((version) => [addressOf(version), version])).values()];
  const definitions = useQueries({ queries: addresses.map(definitionQuery) });
  const byAddress = new Map(addresses.map((address, index) => [addressOf(address), definitions[index]?.data]));
  return (version, stepKey) => {
    const definition = byAddress.get(addressOf(version));
    const title = definition?.steps.find(({ key }) => key === stepKey)?.title;
    return title?.[i18n.language] ?? title?.[definition?.default_locale ?? ''];
  };
}

interface FlowStep {
  flow_key: string | null;
  step_key: string | null;
}

/** The same for steps of which only the flow is known: by the version that is live. */
export function useLiveStepTitles(steps: readonly FlowStep[]): (step: FlowStep) => string | undefined {
  const flows = useFlowChoice() ?? [];
  const shown = new Set(steps.map(({ flow_key }) => flow_key));
  const versions = flows.flatMap(({ key, live }) => {
    const version = live[environment];
    return version !== null && shown.has(key) ? [{ flow_key: key, version }] : [];
  });
  const titleIn = useStepTitles(versions);
  return ({ flow_key, step_key }) => {
    const version = versions.find((one) => one.flow_key === flow_key);
    return version && step_key !== null ? titleIn(version, step_key) : undefined;
  };
}

function addressOf({ flow_key, version }: VersionAddress): string {
  return `${flow_key} ${version}`;
}
