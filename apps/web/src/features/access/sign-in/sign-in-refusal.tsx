import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorMarks } from '../../../ui/error-marks.tsx';
import { EntranceFrame, knownRefusal, Refused } from '../entrance/index.ts';
import type { Session } from '../sessions/index.ts';
import { WayBack } from './callback/way-back.tsx';
import { wayBackOf } from './callback/way-back-of.ts';

/** Whatever else stands in the address is not shown: anybody can make up a link. */
const ERROR_ID = /^[\w.:-]{8,128}$/;
const CODE = /^[a-z_]{1,64}$/;

/** What was refused here or, before that, on the way back from an identity provider, which leads here with the reason. */
export function SignInRefusal({ error }: { error: unknown }) {
  const { t } = useTranslation('entrance');
  const [search] = useSearchParams();
  const code = search.get('refused');
  if (error || code === null) return <Refused error={error} />;
  const errorId = search.get('error') ?? '';
  const isMarked = CODE.test(code) && ERROR_ID.test(errorId);
  return (
    <Callout tone="bad" alert>
      {t(`refused.${knownRefusal(code) ?? 'unexpected'}`)}
      {isMarked ? <ErrorMarks code={code} correlationId={errorId} /> : null}
    </Callout>
  );
}

/** Somebody signed in came back with a refusal: they tested single sign-on, and have to read why it failed. */
export function RefusedTest({ session }: { session: Session }) {
  const { t } = useTranslation('sign-in');
  return (
    <EntranceFrame title={t('callback.title')}>
      <div className="flex flex-col items-start gap-4">
        <SignInRefusal error={null} />
        <WayBack from={wayBackOf(session, 'sso')} isMain />
      </div>
    </EntranceFrame>
  );
}
