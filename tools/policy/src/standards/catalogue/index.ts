import checkovRules from './checkov.json';
import requirementRows from './requirements.json';

/**
 * The rules of checkov 3.3.13 (Apache-2.0, bridgecrewio/checkov) for the resource types of a similar architecture: the
 * title of each rule, by type and id. Ids and titles are checkov's own, so that they can be searched for. The checks of
 * this repository are in `src/rules`.
 */
export const checkov: Readonly<Record<string, Readonly<Record<string, string>>>> = checkovRules;

/**
 * The requirements for this repository from its planning, as assertions that a program can check, by their number
 * there: collected from AWS's reference architectures, from terraform-aws-modules and from reported faults.
 */
export const requirements: Readonly<Record<string, string>> = requirementRows;

/** A rule of checkov, with a type that it judges. */
export interface CheckovPair {
  readonly type: string;
  readonly id: string;
  readonly title: string;
}

/** Every rule of checkov for every type that it judges: a rule for three types is three pairs. */
export const checkovPairs: readonly CheckovPair[] = Object.entries(checkov).flatMap(([type, rules]) =>
  Object.entries(rules).map(([id, title]) => ({ type, id, title })),
);
