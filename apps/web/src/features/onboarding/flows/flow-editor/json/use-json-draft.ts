import type { FlowDefinition } from '@stepwell/engine';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { isProblem } from '../../../../../lib/refusal.ts';
import { pathOfPointer } from '../../definition/places.ts';
import { checkOnServer } from '../../flow-queries.ts';
import { useEditor } from '../editor-context.ts';
import { isKnownProblem, useProblemText } from '../problem-text.ts';
import { lineAndColumn, rangeOfPath, scanJson, type TextRange } from './json-ranges.ts';

/** One thing that is wrong with the text, and where. */
export interface JsonFinding {
  /** `shape` keeps it from being taken over, `problem` only from being published. */
  kind: 'syntax' | 'shape' | 'problem';
  path: string;
  message: string;
  from: number;
  to: number;
  line: number;
}

const PAUSE_MS = 500;

/** The definition as text, and what the server says of it once typing pauses. */
export function useJsonDraft() {
  const { flow, edit } = useEditor();
  const written = useMemo(() => JSON.stringify(flow, null, 2), [flow]);
  const [text, setText] = useState(written);
  const [base, setBase] = useState(written);
  if (base !== written) {
    // What changed elsewhere comes in while nothing here is being written.
    setBase(written);
    if (text === base) setText(written);
  }
  const settled = usePaused(text);
  const scan = useMemo(() => scanJson(settled), [settled]);
  const check = useQuery({
    queryKey: ['flow-check', settled],
    queryFn: () => checkOnServer(JSON.parse(settled)),
    enabled: scan.isJson,
    retry: false,
    gcTime: 0,
  });
  const findings = useFindings(settled, scan, check);
  const isChecked = settled === text && scan.isJson && check.isSuccess;
  return {
    text,
    setText,
    findings,
    isChanged: text !== written,
    isChecking: settled !== text || check.isFetching,
    failure: check.error && !isProblem(check.error, 422) && !isProblem(check.error, 400) ? check.error : null,
    apply: isChecked ? () => edit(() => JSON.parse(settled) as FlowDefinition) : undefined,
    reset: () => setText(written),
  };
}

type Check = { data?: Awaited<ReturnType<typeof checkOnServer>>; error: unknown };

function useFindings(text: string, scan: ReturnType<typeof scanJson>, { data, error }: Check): JsonFinding[] {
  const say = useProblemText();
  if (!scan.isJson) return [finding(text, 'syntax', '', '', { from: scan.at, to: scan.at })];
  const place = (path: string) => rangeOfPath(scan.ranges, path) ?? { from: 0, to: 0 };
  if (isProblem(error)) {
    return (error.problem.errors ?? []).map(({ path: pointer, message }) => {
      const path = pathOfPointer(pointer);
      return finding(text, 'shape', path, message, place(path));
    });
  }
  return (data ?? []).map((problem) => {
    const message = isKnownProblem(problem) ? say(problem) : problem.message;
    return finding(text, 'problem', problem.path, message, place(problem.path));
  });
}

function finding(
  text: string,
  kind: JsonFinding['kind'],
  path: string,
  message: string,
  { from, to }: TextRange,
): JsonFinding {
  return { kind, path, message, from, to, line: lineAndColumn(text, from).line };
}

function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
