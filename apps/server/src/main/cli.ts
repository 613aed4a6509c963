#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { Command, Option } from 'commander';
import type { ImportOptions } from './commands/import.ts';
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

const flow = program.command('flow').description('work with flow definitions');
flow
  .command('validate')
  .description('check a flow definition; exit code 1 when it has problems')
  .argument('<file>', 'JSON file with a flow definition')
  .option('--json', 'print the problems as JSON', false)
  .action(async (file: string, options: { json: boolean }) =>
    (await import('./commands/flow-validate.ts')).validateFlow(file, options),
  );

await program.parseAsync().catch(explainAndExit);
