import type { Speech } from '../texts/speak.ts';

/** The shape of the page while it is on its way. Its words come with the texts, which may be on their way too. */
export function LoadingPage({ speech }: { speech: Speech | null }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="mx-auto flex h-14 w-full max-w-6xl items-center gap-3 px-4 min-[900px]:px-8">
        <Bar className="size-8 rounded-md" />
        <Bar className="h-5 w-32" />
      </div>
      <div className="h-12 px-4 min-[900px]:hidden">
        <Bar className="h-5 w-40" />
      </div>
      <main className="mx-auto flex w-full max-w-6xl flex-1 gap-6 min-[900px]:px-5" aria-busy="true">
        <div className="hidden w-80 shrink-0 space-y-4 py-8 min-[900px]:block">
          {['w-2/3', 'w-full', 'w-5/6', 'w-full', 'w-3/4'].map((width, place) => (
            <Bar key={place} className={`h-9 ${width}`} />
          ))}
        </div>
        <div className="flex-1 px-5 pt-6 sm:px-8 sm:pt-8">
          <div className="space-y-4 sm:mx-auto sm:max-w-2xl sm:rounded-xl sm:border sm:bg-sand-surface sm:p-10">
            <Bar className="h-5 w-28" />
            <Bar className="h-8 w-3/4" />
            <Bar className="h-5 w-full" />
            <Bar className="h-5 w-5/6" />
            <Bar className="mt-8 h-12 w-full" />
            <Bar className="h-12 w-full" />
          </div>
        </div>
        <h1 className="sr-only">{speech?.say('loading') ?? 'Stepwell'}</h1>
      </main>
    </div>
  );
}

function Bar({ className }: { className: string }) {
  return <span aria-hidden="true" className={`block animate-breathe rounded-md bg-sand-deep ${className}`} />;
}
