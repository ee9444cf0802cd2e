import type { Statement } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { inWords, some } from './in-words';
import { allowed, gives, permissionTypes } from './permissions';

type About = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix'> & { readonly covers?: Rule['covers'] };

/** A rule on the patterns of actions that a policy allows. */
const noneOf = (rule: About, which: (pattern: string, statement: Statement) => boolean): Rule => ({
  ...rule,
  types: permissionTypes,
  about: gives,
  check: (policy, world) => {
    const found = allowed(policy, world).flatMap((statement) =>
      statement.actions.filter((pattern) => which(pattern, statement)),
    );
    return found.length > 0 ? `allows ${some(found)}` : undefined;
  },
});

const everything = /^(\*|\*:\*)$/;
const fix = 'Name each action: AWS adds new ones every week, and a wildcard allows them all';

/** How broad the patterns of actions may be: not at all, each degree of it under the id by which it is known. */
export const wildcardRules: readonly Rule[] = [
  noneOf(
    {
      id: 'CKV_AWS_62',
      covers: ['FSBP.IAM.1'],
      title: 'No policy allows everything on everything',
      severity: 'critical',
      why: 'Such a role is the account',
      fix,
    },
    (pattern, { resources }) => everything.test(pattern) && resources.includes('*'),
  ),
  noneOf(
    {
      id: 'CKV_AWS_63',
      covers: ['I1'],
      title: 'No policy allows every action',
      severity: 'high',
      why: 'Whoever may do everything to a resource may also delete it and give it away',
      fix,
    },
    (pattern) => everything.test(pattern),
  ),
  noneOf(
    {
      id: 'CKV2_AWS_40',
      title: 'No policy allows all of IAM',
      severity: 'critical',
      why: 'Whoever may do everything in IAM may do everything',
      fix,
    },
    (pattern) => /^(\*|iam:\*)$/i.test(pattern),
  ),
  noneOf(
    {
      id: 'FSBP.IAM.21',
      title: 'No policy allows every action of a service',
      severity: 'high',
      why: 'It allows to delete, and to open to others, along with the use that was meant',
      fix,
    },
    (pattern) => /^[\w-]+:\*$/.test(pattern),
  ),
  noneOf(
    {
      id: 'AwsSolutions-IAM5',
      title: 'No policy allows actions by a pattern',
      severity: 'low',
      why: 'What a pattern allows is for AWS to say, and a reviewer cannot read it',
      fix,
    },
    (pattern) => /[*?]/.test(pattern),
  ),
  {
    id: 'MAL_IAM_1',
    title: 'A policy says what it allows, not what it leaves out',
    severity: 'high',
    why: 'Allow with NotAction or NotResource allows everything that nobody has thought of',
    fix: 'Use Action and Resource; leave out by a statement with Effect: Deny',
    types: permissionTypes,
    about: gives,
    check: (policy, world) => {
      const found = allowed(policy, world).find(
        ({ notActions, notResources }) => notActions.length + notResources.length > 0,
      );
      return found && `${inWords(found)} allows all but ${some([...found.notActions, ...found.notResources])}`;
    },
  },
];
