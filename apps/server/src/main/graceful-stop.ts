const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopOptions = {
  /** What to do, in order; a failure of one does not keep the others from being done. */
  readonly steps: readonly { readonly name: string; readonly run: () => Promise<void> }[];
  readonly timeoutMs: number;
  readonly onProblem: (name: string, error: unknown) => void;
};

/** Resolves once a stop was asked for and carried out; a second signal, or the time-out, ends the process at once. */
export function stopOnSignal(options: StopOptions): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onSignal = () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      setTimeout(() => process.exit(1), options.timeoutMs).unref();
      void runAll(options).then(resolve);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}

async function runAll({ steps, onProblem }: StopOptions): Promise<void> {
  for (const { name, run } of steps) {
    try {
      await run();
    } catch (error) {
      onProblem(name, error);
    }
  }
}
