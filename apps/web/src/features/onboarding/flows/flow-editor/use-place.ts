import type { FlowDefinition } from '@stepwell/engine';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Place, placeFromText, placeToText } from '../definition/places.ts';

/** What is being edited, kept in the address so that a link shows the same. */
export function usePlace(flow: FlowDefinition): [Place, (place: Place) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.get('at');
  const place = useMemo(() => placeFromText(flow, text), [flow, text]);
  const select = useCallback(
    (next: Place) =>
      setParams(
        (known) => {
          known.set('at', placeToText(next));
          return known;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return [place, select];
}
