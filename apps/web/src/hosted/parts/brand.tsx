import { useState } from 'react';
import type { HostedFlow } from '../api.ts';

/** The organization's logo beside its name; its initial where there is no logo or it does not load. */
export function Brand({ hosted }: { hosted: HostedFlow }) {
  const { name, logo_url: logo } = hosted.organization;
  const [isBroken, setIsBroken] = useState(false);
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {logo && !isBroken ? (
        // Logos are drawn for light paper: in the dark they keep a light plate.
        <span className="shrink-0 rounded-md dark:bg-[#fff] dark:p-1">
          <img src={logo} alt="" className="h-8 max-w-28 object-contain dark:h-6" onError={() => setIsBroken(true)} />
        </span>
      ) : (
        <span
          aria-hidden="true"
          className="grid size-8 shrink-0 place-items-center rounded-md bg-accent text-lg font-semibold text-on-accent"
        >
          {[...name][0]?.toUpperCase()}
        </span>
      )}
      <span className="truncate text-lg font-semibold">{name}</span>
    </span>
  );
}
