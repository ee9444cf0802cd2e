import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appNames } from '@malinshopper/environments';
import {
  isRehearsalFile,
  parseRehearsal,
  reportOf,
  type Rehearsal,
  type Report,
  type ReportInput,
} from '@malinshopper/review';
import { partFile } from './plan';

/** The files of the jobs that planned, anywhere in a folder. None if the folder does not exist: no job has come so far. */
export const partsIn = (folder: string): ReportInput[] =>
  textsIn(folder, (name) => name === partFile).map((text) => JSON.parse(text) as ReportInput);

/** The outcomes of rehearsals, as written by `npm run rehearse -- --review`. An embedded AWS contains no real secrets: nothing in it is hidden. */
export const rehearsalsIn = (folder: string): Rehearsal[] => textsIn(folder, isRehearsalFile).map(parseRehearsal);

function textsIn(folder: string, isWanted: (name: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => isWanted(basename(path)))
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

/**
 * Combines several parts into one report.
 * @param environments that must be in it, with all apps: a missing one is an error in its first line
 */
export function putTogether(
  parts: readonly ReportInput[],
  environments: readonly string[],
  rehearsals: readonly Rehearsal[] = [],
): Report {
  const wanted = environments.flatMap((environment) => appNames.map((app) => `${environment}/${app}`));
  return reportOf({
    apps: parts.flatMap(({ apps }) => apps),
    expected: [...new Set([...wanted, ...parts.flatMap(({ expected }) => expected)])],
    places: Object.assign({}, ...parts.map(({ places }) => places)) as ReportInput['places'],
    owners: Object.assign({}, ...parts.map(({ owners }) => owners)) as ReportInput['owners'],
    deployed: Object.assign({}, ...parts.map(({ deployed }) => deployed)) as ReportInput['deployed'],
    rehearsals,
    ...policyOf(parts),
  });
}

/** The findings of the rules for all parts: none if the rules did not run for one of them. */
function policyOf(parts: readonly ReportInput[]): Pick<ReportInput, 'policy'> {
  const verdicts = parts.map(({ policy }) => policy);
  if (verdicts.length === 0 || !verdicts.every((one) => one !== undefined)) return {};
  return {
    policy: {
      findings: verdicts.flatMap(({ findings }) => findings),
      waived: verdicts.flatMap(({ waived }) => waived),
      refused: verdicts.flatMap(({ refused }) => refused),
    },
  };
}
