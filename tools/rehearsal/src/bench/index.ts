import { cpus, totalmem } from 'node:os';
import { benchAffected } from './affected';
import { benchBootstrap } from './bootstrap';
import { benchEnvironment } from './environment';
import { benchGateway } from './gateway';
import { benchPolicy } from './policy';
import { benchRehearsal } from './rehearsal';
import { benchRelease } from './release';
import { benchReview } from './review';
import { benchReviews } from './reviews';
import { benchSnapshot } from './snapshot';
import { benchSynth } from './synth';

const parts: Record<string, (only: readonly string[]) => Promise<void>> = {
  synth: benchSynth,
  policy: benchPolicy,
  affected: benchAffected,
  release: benchRelease,
  review: benchReview,
  environment: benchEnvironment,
  snapshot: benchSnapshot,
  rehearsal: benchRehearsal,
  gateway: benchGateway,
};
/** Parts that take an hour, and run only if they are named. */
const slow: typeof parts = { reviews: benchReviews, bootstrap: benchBootstrap };
const all = { ...parts, ...slow };

/**
 * Measures the promised figures of this repository, side by side in one run.
 * @param only the names of the edits for the comparison of plans and deploys @default - all
 * @throws Error if a part is not known
 */
export async function bench(chosen: readonly string[], only: readonly string[] = []): Promise<void> {
  const unknown = chosen.find((part) => !(part in all));
  if (unknown !== undefined) {
    throw new Error(
      `npm run bench has no part ${JSON.stringify(unknown)}: choose from ${Object.keys(all).join(', ')}.`,
    );
  }
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  );
  for (const [name, run] of Object.entries(chosen.length === 0 ? parts : all)) {
    if (chosen.length === 0 || chosen.includes(name)) await run(only);
  }
}
