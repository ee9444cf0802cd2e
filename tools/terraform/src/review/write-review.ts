import { join } from 'node:path';
import { gitHubTeam, teamNames, teams } from '@malinshopper/environments';
import { isWhole, markdown, page, placeOf, placesOf, reportOf, review, writeRecord } from '@malinshopper/review';
import { appRoots, locate } from '@malinshopper/synth';
import { writeWhole } from '../files';
import type { AppPlan } from '../preview/app-plan';

/** The files of a review, in its folder. */
export const reviewFiles = { record: 'review.json', comment: 'comment.md', page: 'review.html' } as const;

/**
 * Writes what is reviewed: the record that a deploy is bound to, the comment of a pull request, and the page of the whole report. No value that is
 * secret in a plan stands in any of them.
 * @param refs of the environments, by name
 * @returns whether everything was planned: otherwise the comment says so in its first line
 */
export async function writeReview(
  folder: string,
  plans: readonly AppPlan[],
  { root, key, refs }: { readonly root: string; readonly key: string; readonly refs: ReadonlyMap<string, string> },
): Promise<boolean> {
  const apps = review(
    plans.map(({ planned }) => planned),
    { key },
  );
  const lines = new Map<string, Awaited<ReturnType<typeof locate>>>();
  for (const [name, ref] of refs) lines.set(name, await locate(ref, appRoots(root), { root }));
  const places = plans.map(({ planned, json }) => [placeOf(planned), placesOf(json, lines.get(planned.environment))]);
  const owners = teamNames.map((team) => [teams[team].app, [gitHubTeam(team)]]);
  const report = reportOf({
    apps,
    expected: plans.map(({ planned }) => placeOf(planned)),
    places: Object.fromEntries(places),
    owners: Object.fromEntries(owners),
  });
  writeWhole(join(folder, reviewFiles.record), writeRecord(apps));
  writeWhole(join(folder, reviewFiles.comment), `${markdown(report)}\n`);
  writeWhole(join(folder, reviewFiles.page), page(report));
  return isWhole(report);
}
