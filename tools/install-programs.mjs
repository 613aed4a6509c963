// Installs the programs that tests run and npm does not bring, where they are missing: the browsers, one that makes the
// codes of an authenticator app, and Redis. On Debian, as root, by apt-get.
// Plain JavaScript without dependencies. Ends with 1 and the reason where it cannot.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const PROGRAMS = {
  chromium: '/usr/bin/chromium',
  'firefox-esr': '/usr/bin/firefox-esr',
  oathtool: '/usr/bin/oathtool',
  'redis-server': '/usr/bin/redis-server',
};

const missing = Object.keys(PROGRAMS).filter((name) => !existsSync(PROGRAMS[name]));
if (missing.length > 0) install(missing);

function install(packages) {
  if (!isDebian()) giveUp('this is no Debian');
  if (process.getuid?.() !== 0) giveUp('only root may install packages');
  aptGet('update', '--quiet');
  aptGet('install', '--quiet', '--yes', '--no-install-recommends', ...packages);
}

function isDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?="?[^\n]*\bdebian\b/m.test(release);
}

function aptGet(...args) {
  const { status, error } = spawnSync('apt-get', args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) giveUp(`apt-get ${args[0]} failed: ${error?.message ?? `exit code ${status}`}`);
}

function giveUp(reason) {
  console.error(`${missing.join(' and ')} not installed: ${reason}`);
  process.exit(1);
}
