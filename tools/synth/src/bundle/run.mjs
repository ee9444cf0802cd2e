// `node run.mjs PROGRAM [ARGUMENT...]`: runs the synthesis program (libs/stack/src/synth.ts) of a repository from a bundle of its sources, which is made
// when there is none of just these sources (ADR 21). It is JavaScript, since a loader of TypeScript takes as long as the synthesis.
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { openBundle } from './bundle.mjs';

const [, , program, ...args] = process.argv;
const root = resolve(dirname(realpathSync(program)), '../../..');

/** The same program as it stands in the sources: it finds lines, and tells an error with them. */
function fromSources() {
  const { status } = spawnSync(
    process.execPath,
    ['--require', createRequire(import.meta.url).resolve('tsx/cjs'), program, ...args],
    {
      stdio: 'inherit',
    },
  );
  return status ?? 1;
}

async function run() {
  const bundle = args.includes('--locations') ? undefined : await openBundle(root);
  if (!bundle) return fromSources();
  process.argv.splice(1, 1);
  try {
    bundle.run();
    return 0;
  } catch (error) {
    const status = fromSources();
    if (status === 0 && error.name !== 'NotBundled') {
      console.error(
        `The bundled synthesis ended with "${error.message}", the same sources without a bundle did not: ` +
          `what they wrote is right. Please report it; ${bundle.folder} can be removed.`,
      );
    }
    return status;
  }
}

process.exitCode = await run();
