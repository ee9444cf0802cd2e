import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, gitHubTeam, teamNames, teams } from '@malinshopper/environments';
import { judgePlans, type PlanVerdict } from '@malinshopper/policy';
import {
  isWhole,
  markdown,
  page,
  parseRehearsal,
  placeOf,
  placesOf,
  rehearsalFile,
  reportOf,
  reviewed,
  writeRecord,
  type Rehearsal,
  type ReportInput,
} from '@malinshopper/review';
import { appRoots, locate } from '@malinshopper/synth';
import { writeWhole } from '../files';
import type { AppPlan } from '../preview/app-plan';

/** The files of a review, in its folder. */
export const reviewFiles = { record: 'review.json', comment: 'comment.md', page: 'review.html' } as const;

type Locations = Awaited<ReturnType<typeof locate>>;
type Hide = (words: string) => string;

export interface ReviewOptions {
  readonly root: string;
  /** Of the digests that stand for secrets. */
  readonly key: string;
  /** The git refs of the environments, by name: they select the lines of their constructs, and the findings of the rules. */
  readonly refs: ReadonlyMap<string, string>;
}

/** Returns the reviewed data of plans without secret values, as the input of a report. */
export async function reviewOf(
  plans: readonly AppPlan[],
  { root, key, refs }: ReviewOptions,
  rehearsals: readonly Rehearsal[] = [],
): Promise<ReportInput> {
  const { apps, hide } = reviewed(
    plans.map(({ planned }) => planned),
    { key },
  );
  const lines = new Map<string, Locations>();
  for (const [name, ref] of refs) lines.set(name, await locate(ref, appRoots(root), { root }));
  const places = plans.map(({ planned, json }) => [placeOf(planned), placesOf(json, lines.get(planned.environment))]);
  const owners = teamNames.map((team) => [teams[team].app, [gitHubTeam(team)]]);
  const policy = await judged(plans, refs, lines, hide);
  return {
    apps,
    expected: plans.map(({ planned }) => placeOf(planned)),
    places: Object.fromEntries(places),
    owners: Object.fromEntries(owners),
    deployed: Object.fromEntries(plans.flatMap(deployedFrom)),
    rehearsals: rehearsals.map((one) => ({ ...one, line: hide(one.line), words: hide(one.words) })),
    ...(policy && { policy }),
  };
}

/**
 * Writes a review: the record that a deploy is bound to, the comment of a pull request, and the page of the whole report. Outcomes of rehearsals in
 * the folder are shown if they are of the same plan.
 * @returns true if everything was planned: otherwise the first line of the comment reports it
 */
export async function writeReview(folder: string, plans: readonly AppPlan[], options: ReviewOptions): Promise<boolean> {
  const input = await reviewOf(plans, options, rehearsalsIn(folder, plans));
  const report = reportOf(input);
  writeWhole(join(folder, reviewFiles.record), writeRecord(input.apps));
  writeWhole(join(folder, reviewFiles.comment), `${markdown(report)}\n`);
  writeWhole(join(folder, reviewFiles.page), page(report));
  return isWhole(report);
}

const environmentsOf = (plans: readonly AppPlan[]) => [...new Set(plans.map(({ planned }) => planned.environment))];

/** The findings of the rules for all planned environments. Undefined if the ref of one of them is not known. */
async function judged(
  plans: readonly AppPlan[],
  refs: ReadonlyMap<string, string>,
  lines: ReadonlyMap<string, Locations>,
  hide: Hide,
): Promise<PlanVerdict | undefined> {
  const names = environmentsOf(plans);
  if (!names.every((name) => refs.has(name))) return undefined;
  const verdicts: PlanVerdict[] = [];
  for (const name of names) {
    const own = plans.filter(({ planned }) => planned.environment === name);
    verdicts.push(
      await judgePlans({
        environment: environment(refs.get(name)!),
        stacks: new Map(own.map(({ planned, json }) => [planned.app, json])),
        plans: new Map(
          own.flatMap(({ planned: { app, result } }) => (result.kind === 'planned' ? [[app, result.plan]] : [])),
        ),
        locations: lines.get(name) ?? {},
      }),
    );
  }
  // A finding of a rule quotes values.
  const hidden = <T extends { readonly fault: string }>(one: T) => ({ ...one, fault: hide(one.fault) });
  return {
    findings: verdicts.flatMap(({ findings }) => findings.map(hidden)),
    waived: verdicts.flatMap(({ waived }) => waived.map(hidden)),
    refused: verdicts.flatMap(({ refused }) => refused.map(({ place, why }) => ({ place, why: hide(why) }))),
  };
}

function deployedFrom({ planned, record }: AppPlan) {
  const commit = record?.commit;
  if (!record || !commit) return [];
  return [[placeOf(planned), { commit: commit.id, clean: commit.clean, at: record.at }] as const];
}

/** The outcomes that `npm run rehearse -- --review <folder>` has left. */
function rehearsalsIn(folder: string, plans: readonly AppPlan[]): Rehearsal[] {
  const files = environmentsOf(plans).map((name) => join(folder, rehearsalFile(name)));
  return files.filter(existsSync).map((file) => parseRehearsal(readFileSync(file, 'utf8')));
}
