import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One thing a change must pass, as a program that ends with 0. */
export type Gate = {
  readonly name: string;
  /** The program, from node_modules/.bin or the path, and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Shows what the program prints while it runs, instead of only when it failed. */
  readonly live?: boolean;
};

export type Outcome = {
  readonly gate: Gate;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BINARIES = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/** Runs the gates in order, `atOnce` at a time, and tells of each as it ends. */
export async function runGates(gates: readonly Gate[], atOnce: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = gates.values();
  const work = async () => {
    for (const gate of waiting) {
      const outcome = await runGate(gate);
      outcomes.push(outcome);
      console.log(line(outcome));
      if (!outcome.passed && outcome.output !== '') console.log(`\n${outcome.output.trimEnd()}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return gates.flatMap((gate) => outcomes.filter((outcome) => outcome.gate === gate));
}

/** The outcomes as a short table. */
export function gateTable(outcomes: readonly Outcome[]): string {
  return outcomes.map(line).join('\n');
}

function runGate(gate: Gate): Promise<Outcome> {
  const [program, ...args] = gate.command;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const stdio = gate.live === true ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: ROOT, env: gateEnvironment(), stdio: ['ignore', stdio, stdio] });
    let output = '';
    const end = (passed: boolean) => {
      resolve({ gate, passed, seconds: (performance.now() - startedAt) / 1_000, output });
    };
    const gather = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', gather);
    child.stderr?.on('data', gather);
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Programs of the project come first, so that all of them run under the pinned Node whoever starts them. */
function gateEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${BINARIES}${delimiter}${process.env['PATH'] ?? ''}` };
}

function line({ gate, passed, seconds }: Outcome): string {
  return `${passed ? 'passed' : 'FAILED'}  ${`${seconds.toFixed(1)} s`.padStart(7)}  ${gate.name}`;
}
