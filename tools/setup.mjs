// What `npm start`, `npm test` and the others begin with: it needs nothing but Node, installs the dependencies when they are
// missing or not those of the lock file, and then hands over to a program in tools.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed-lock`;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: this repository needs 20.19 or newer (https://nodejs.org).`);
  process.exit(1);
}

const lock = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
if (installed() !== lock) {
  console.log('Installing the dependencies (npm ci) ...');
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  } catch {
    console.error('npm ci failed, see above: nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

// tools/rehearsal has no way to the real AWS; what asks that too, or no AWS at all, is a program of its own.
const [command, ...rest] = process.argv.slice(2);
const programs = {
  images: [`${root}tools/images/src/main.ts`, ...rest],
  packages: [`${root}tools/software/src/main.ts`, ...rest],
  policy: [`${root}tools/policy/src/main.ts`, ...rest],
  release: [`${root}tools/release/src/main.ts`, ...rest],
};
const program = programs[command] ?? [`${root}tools/rehearsal/src/main.ts`, ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--import', 'tsx', ...program], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; it decides when all is put down.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

function installed() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return '';
  }
}
