import { readFile } from 'node:fs/promises';
import { checkDefinitionFile } from '../../modules/onboarding/flows/index.ts';

/** Prints every problem of a definition; sets exit code 1 when there is one. */
export async function validateFlow(file: string, { json }: { json: boolean }): Promise<void> {
  const checked = checkDefinitionFile(await readJson(file));
  const problems = checked.ok ? [] : checked.problems;
  if (json) console.log(JSON.stringify({ ok: checked.ok, problems }, null, 2));
  else if (checked.ok) console.log(`${file}: fit to be published, ${checked.definition.steps.length} steps.`);
  else for (const problem of problems) console.log(`${problem.path || '/'}: ${problem.message} [${problem.code}]`);
  if (!checked.ok) process.exitCode = 1;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`flow_malformed: ${file} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}
