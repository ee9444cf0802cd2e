import { gitHubTeam, teamNames, teams } from '@malinshopper/environments';
import { driftInWords, hasDrifted, type DriftReport } from '@malinshopper/terraform';
import { asCode } from '../github';
import { author } from '../review/comment';
import type { GitHub } from '../settings/client';
import type { RepositoryName } from '../settings/desired';

/** The longest issue; GitHub refuses a longer one (its response: "body is too long (maximum is 65536 characters)"). */
const longest = 60_000;

const nameOf = ({ owner, app }: DriftReport) => `${owner}/${app}`;
/** The marker by which the one issue of an app in an environment is found again. */
const markerOf = (report: DriftReport) => `<!-- malinshopper-drift ${nameOf(report)} -->`;

/** The text of the issue. It contains nothing that changes while the drift stays the same. */
export function issueBody(report: DriftReport): string {
  const { owner, app } = report;
  const text = driftInWords(report);
  const shown = text.length > longest ? `${text.slice(0, longest)}\n... the rest is in the log of the job` : text;
  const team = teamNames.find((name) => teams[name].app === app);
  return [
    `AWS differs from the last deploy of ${nameOf(report)}. ${team ? `It belongs to ${gitHubTeam(team)}.` : ''}`.trim(),
    asCode(shown),
    'A `-` is the value of the code, a `+` is the value in AWS. Next steps:',
    `- To revert it: \`npm run drift -- ${owner} --repair repair\` plans that for its review (docs/drift.md).`,
    '- To keep it: change the code, and deploy it.',
    'This issue is closed automatically when the drift is gone.',
    markerOf(report),
  ].join('\n\n');
}

interface Issue {
  readonly number: number;
  readonly state: string;
  readonly body: string;
}

/**
 * Opens, changes, opens again or closes the one issue of each app.
 * @returns the actions, in words
 */
export async function keepIssues(
  github: GitHub,
  where: RepositoryName,
  reports: readonly DriftReport[],
): Promise<string[]> {
  const all = await github.paginate('GET /repos/{owner}/{repo}/issues', {
    ...where,
    ...{ state: 'all', creator: author, per_page: 100 },
  });
  const own = all
    .filter(({ user, pull_request: isPullRequest }) => user?.login === author && !isPullRequest)
    .map(({ number, state, body }): Issue => ({ number, state, body: body ?? '' }));
  const done: string[] = [];
  for (const report of reports) {
    const found = own.find(({ body }) => body.includes(markerOf(report)));
    const said = await keepIssue(github, where, report, found);
    if (said !== undefined) done.push(said);
  }
  return done;
}

async function keepIssue(
  github: GitHub,
  where: RepositoryName,
  report: DriftReport,
  found: Issue | undefined,
): Promise<string | undefined> {
  const name = nameOf(report);
  if (hasDrifted(report)) {
    const body = issueBody(report);
    if (!found) {
      const { data } = await github.request('POST /repos/{owner}/{repo}/issues', {
        ...{ ...where, title: `Drift: ${name}`, body },
      });
      return `${name}: opened #${data.number}`;
    }
    if (found.state === 'open' && found.body === body) return `${name}: #${found.number} stays open`;
    await edit(github, where, found, { body, state: 'open' });
    return `${name}: ${found.state === 'open' ? 'changed' : 'opened again'} #${found.number}`;
  }
  if (found?.state !== 'open') return undefined;
  await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ ...where, issue_number: found.number, body: `The comparison of ${report.at} found no drift any more.` },
  });
  await edit(github, where, found, { state: 'closed' });
  return `${name}: closed #${found.number}`;
}

const edit = (
  github: GitHub,
  where: RepositoryName,
  { number }: Issue,
  change: { body?: string; state: 'open' | 'closed' },
) => github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...where, issue_number: number, ...change });
