import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The logo on the light and on the dark ground; says so when no picture comes. */
export function LogoPreview({ address }: { address: string }) {
  const { t } = useTranslation('organization');
  const [failed, setFailed] = useState(false);
  return (
    <figure className="flex shrink-0 flex-col gap-1.5">
      <figcaption className="font-medium text-ink">{t('branding.logo_preview')}</figcaption>
      <div className="flex gap-2">
        {(['light', 'dark'] as const).map((scheme) => (
          <div
            key={scheme}
            data-theme={scheme}
            className="grid h-14 w-24 place-items-center rounded-lg border border-line bg-sand-surface p-2"
          >
            {address && !failed ? (
              <img
                src={address}
                alt={t(`branding.logo_on.${scheme}`)}
                className="max-h-full max-w-full object-contain"
                referrerPolicy="no-referrer"
                onError={() => setFailed(true)}
              />
            ) : (
              <ImageOff aria-hidden="true" className="size-4 text-ink-faint" />
            )}
          </div>
        ))}
      </div>
      {failed ? (
        <p role="status" className="max-w-50 text-xs text-warn-text">
          {t('branding.logo_failed')}
        </p>
      ) : null}
    </figure>
  );
}
