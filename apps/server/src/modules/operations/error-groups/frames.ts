const MAX_OWN = 8;
const MAX_FOREIGN = 4;
const FRAME = /^\s*at (?:async )?(?:(.+?) \()?((?:file:\/\/)?[^()]+?)(?::(\d+):\d+)?\)?$/;
const OWN_FILE = /(?:^|.*\/)((?:apps|packages|tools)\/[\w./@-]+)$/;
/** Where refusals are made; what matters is who made one. */
const MAKER = /\/platform\/errors\/refusals\.ts$/;
const PACKAGE = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

export type Frame = { readonly text: string; readonly isOwn: boolean };

/**
 * Where in the code it was thrown, innermost first, as paths within this repository: nothing of the machine and nothing of the
 * message. Frames of ours; where there are none, the packages that it went through.
 */
export function framesOf(error: unknown): string[] {
  const all = stackLines(error)
    .map(frameOf)
    .filter((frame) => frame !== undefined);
  const own = all.filter(({ isOwn }) => isOwn).slice(0, MAX_OWN);
  return (own.length > 0 ? own : all.slice(0, MAX_FOREIGN)).map(({ text }) => text);
}

/** The same without line numbers, which change with every version. */
export function withoutLines(frames: readonly string[]): string[] {
  return frames.map((frame) => frame.replace(/:\d+$/, ''));
}

/** The stack begins with the message, which may hold lines that look like frames. */
function stackLines(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { stack, message } = error;
  const at = message === '' ? 0 : stack.indexOf(message);
  return (at < 0 ? stack : stack.slice(at + message.length)).split('\n', 60);
}

function frameOf(line: string): Frame | undefined {
  const [, called = '', place = '', number] = FRAME.exec(line) ?? [];
  const name = called.replace(/ \[as .*\]$/, '') || 'anonymous';
  const library = PACKAGE.exec(place)?.[1];
  if (library !== undefined) return { text: `${name} (${library})`, isOwn: false };
  const file = OWN_FILE.exec(place)?.[1];
  if (file === undefined || MAKER.test(file)) return undefined;
  return { text: `${name} (${file})${number === undefined ? '' : `:${number}`}`, isOwn: true };
}
