/**
 * PF-5: the evaluation of a flag, with variant and reason, against the evaluator of flagd (the core that OpenFeature's flag
 * daemon runs in process) and the SDK of Unleash: with the variant that somebody gets (`getVariant`), and with no more than on or
 * off (`isEnabled`). Two flags: a quarter, by their id, of the people of two markets; and one that is on for everybody. Every
 * side finds its flag by key, and is asked about the same people. The first flag is asked of two crowds, because a hash reads
 * every character of an id: with UUIDs, and with short names.
 */
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FlagdCore } from '@openfeature/flagd-core';
import { InMemStorageProvider, Unleash, UnleashEvents } from 'unleash-client';
import { Operator } from 'unleash-client/lib/strategy/strategy.js';
import { compileFlag, type FlagDefinition } from '../packages/engine/src/index.ts';
import { callsPerSecond } from './rig/call-rates.ts';
import { type Contender, figuresOf, pairedRounds } from './rig/rounds.ts';
import { median } from './rig/statistics.ts';
import { printTable } from './rig/table.ts';
import { judge, mustEqual } from './rig/verdict.ts';

const PEOPLE = 10_000;
const PERCENTAGE = 25;
const FLAG_MARKETS = ['FR', 'DE'];
const ALL_MARKETS = ['FR', 'US', 'DE', 'GB'];
const GRADUAL = 'new_editor';
const PLAIN = 'dark_mode';
/** What the names of the flags with a variant end in, of which the Unleash SDK has one set beside those without. */
const VARIANTS = '_variant';
const OURS = 'Stepwell';
const GOALS = [
  { peer: 'flagd-core', name: 'flagd', atLeast: 6 },
  { peer: 'Unleash getVariant', name: 'unleash', atLeast: 25 },
  { peer: 'Unleash isEnabled', name: 'unleash-boolean', atLeast: 25 },
];

/** Writes down for everybody, one after the other, whether a flag is on. */
type Ask = (key: string, answers: Uint8Array) => void;
type Side = { readonly name: string; readonly ask: Ask };
type Person = { readonly id: string; readonly market: string };
/** A flag, and the people it is asked about. */
type Subject = {
  readonly name: string;
  readonly goal: string;
  readonly key: string;
  readonly people: readonly Person[];
};

const byUuid = crowd('0199d5a4-7c1e-7b3a-9f20-', 12);
const SUBJECTS: readonly Subject[] = [
  { name: `${PERCENTAGE} % of two markets, ids of 36`, goal: 'gradual', key: GRADUAL, people: byUuid },
  { name: `${PERCENTAGE} % of two markets, ids of 10`, goal: 'gradual-short', key: GRADUAL, people: crowd('user-', 5) },
  { name: 'on for everybody', goal: 'plain', key: PLAIN, people: byUuid },
];
const unleash = await startUnleash();

try {
  const contenders = SUBJECTS.flatMap((subject) => sidesFor(subject.people).map((side) => contenderOf(side, subject)));
  for (const contender of contenders) await contender.run();
  const rounds = await pairedRounds(contenders);
  const perSecond = (name: string) => median(figuresOf(rounds, name));
  printTable(
    `Flag evaluations, medians of ${rounds.length} rounds`,
    ['', 'per second', 'ns each'],
    contenders.map(({ name }) => [name, perSecond(name), 1_000_000_000 / perSecond(name)]),
  );
  for (const subject of SUBJECTS) {
    const ours = figuresOf(rounds, nameOf(OURS, subject));
    for (const { peer, name, atLeast } of GOALS) {
      const reference = figuresOf(rounds, nameOf(peer, subject));
      const ratios = ours.map((one, at) => one / (reference[at] ?? Number.NaN));
      judge({ name: `pf-5-${subject.goal}-${name}`, ratios, reference, goal: { atLeast } });
    }
  }
} finally {
  unleash.destroy();
}

/** A text as a request brings it. One that was put together from parts stays so in memory, and is slower to read. */
function asReceived(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function crowd(prefix: string, digits: number): Person[] {
  return Array.from({ length: PEOPLE }, (_, at) => ({
    id: asReceived(prefix + String(at).padStart(digits, '0')),
    market: asReceived(ALL_MARKETS[at % ALL_MARKETS.length] ?? ''),
  }));
}

function sidesFor(people: readonly Person[]): Side[] {
  return [stepwell(people), flagdCore(people), ...unleashSides(unleash, people)];
}

function nameOf(side: string, { name }: Subject): string {
  return `${side}, ${name}`;
}

/** The answers of the first time are looked through; every later time must give the same ones. */
function contenderOf(side: Side, subject: Subject): Contender<number> {
  const { key, people } = subject;
  const [first, again] = [new Uint8Array(PEOPLE), new Uint8Array(PEOPLE)];
  side.ask(key, first);
  if (key === GRADUAL) assertShare(side.name, people, first);
  else mustEqual(`people for whom ${side.name} says on`, countOn(first), PEOPLE);
  return {
    name: nameOf(side.name, subject),
    async run() {
      const { perSecond } = await callsPerSecond(async () => {
        again.fill(0);
        side.ask(key, again);
        mustEqual(`difference between two times that ${side.name} was asked`, Buffer.compare(again, first), 0);
        await nextTurn();
        return PEOPLE;
      });
      return perSecond;
    },
  };
}

function countOn(answers: Uint8Array): number {
  return answers.reduce((sum, answer) => sum + answer, 0);
}

/** On for nobody elsewhere, and within four standard deviations of the share in the flag's markets. */
function assertShare(name: string, people: readonly Person[], answers: Uint8Array): void {
  const isMeant = people.map(({ market }) => FLAG_MARKETS.includes(market));
  mustEqual(`people of other markets for whom ${name} says on`, countOn(answers.filter((_, at) => !isMeant[at])), 0);
  const meant = isMeant.filter(Boolean).length;
  const share = PERCENTAGE / 100;
  const distance = Math.abs(countOn(answers) - meant * share) / Math.sqrt(meant * share * (1 - share));
  if (distance > 4) throw new Error(`${name} says on for ${countOn(answers)} of ${meant} people`);
}

function stepwell(people: readonly Person[]): Side {
  const plain: FlagDefinition = {
    kind: 'boolean',
    is_enabled: true,
    variants: { on: true, off: false },
    off_variant: 'off',
    targets: [],
    markets: ['*'],
    plans: [],
    roles: [],
    percentage: 100,
    serve: [{ variant: 'on', weight: 1 }],
  };
  const gradual = { ...plain, markets: FLAG_MARKETS, percentage: PERCENTAGE };
  const flags = new Map(
    Object.entries({ [GRADUAL]: gradual, [PLAIN]: plain }).map(([key, flag]) => [key, compileFlag(key, flag)]),
  );
  const contexts = people.map(({ id, market }) => ({ targetingKey: id, market }));
  const ask: Ask = (key, answers) => {
    let at = 0;
    for (const context of contexts) {
      const result = flags.get(key)?.evaluate(context);
      if (result === undefined || 'error' in result) throw new Error(`${key} was not evaluated`);
      answers[at] = result.value === true ? 1 : 0;
      at += 1;
    }
  };
  return { name: OURS, ask };
}

function flagdCore(people: readonly Person[]): Side {
  const core = new FlagdCore();
  const flag = { state: 'ENABLED', variants: { on: true, off: false } };
  const split = {
    fractional: [
      ['on', PERCENTAGE],
      ['off', 100 - PERCENTAGE],
    ],
  }; // prettier-ignore
  const targeting = { if: [{ in: [{ var: 'market' }, FLAG_MARKETS] }, split, 'off'] };
  const flags = {
    [GRADUAL]: { ...flag, defaultVariant: 'off', targeting },
    [PLAIN]: { ...flag, defaultVariant: 'on' },
  };
  core.setConfigurations(JSON.stringify({ flags }));
  const contexts = people.map(({ id, market }) => ({ targetingKey: id, market }));
  const ask: Ask = (key, answers) => {
    let at = 0;
    for (const context of contexts) {
      const { value, errorCode } = core.resolveBooleanEvaluation(key, false, context);
      if (errorCode !== undefined) throw new Error(`${key} was not evaluated: ${errorCode}`);
      answers[at] = value ? 1 : 0;
      at += 1;
    }
  };
  return { name: 'flagd-core', ask };
}

/** From what it is given, with nothing to fetch from: its only attempt is refused by this machine. */
async function startUnleash(): Promise<Unleash> {
  const client = new Unleash({
    appName: 'bench',
    url: 'http://127.0.0.1:1/',
    refreshInterval: 0,
    disableMetrics: true,
    disableAutoStart: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: { data: [...unleashFlags(''), ...unleashFlags(VARIANTS, [{ name: 'on', weight: 1_000 }])] },
  });
  // Without a listener the refusal would be printed.
  client.on(UnleashEvents.Error, () => undefined);
  const ready = once(client, UnleashEvents.Ready);
  await client.start();
  await ready;
  return client;
}

function unleashFlags(suffix: string, variants: { name: string; weight: number }[] = []) {
  const rollout = { groupId: GRADUAL, rollout: `${PERCENTAGE}`, stickiness: 'userId' };
  const constraints = [{ contextName: 'market', operator: Operator.IN, values: FLAG_MARKETS, inverted: false }];
  const gradual = { name: 'flexibleRollout', parameters: rollout, constraints, variants };
  const plain = { name: 'default', parameters: { stickiness: 'userId' }, constraints: [], variants };
  return [
    { name: GRADUAL + suffix, enabled: true, strategies: [gradual] },
    { name: PLAIN + suffix, enabled: true, strategies: [plain] },
  ];
}

function unleashSides(client: Unleash, people: readonly Person[]): Side[] {
  const contexts = people.map(({ id, market }) => ({ userId: id, properties: { market } }));
  const unknown = (): never => {
    throw new Error('The Unleash SDK does not know the flag');
  };
  const isEnabled: Ask = (key, answers) => {
    let at = 0;
    for (const context of contexts) {
      answers[at] = client.isEnabled(key, context, unknown) ? 1 : 0;
      at += 1;
    }
  };
  const getVariant: Ask = (key, answers) => {
    const name = key + VARIANTS;
    let at = 0;
    for (const context of contexts) {
      answers[at] = client.getVariant(name, context).name === 'on' ? 1 : 0;
      at += 1;
    }
  };
  return [
    { name: 'Unleash isEnabled', ask: isEnabled },
    { name: 'Unleash getVariant', ask: getVariant },
  ];
}
