#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { Command, Option } from 'commander';
import type { ImportOptions } from './commands/import.ts';
import type { TermsOptions } from './commands/terms.ts';
import type { SwitchOptions, SwitchPlace } from './commands/kill-switch.ts';
import { explainAndExit } from './commands/explain.ts';
import { VERSION } from './version.ts';

// Commands are loaded after this: a second start reads them stripped and compiled.
enableCompileCache();

const program = new Command('stepwell')
  .description('Self-hosted onboarding platform')
  .version(VERSION)
  .showHelpAfterError('(stepwell --help lists the commands)')
  .configureHelp({ sortSubcommands: true });

program
  .command('serve')
  .description('answer HTTP, run background work and serve the web application')
  .option('--demo', 'seed the demo organizations on the first start, and say whom to sign in as', false)
  .option('--no-web', 'serve the API without the web application')
  .addOption(new Option('--only <part>', 'run only one part of the server').choices(['api', 'worker']))
  .action(async (options: { demo: boolean; web: boolean; only?: 'api' | 'worker' }) =>
    (await import('./commands/serve.ts')).serve(options),
  );

program
  .command('migrate')
  .description('apply pending migrations to the database')
  .option('--dry-run', 'only list what is pending', false)
  .action(async (options: { dryRun: boolean }) => (await import('./commands/migrate.ts')).migrateCommand(options));

program
  .command('seed')
  .description('add the demo organizations; does nothing where they are')
  .action(async () => (await import('./commands/seed.ts')).seedCommand());

program
  .command('import')
  .description('import participants and past events from CSV or JSON lines, plain or gzip')
  .argument('<file>', 'the file, or "undo" with an import’s id')
  .argument('[id]', 'with undo: the id that the import printed')
  .requiredOption('--organization <slug>', 'organization to import into')
  .addOption(new Option('--environment <name>', 'environment').choices(['live', 'test']).default('live'))
  .option('--mapping <file>', 'JSON file that says which columns mean what')
  .option('--skip-invalid', 'import the good rows of a file that has broken ones', false)
  .option('--dry-run', 'check every row and write nothing', false)
  .option('--json', 'print the report as JSON', false)
  .action(async (file: string, id: string | undefined, options: ImportOptions) =>
    (await import('./commands/import.ts')).importCommand(file, id, options),
  );

const audit = program.command('audit').description('work with the audit log');
audit
  .command('verify')
  .description('check every entry against its chain; exit code 1 when something was changed, removed or slipped in')
  .option('--json', 'print the result as JSON', false)
  .action(async (options: { json: boolean }) => (await import('./commands/audit-verify.ts')).auditVerify(options));

const flow = program.command('flow').description('work with flow definitions');
flow
  .command('validate')
  .description('check a flow definition; exit code 1 when it has problems')
  .argument('<file>', 'JSON file with a flow definition')
  .option('--json', 'print the problems as JSON', false)
  .action(async (file: string, options: { json: boolean }) =>
    (await import('./commands/flow-validate.ts')).validateFlow(file, options),
  );

const killSwitch = program
  .command('kill-switch')
  .description('switch onboarding off and on again: gates answer open, pages and embeds show nothing');
const onWhat = (command: Command) =>
  command
    .option('--org <slug>', 'organization; the whole installation where absent')
    .addOption(new Option('--environment <name>', 'its environment').choices(['live', 'test']).default('live'));
const withReason = (command: Command) =>
  onWhat(command)
    .option('--capability <key>', 'a single capability of the organization')
    .requiredOption('--reason <text>', 'why, for the history and the audit log (3 to 500 characters)');
withReason(killSwitch.command('on'))
  .description('switch off onboarding')
  .option('--until <time>', 'RFC 3339 time at which it ends by itself, within 30 days')
  .action(async (options: SwitchOptions) => (await import('./commands/kill-switch.ts')).switchOnboardingOff(options));
withReason(killSwitch.command('off'))
  .description('switch onboarding on again')
  .action(async (options: SwitchOptions) => (await import('./commands/kill-switch.ts')).releaseSwitch(options));
onWhat(killSwitch.command('status'))
  .description('say what is switched off, since when and why')
  .action(async (options: SwitchPlace) => (await import('./commands/kill-switch.ts')).killSwitchStatus(options));

program
  .command('terms')
  .description('work with the terms of use and the privacy notice')
  .command('publish')
  .description('put a new version in force; a published one never changes')
  .argument('<version>', 'such as 2027-01')
  .addOption(new Option('--kind <kind>', 'which document').choices(['terms', 'privacy']).default('terms'))
  .requiredOption('--en <file>', 'Markdown in English, beginning with # and the title')
  .requiredOption('--fr <file>', 'the same in French')
  .option('--minor', 'nobody has to accept it anew', false)
  .action(async (version: string, options: TermsOptions) =>
    (await import('./commands/terms.ts')).publishTerms(version, options),
  );

const operator = program.command('operator').description('say who looks after the installation');
operator
  .command('grant')
  .description('make somebody who has signed up an operator, or change their rank')
  .argument('<email>', 'address of the account')
  .addOption(new Option('--role <role>', 'what they may do').choices(['admin', 'super_admin']).default('super_admin'))
  .action(async (email: string, options: { role: 'admin' | 'super_admin' }) =>
    (await import('./commands/operator.ts')).grantOperator(email, options),
  );
operator
  .command('revoke')
  .description('end somebody’s work as an operator; the account stays')
  .argument('<email>', 'address of the account')
  .action(async (email: string) => (await import('./commands/operator.ts')).revokeOperator(email));
operator
  .command('list')
  .description('list the operators and what each of them still lacks')
  .action(async () => (await import('./commands/operator.ts')).listOperators());

await program.parseAsync().catch(explainAndExit);
