import { join } from 'node:path';
import { gitHubTeam, teamNames, teams } from '@malinshopper/environments';
import {
  isWhole,
  markdown,
  page,
  placeOf,
  placesOf,
  reportOf,
  review,
  writeRecord,
  type ReportInput,
} from '@malinshopper/review';
import { appRoots, locate } from '@malinshopper/synth';
import { writeWhole } from '../files';
import type { AppPlan } from '../preview/app-plan';

/** The files of a review, in its folder. */
export const reviewFiles = { record: 'review.json', comment: 'comment.md', page: 'review.html' } as const;

export interface ReviewOptions {
  readonly root: string;
  /** Of the digests that stand for secrets. */
  readonly key: string;
  /** Of the environments, by name. */
  readonly refs: ReadonlyMap<string, string>;
}

/** What is reviewed of plans, without any value that is secret in them: what a report is made of, as data. */
export async function reviewOf(plans: readonly AppPlan[], { root, key, refs }: ReviewOptions): Promise<ReportInput> {
  const apps = review(
    plans.map(({ planned }) => planned),
    { key },
  );
  const lines = new Map<string, Awaited<ReturnType<typeof locate>>>();
  for (const [name, ref] of refs) lines.set(name, await locate(ref, appRoots(root), { root }));
  const places = plans.map(({ planned, json }) => [placeOf(planned), placesOf(json, lines.get(planned.environment))]);
  const owners = teamNames.map((team) => [teams[team].app, [gitHubTeam(team)]]);
  return {
    apps,
    expected: plans.map(({ planned }) => placeOf(planned)),
    places: Object.fromEntries(places),
    owners: Object.fromEntries(owners),
  };
}

/**
 * Writes what is reviewed: the record that a deploy is bound to, the comment of a pull request, and the page of the whole report.
 * @returns whether everything was planned: otherwise the comment says so in its first line
 */
export async function writeReview(folder: string, plans: readonly AppPlan[], options: ReviewOptions): Promise<boolean> {
  const input = await reviewOf(plans, options);
  const report = reportOf(input);
  writeWhole(join(folder, reviewFiles.record), writeRecord(input.apps));
  writeWhole(join(folder, reviewFiles.comment), `${markdown(report)}\n`);
  writeWhole(join(folder, reviewFiles.page), page(report));
  return isWhole(report);
}
