import type { StatePosition } from '@malinshopper/review';
import { statePositions } from '@malinshopper/terraform';
import { gitHub, type GitHub } from '../settings/client';
import type { RepositoryName } from '../settings/desired';
import { reasonsIn, withBanner } from './banner';
import { editComment, findComment, inWords, plannedFrom, type Comment } from './comment';
import { jobOf, type Variables } from './job';
import { environmentsOf } from './plan';

/** Notes above the review of a pull request that a newer commit is being planned. */
export async function newCommit(variables: Variables = process.env): Promise<void> {
  const { repository, pullRequest, head = '', isOfFork } = jobOf(variables);
  if (isOfFork || pullRequest === undefined) return;
  const github = gitHub(variables);
  const comment = await findComment(github, repository, pullRequest);
  const why = `a newer commit is being planned: \`${head.slice(0, 7)}\``;
  if (comment) await editComment(github, repository, comment, withBanner(comment.body, [why]));
}

/**
 * Notes above the reviews of all open pull requests the states of an account that they were planned from and that have been written since.
 * @param positions their present positions @default - they are read in AWS
 * @throws if there is no such account
 */
export async function movedStates(
  account: string,
  variables: Variables = process.env,
  positions: (account: string) => ReturnType<typeof statePositions> = (of) => statePositions(environmentsOf(of)),
): Promise<void> {
  const { repository } = jobOf(variables);
  const github = gitHub(variables);
  const names = environmentsOf(account).map(({ name }) => name);
  const now = await positions(account);
  for (const number of await openOnes(github, repository)) {
    const comment = await findComment(github, repository, number);
    if (!comment) continue;
    const isOfAccount = (place: string) => names.some((name) => place.startsWith(`${name}/`));
    const others = reasonsIn(comment.body).filter((one) => !isOfAccount(one.slice(1)));
    const body = withBanner(comment.body, [...others, ...moved(comment, now, isOfAccount)]);
    if (body !== comment.body) await editComment(github, repository, comment, body);
  }
}

function moved(
  comment: Comment,
  now: Readonly<Record<string, StatePosition>>,
  isOfAccount: (place: string) => boolean,
): string[] {
  const was = plannedFrom(comment);
  // A state that did not exist at the time of the plan is missing in the comment.
  const places = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(isOfAccount).sort();
  return places.flatMap((place) => {
    const is = now[place];
    if (was[place] === (is && inWords(is))) return [];
    return [
      `\`${place}\` has been written since: the state was ${serial(was[place])}, and is ${serial(is && inWords(is))}`,
    ];
  });
}

const serial = (position: string | undefined) =>
  position === undefined ? 'missing' : `serial ${position.split(' ')[0]}`;

async function openOnes(github: GitHub, where: RepositoryName): Promise<number[]> {
  const all = await github.paginate('GET /repos/{owner}/{repo}/pulls', { ...where, state: 'open', per_page: 100 });
  return all.map(({ number }) => number);
}
