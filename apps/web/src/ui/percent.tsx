import { useFormat } from '../lib/use-format.ts';

/** A share of 0–1, or a dash where there is nothing to divide by. */
export function Percent({ share, className }: { share: number | null; className?: string }) {
  const format = useFormat();
  return (
    <span data-figures className={className}>
      {share === null ? '–' : format.percent(share)}
    </span>
  );
}
