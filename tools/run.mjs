// The launcher of `npm start`, `npm test` and the others: it needs only Node, installs the dependencies when they are missing or do not match the
// lock file, and then runs a program in tools.
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import './nx-cdktf/closed-pipe.cjs';
import { missingPackages } from './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: this repository needs 20.19 or newer (https://nodejs.org).`);
  process.exit(1);
}

if (missingPackages(root).length > 0) install();

// tools/rehearsal cannot reach the real AWS; a command for the real AWS, or for none, is a program of its own.
const [command, ...rest] = process.argv.slice(2);
const programs = {
  affected: [`${root}tools/affected/src/main.ts`, ...rest],
  bootstrap: [`${root}tools/bootstrap/src/main.ts`, ...rest],
  ci: [`${root}tools/ci/src/main.ts`, ...rest],
  deploy: [`${root}tools/terraform/src/deploy-run/main.ts`, ...rest],
  drift: [`${root}tools/terraform/src/drift/main.ts`, ...rest],
  github: [`${root}tools/ci/src/settings/main.ts`, ...rest],
  images: [`${root}tools/images/src/main.ts`, ...rest],
  plan: [`${root}tools/terraform/src/preview/main.ts`, ...rest],
  packages: [`${root}tools/software/src/main.ts`, ...rest],
  pictures: [`${root}tools/review/src/pictures/main.ts`, ...rest],
  policy: [`${root}tools/policy/src/main.ts`, ...rest],
  preflight: [`${root}tools/preflight/src/main.ts`, ...rest],
  recover: [`${root}tools/terraform/src/recovery/main.ts`, ...rest],
  release: [`${root}tools/release/src/main.ts`, ...rest],
  state: [`${root}tools/terraform/src/state-commands/main.ts`, ...rest],
};
const program = programs[command] ?? [`${root}tools/rehearsal/src/main.ts`, ...process.argv.slice(2)];
const loaders = {
  // The loader for CommonJS alone loads in a third of the time: `npm run affected` promises a second, and jobs of CI call it three times.
  ...Object.fromEntries(
    ['affected', 'ci', 'deploy', 'drift', 'plan', 'recover', 'state'].map((name) => [name, ['--require', 'tsx/cjs']]),
  ),
  // A release is many short commands: each starts from a bundle (ADR 21), and its processor time is a quarter.
  release: [`${root}tools/bundle/src/run.mjs`],
};
const loader = loaders[command] ?? ['--import', 'tsx'];
const child = spawn(process.execPath, ['--require', `${root}tools/nx-cdktf/closed-pipe.cjs`, ...loader, ...program], {
  cwd: root,
  // Paths on the command line are relative to the user's directory. The variables of npm describe this command only if
  // npm has started it. They can also come from a test that npm runs and that starts this command.
  env: {
    ...process.env,
    INIT_CWD: (process.env.npm_lifecycle_event === command && process.env.INIT_CWD) || process.cwd(),
  },
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; it decides when everything is stopped.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

/**
 * Everything here is a development dependency, and programs for a certain machine are optional ones: both are installed whatever NODE_ENV and npm's
 * settings leave out elsewhere (npm documentation, "config": included types are not omitted). Scripts of packages follow the user's settings: none is
 * needed.
 */
function install() {
  // Standard output is the command's own: it may be read by a program.
  console.error('Installing the dependencies (npm ci) ...');
  const wanted = ['--include=dev', '--include=optional', '--include=peer', '--bin-links=true', '--package-lock=true'];
  const unwanted = ['--dry-run=false', '--package-lock-only=false', '--global=false', '--legacy-peer-deps=false'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Settings for other machines and parts of the repository cannot be reverted by a flag.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(os|cpu|libc|workspaces?|install_strategy)$/i.test(name),
    ),
  );
  try {
    execFileSync('npm', ['ci', ...wanted, ...unwanted, ...quiet], { cwd: root, env, stdio: ['inherit', 2, 'inherit'] });
  } catch (error) {
    const why = error.code === 'ENOENT' ? 'npm is not on PATH' : 'npm ci failed, see above';
    console.error(`${why}: nothing was started.`);
    process.exit(1);
  }
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  console.error(
    `npm ci has left out required packages: ${missing.slice(0, 3).join(', ')}${more}. Nothing was started. A setting of npm prevents it: see ` +
      '"npm config list" for omit, os, cpu, libc and workspaces, remove that, and run the command again.',
  );
  process.exit(1);
}
