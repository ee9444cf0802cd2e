import { longest, markdown, marker, placeOf, type Report, type ReviewedApp } from '@malinshopper/review';
import type { GitHub } from '../settings/client';
import type { RepositoryName } from '../settings/desired';

/**
 * The user of GitHub's token of a job (GitHub documentation, "GITHUB_TOKEN"): other users may write the marker too, but only that token writes as
 * this user.
 */
export const author = 'github-actions[bot]';

export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** The position of the state on which each plan is based, as `<serial> <lineage>`. The keys are `<environment>/<app>`. */
export type Positions = Readonly<Record<string, string>>;

const hidden = /<!-- malinshopper-states (\{[^\n]*\}) -->/;
/** The space in a comment for a banner and the positions of states. */
const reserved = 8_000;

/** The text of the comment: the report, and, invisible, the positions that it was planned from. */
export function commentOf(report: Report, page: string): string {
  const text = markdown(report, { page, limit: longest - reserved });
  return `${text}\n<!-- malinshopper-states ${JSON.stringify(positionsOf(report.apps))} -->`;
}

const positionsOf = (apps: readonly ReviewedApp[]): Positions =>
  Object.fromEntries(
    apps.flatMap((one) => (one.provenance.state ? [[placeOf(one), inWords(one.provenance.state)]] : [])),
  );

export const inWords = ({ lineage, serial }: { readonly lineage: string; readonly serial: number }) =>
  `${serial} ${lineage}`;

/** The positions that a comment was planned from. */
export function plannedFrom({ body }: Comment): Positions {
  return JSON.parse(hidden.exec(body)?.[1] ?? '{}') as Positions;
}

/** The comment of a pull request with its review. Undefined if there is none. */
export async function findComment(github: GitHub, where: RepositoryName, number: number): Promise<Comment | undefined> {
  const all = await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...where,
    issue_number: number,
    per_page: 100,
  });
  const found = all.find(({ body, user }) => user?.login === author && body?.includes(marker));
  return found && { id: Number(found.id), body: found.body! };
}

/** Edits the one comment of a pull request with its review, or makes it. */
export async function putComment(github: GitHub, where: RepositoryName, number: number, body: string): Promise<void> {
  const there = await findComment(github, where, number);
  if (there) return editComment(github, where, there, body);
  await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...where,
    issue_number: number,
    body,
  });
}

export async function editComment(github: GitHub, where: RepositoryName, { id }: Comment, body: string): Promise<void> {
  await github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...where, comment_id: id, body });
}
