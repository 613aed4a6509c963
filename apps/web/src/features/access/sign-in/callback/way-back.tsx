import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../../ui/button.tsx';
import type { Back } from './way-back-of.ts';

const ADDRESSES: Record<Back, string> = {
  back: '/sign-in',
  security: '/settings/security',
  single_sign_on: '/settings/single-sign-on',
  go_on: '/',
};

export function WayBack({ from, isMain }: { from: Back; isMain: boolean }) {
  const { t } = useTranslation('sign-in');
  return (
    <Button asChild variant={isMain ? 'primary' : 'secondary'} size="lg">
      <Link to={ADDRESSES[from]} replace>
        {t(`callback.${from}`)}
      </Link>
    </Button>
  );
}
