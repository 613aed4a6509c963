import type { FlowDefinition, GateDefinition } from './definition.ts';
import { type DefinitionProblem, problem, repeatedKeys } from './definition-problem.ts';

const CAPABILITY = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;
const MAX_CAPABILITY_LENGTH = 120;
const MAX_DEADLINE_DAYS = 3_650;

/** Problems of the gates other than their texts. */
export function checkGates({ gates, steps }: FlowDefinition): DefinitionProblem[] {
  const keys = new Set(steps.map((step) => step.key));
  const repeated = repeatedKeys(gates.map((gate) => gate.capability)).map(({ key, index }) =>
    problem('duplicate_capability', `gates/${index}/capability`, `Two gates are for ${key}.`, { capability: key }),
  );
  return [...repeated, ...gates.flatMap((gate, index) => checkGate(gate, `gates/${index}`, keys))];
}

function checkGate(gate: GateDefinition, path: string, keys: ReadonlySet<string>): DefinitionProblem[] {
  const { capability, deadline_days: days } = gate;
  const problems: DefinitionProblem[] = [];
  if (!CAPABILITY.test(capability) || capability.length > MAX_CAPABILITY_LENGTH) {
    const message = `${capability} is not a dotted lower-case name such as payouts.request.`;
    problems.push(problem('invalid_capability', `${path}/capability`, message, { capability }));
  }
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > MAX_DEADLINE_DAYS)) {
    const message = `The deadline is a whole number of days from 1 to ${MAX_DEADLINE_DAYS}.`;
    problems.push(problem('invalid_deadline', `${path}/deadline_days`, message));
  }
  const ways = (gate.alternatives ?? []).flatMap((way, index) =>
    checkWay(way, `${path}/alternatives/${index}`, gate, keys),
  );
  return [...problems, ...checkWay(gate.steps, `${path}/steps`, gate, keys), ...ways];
}

/** A way through a gate without steps would let everybody pass. */
function checkWay(
  way: readonly string[],
  path: string,
  { capability }: GateDefinition,
  keys: ReadonlySet<string>,
): DefinitionProblem[] {
  if (way.length === 0) return [problem('gate_without_steps', path, `The gate ${capability} needs at least one step.`)];
  return way.flatMap((key, index) => {
    const message = `The gate ${capability} names ${key}, which is no step of the flow.`;
    return keys.has(key) ? [] : [problem('gate_unknown_step', `${path}/${index}`, message, { key })];
  });
}
