/**
 * The cycles among prerequisites: for each group of steps that wait for one another, the shortest way from its first
 * step (in the order given) through prerequisites back to itself, e.g. `['a', 'b', 'a']` when a requires b and b
 * requires a. Prerequisites that name no step are left out of account.
 */
export function prerequisiteCycles(
  steps: readonly { readonly key: string; readonly requires: readonly string[] }[],
): string[][] {
  const requires = new Map(steps.map((step) => [step.key, step.requires]));
  const known = new Set<string>();
  const cycles: string[][] = [];
  for (const key of requires.keys()) {
    const cycle = known.has(key) ? null : shortestWay(key, key, requires);
    if (!cycle) continue;
    cycles.push(cycle);
    // Every step that this one reaches and that leads back to it belongs to the same group.
    for (const other of reachable(key, requires)) {
      if (reachable(other, requires).has(key)) known.add(other);
    }
  }
  return cycles;
}

type Graph = ReadonlyMap<string, readonly string[]>;

function shortestWay(from: string, to: string, graph: Graph): string[] | null {
  const cameFrom = predecessors(from, graph);
  if (!cameFrom.has(to)) return null;
  const way = [to];
  let key = cameFrom.get(to) ?? from;
  for (; key !== from; key = cameFrom.get(key) ?? from) way.unshift(key);
  return [from, ...way];
}

function reachable(from: string, graph: Graph): ReadonlySet<string> {
  return new Set(predecessors(from, graph).keys());
}

/** Breadth first: for each step that `from` leads to, the step before it on a shortest way. */
function predecessors(from: string, graph: Graph): ReadonlyMap<string, string> {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (const key of queue) {
    for (const next of graph.get(key) ?? []) {
      if (cameFrom.has(next) || !graph.has(next)) continue;
      cameFrom.set(next, key);
      queue.push(next);
    }
  }
  return cameFrom;
}
