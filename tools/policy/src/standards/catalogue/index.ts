import checkovRules from './checkov.json';
import requirementRows from './requirements.json';

/**
 * What checkov 3.3.13 (Apache-2.0, bridgecrewio/checkov) asks of the resource types of an architecture like ours: the title
 * of each rule, by type and id. Ids and titles are checkov's own, so that who knows them finds them again; what a rule of
 * ours really looks at is in `src/rules`.
 */
export const checkov: Readonly<Record<string, Readonly<Record<string, string>>>> = checkovRules;

/**
 * What was asked of this repository when it was planned, as assertions that a program can check, by their number there:
 * gathered from AWS's reference architectures, from terraform-aws-modules and from faults that others reported.
 */
export const requirements: Readonly<Record<string, string>> = requirementRows;

/** A rule of checkov on a type that it judges. */
export interface CheckovPair {
  readonly type: string;
  readonly id: string;
  readonly title: string;
}

/** Every rule of checkov for every type that it judges: a rule for three types is three pairs. */
export const checkovPairs: readonly CheckovPair[] = Object.entries(checkov).flatMap(([type, rules]) =>
  Object.entries(rules).map(([id, title]) => ({ type, id, title })),
);
