import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';

const WIDTH = 96;
const HEIGHT = 20;

/** A day in hours, as small as a word; the sum is said to whoever can't see it. */
export function Trend({ hours }: { hours: readonly number[] }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const most = Math.max(1, ...hours);
  const room = WIDTH / Math.max(1, hours.length);
  const sum = hours.reduce((total, count) => total + count, 0);
  return (
    <svg
      role="img"
      aria-label={t('errors.trend', { count: sum, figure: format.number(sum) })}
      width={WIDTH}
      height={HEIGHT}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line-strong" />
      {hours.map((count, hour) => {
        const height = count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place in the row
            key={hour}
            x={hour * room + 0.5}
            y={HEIGHT - 1 - height}
            width={room - 1}
            height={height}
            className="fill-accent"
          />
        );
      })}
    </svg>
  );
}
