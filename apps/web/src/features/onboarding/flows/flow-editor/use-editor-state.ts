import { checkDefinition, type DefinitionProblem } from '@stepwell/engine';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { placeOfPath } from '../definition/places.ts';
import { stepMarks } from '../definition/published-changes.ts';
import { useDraft, useFlowDefinition } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { draftQuery, versionQuery } from '../flow-queries.ts';
import type { Editor } from './editor-context.ts';
import { useFocusAtPath } from './use-focus-at-path.ts';
import { usePlace } from './use-place.ts';

export function useEditorState(ground: RefObject<HTMLElement | null>): Editor {
  const { mayWrite } = useFlow();
  const flow = useFlowDefinition();
  const edit = useDraft((state) => state.edit);
  const [place, select] = usePlace(flow);
  const [locale, chooseLocale] = useEditedLocale(flow.locales, flow.default_locale);
  const focusAt = useFocusAtPath(ground);
  const published = usePublished();
  // Checking and comparing may lag behind typing by a frame or two.
  const settled = useDeferredValue(flow);
  const problems = useMemo(() => checkDefinition(settled), [settled]);
  const marks = useMemo(() => stepMarks(published, settled), [published, settled]);
  const goTo = useCallback(
    (problem: DefinitionProblem) => {
      select(placeOfPath(flow, problem.path));
      if (problem.code === 'missing_text') chooseLocale(flow.default_locale);
      focusAt(problem.path);
    },
    [flow, select, chooseLocale, focusAt],
  );
  const writing = { flow, edit, readOnly: !mayWrite, locale, chooseLocale };
  return { ...writing, place, select, goTo, focusAt, problems, published, marks };
}

function useEditedLocale(locales: readonly string[], fallback: string) {
  const [chosen, choose] = useState(fallback);
  return [locales.includes(chosen) ? chosen : fallback, choose] as const;
}

function usePublished() {
  const { flow } = useFlow();
  const draft = useQuery({ ...draftQuery(flow.key), enabled: false });
  const basedOn = draft.data?.based_on ?? null;
  const version = useQuery({ ...versionQuery(flow.key, basedOn ?? 0), enabled: basedOn !== null, staleTime: Infinity });
  return version.data?.definition;
}
