import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appNames } from '@malinshopper/environments';
import { reportOf, type Report, type ReportInput } from '@malinshopper/review';
import { partFile } from './plan';

/** What the jobs have written that planned, wherever it lies in a folder. None if there is no such folder: no job has come so far. */
export function partsIn(folder: string): ReportInput[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === partFile)
    .sort()
    .map((path) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as ReportInput);
}

/**
 * One report of several parts.
 * @param environments that have to be in it, with all apps: what is missing is an error in its first line
 */
export function putTogether(parts: readonly ReportInput[], environments: readonly string[]): Report {
  const wanted = environments.flatMap((environment) => appNames.map((app) => `${environment}/${app}`));
  return reportOf({
    apps: parts.flatMap(({ apps }) => apps),
    expected: [...new Set([...wanted, ...parts.flatMap(({ expected }) => expected)])],
    places: Object.assign({}, ...parts.map(({ places }) => places)) as ReportInput['places'],
    owners: Object.assign({}, ...parts.map(({ owners }) => owners)) as ReportInput['owners'],
    deployed: Object.assign({}, ...parts.map(({ deployed }) => deployed)) as ReportInput['deployed'],
    ...policyOf(parts),
  });
}

/** What the rules say of all parts: nothing, where one of them was not asked about. */
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
