import type { Rule } from '../rule';
import { actionsLike, type Action } from './actions';
import { escalates, exposesCredentials, takesDataAway } from './dangers';
import { some } from './in-words';
import { allowed, gives, permissionTypes, unboundedActionsOf } from './permissions';

type About = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix'> & { readonly covers?: Rule['covers'] };

/** A rule on what a policy allows on whatever there is. */
const never = (rule: About, which: (action: Action) => boolean): Rule => ({
  ...rule,
  types: permissionTypes,
  about: gives,
  check: (policy, world) => {
    const found = unboundedActionsOf(policy, world).filter(which);
    return found.length > 0 ? `allows ${some(found.map(({ id }) => id))} on whatever there is` : undefined;
  },
});

const byArn =
  'Name the resources by their ARNs, or say in a condition whose they are (aws:ResourceTag, aws:RequestTag)';

/** What nobody may do to everything, as checkov asks it of cloudsplaining; meant is everything, not only the letter `*`. */
export const privilegeRules: readonly Rule[] = [
  never(
    {
      id: 'CKV_AWS_286',
      covers: ['I1'],
      title: 'No policy is a way to more permissions',
      severity: 'critical',
      why: 'Whoever may pass any role, or change any policy, may do everything',
      fix: 'Name the roles by path and name, as in arn:aws:iam::<account>:role/<app>/*',
    },
    escalates,
  ),
  never(
    {
      id: 'CKV_AWS_287',
      title: 'No policy hands out credentials of whomever',
      severity: 'high',
      why: 'Keys and tokens outlive the session that asked for them, and say another name in the trail',
      fix: 'Name the roles or users whose credentials are meant',
    },
    exposesCredentials,
  ),
  never(
    {
      id: 'CKV_AWS_288',
      title: 'No policy reads whatever data there is',
      severity: 'high',
      why: 'One lost identity would take along every bucket, secret and key',
      fix: 'Name the bucket, the secret or the key',
    },
    takesDataAway,
  ),
  never(
    {
      id: 'CKV_AWS_289',
      title: 'No policy changes who may reach whatever there is',
      severity: 'high',
      why: 'A bucket policy or a grant on a key opens to others what the role itself may not read',
      fix: byArn,
    },
    ({ access }) => access === 'Permissions management',
  ),
  never(
    {
      id: 'CKV_AWS_290',
      title: 'No policy changes whatever there is',
      severity: 'medium',
      why: "A fault in one app's program or pipeline would reach those of all others",
      fix: byArn,
    },
    ({ access }) => access === 'Write' || access === 'Tagging',
  ),
  {
    id: 'CKV_AWS_355',
    title: 'Resource "*" stands only with actions that know no resources',
    severity: 'medium',
    why: 'It is read as "whatever there is", also where the action would let itself be narrowed',
    fix: 'Put the actions that know resources into a statement of their own, with ARNs',
    types: permissionTypes,
    about: gives,
    check: (policy, world) => {
      const found = allowed(policy, world)
        .filter(({ resources }) => resources.includes('*'))
        .flatMap(({ actions }) => actions.flatMap(actionsLike))
        .filter(({ resources }) => resources.length > 0);
      return found.length > 0 ? `"*" for ${some(found.map(({ id }) => id))}, which know resources` : undefined;
    },
  },
];
