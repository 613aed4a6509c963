import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type ServerProcess = {
  readonly url: string;
  /** Seconds of CPU that the process has used so far, by its own accounting. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts a server of `bench/servers` in a process of its own. `settings` reach it as its environment. */
export async function startServer(name: string, settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const path = fileURLToPath(new URL(`../servers/${name}.ts`, import.meta.url));
  const child = fork(path, [], { env: { ...process.env, NODE_ENV: 'production', ...settings } });
  const exited = once(child, 'exit');
  process.once('exit', () => child.kill());
  const [message] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => Promise.reject(new Error(`${name} ended before it listened`))),
  ])) as [{ url: string }];
  return {
    url: message.url,
    async cpuSeconds() {
      child.send('cpu');
      const [answer] = (await once(child, 'message')) as [{ cpuSeconds: number }];
      return answer.cpuSeconds;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
