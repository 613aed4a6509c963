import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { environment, placeOf } from '../../../../lib/environment.ts';

export interface GoOnProps {
  /** A whole address of this site, with its environment. */
  destination: string;
  news: 'signed_in' | 'linked' | 'connected';
}

/** Goes on to where the sign-in began. The other environment is another document. */
export function GoOn({ destination, news }: GoOnProps) {
  const { t } = useTranslation('sign-in');
  const place = placeOf(destination);
  const isElsewhere = place.environment !== environment;
  const sentence = news === 'signed_in' ? null : t(`callback.${news}`);
  useEffect(() => {
    if (isElsewhere) location.replace(destination);
    else if (sentence) void tell(sentence);
  }, [isElsewhere, destination, sentence]);
  return isElsewhere ? null : <Navigate to={place.path} replace />;
}

async function tell(sentence: string) {
  const { toast } = await import('../../../../ui/toaster.tsx');
  // One toast, however often the page is built.
  toast.success(sentence, { id: 'callback' });
}
