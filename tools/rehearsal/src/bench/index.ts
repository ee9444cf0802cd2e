import { cpus, totalmem } from 'node:os';
import { benchAffected } from './affected';
import { benchEnvironment } from './environment';
import { benchPolicy } from './policy';
import { benchRehearsal } from './rehearsal';
import { benchRelease } from './release';
import { benchReview } from './review';
import { benchSnapshot } from './snapshot';
import { benchSynth } from './synth';

const parts: Record<string, () => Promise<void>> = {
  synth: benchSynth,
  policy: benchPolicy,
  affected: benchAffected,
  release: benchRelease,
  review: benchReview,
  environment: benchEnvironment,
  snapshot: benchSnapshot,
  rehearsal: benchRehearsal,
};

/**
 * Measures what this repository promises about speed, side by side in one run.
 * @throws if a part is not known
 */
export async function bench(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.find((part) => !(part in parts));
  if (unknown !== undefined) {
    throw new Error(
      `npm run bench knows no part ${JSON.stringify(unknown)}: choose from ${Object.keys(parts).join(', ')}.`,
    );
  }
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  );
  for (const [name, run] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await run();
}
