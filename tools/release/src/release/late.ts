import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Part } from '../parts/part';
import { follow, type Followed, type FollowOptions } from './follow';

/** The result for instances that were launched while a release ran. */
export interface Late {
  readonly followed: readonly Followed[];
  /** Instances without any attempt yet: they still boot, or CodeDeploy has not reached them. */
  readonly open: readonly string[];
}

/** The number of checks without a change until they are left to CodeDeploy. */
const patience = 10;

/**
 * Waits for instances that the auto scaling group started during the release: CodeDeploy deploys the previous revision
 * to them, and afterwards the new one (CodeDeploy user guide, "Integrating with Amazon EC2 Auto Scaling": outdated
 * instances).
 */
export async function followLate(done: readonly Followed[], options: FollowOptions): Promise<Late> {
  const all = await Promise.all(done.map((one) => followLateIn(one, options)));
  return { followed: all.flatMap(({ followed }) => followed), open: all.flatMap(({ open }) => open) };
}

async function followLateIn({ part, attempt, instances }: Followed, options: FollowOptions): Promise<Late> {
  const here = new Set(instances.map(({ instance }) => instance));
  const seen = new Map<string, Followed>();
  let open: readonly string[] = [];
  for (let left = patience; left > 0; left--) {
    const members = await part.members();
    const late = (members ?? []).filter((member) => !here.has(member));
    const followed = withIt(seen, attempt);
    open = late.filter((instance) => !followed.some((one) => reached(one, instance)));
    if (open.length === 0) break;
    const news = (await attemptsSince(part, attempt)).filter(({ id }) => !seen.has(id));
    for (const one of await follow(
      news.map(({ id }) => ({ part, id })),
      options,
    ))
      seen.set(one.id, one);
    if (news.length > 0) left = patience;
    else await pause(options.every);
  }
  return { followed: withIt(seen, attempt), open };
}

/** The attempts that have the revision of the release. */
const withIt = (seen: ReadonlyMap<string, Followed>, { revision }: Attempt) =>
  [...seen.values()].filter(({ attempt }) => attempt.revision === revision);

const reached = ({ instances }: Followed, instance: string) => instances.some((one) => one.instance === instance);

/**
 * The attempts of CodeDeploy on single instances since the release began: first with the old revision, then with the
 * new one.
 */
async function attemptsSince(part: Part, release: Attempt): Promise<Attempt[]> {
  const all = await part.attempts();
  return all.filter(
    ({ creator, began, outcome }) => creator === 'instance' && (began >= release.began || outcome === 'running'),
  );
}
