import { rulesOf } from '../table';
import { some } from '../in-words';
import { allowed, gives, permissionTypes } from './permissions';
import { adding, noStatement, type Added } from '../statement-asks';

const everything = /^(\*|\*:\*)$/;
const one = 'arn:aws:s3:::one/*';
const fix = 'Name each action: AWS adds new ones every week, and a wildcard allows them all';

/** No statement allows actions by a pattern of this form. Each of `bad` is added as a break. */
const noPattern = (form: RegExp, ...bad: readonly Added[]) =>
  noStatement(
    allowed,
    ({ actions }) => {
      const found = actions.filter((each) => form.test(each));
      return found.length > 0 && `allows ${some(found)}`;
    },
    adding(...bad),
  );

/**
 * Rules for broad patterns of actions, with one rule for each degree of breadth. No degree is allowed. The id of a rule
 * is the id that scanners use for this degree.
 */
export const wildcards = rulesOf(
  permissionTypes,
  {
    CKV_AWS_62: {
      title: 'Policies do not allow every action on every resource',
      severity: 'critical',
      covers: 'FSBP.IAM.1',
      about: gives,
      why: 'Such a role controls the account',
      fix,
      ask: noStatement(
        allowed,
        ({ actions, resources }) =>
          resources.includes('*') && actions.some((each) => everything.test(each)) && 'allows everything',
        adding('*', '*:*'),
      ),
    },
    CKV_AWS_63: {
      title: 'Policies do not allow every action',
      severity: 'high',
      covers: 'I1',
      about: gives,
      why: 'All actions on a resource include its deletion and its policy',
      fix,
      ask: noPattern(everything, { Action: '*', Resource: one }, { Action: ['s3:GetObject', '*'], Resource: one }),
    },
    CKV2_AWS_40: {
      title: 'Policies do not allow all of IAM',
      severity: 'critical',
      about: gives,
      why: 'All of IAM includes granting oneself every other permission',
      fix,
      ask: noPattern(/^(\*|iam:\*)$/i, 'iam:*', 'IAM:*'),
    },
    'FSBP.IAM.21': {
      title: 'Policies do not allow every action of a service',
      severity: 'high',
      about: gives,
      why: 'It allows deletion and resource policies along with the intended use',
      fix,
      ask: noPattern(/^[\w-]+:\*$/, { Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-west-1:1:q' }, 's3:*'),
    },
    'AwsSolutions-IAM5': {
      title: 'Policies name each action without a wildcard',
      severity: 'low',
      about: gives,
      why: 'AWS decides which actions a wildcard includes, and a reviewer cannot see them',
      fix,
      ask: noPattern(/[*?]/, 'ec2:Describe*', { Action: 's3:GetObjec?', Resource: one }),
    },
    MAL_IAM_1: {
      title: 'Policies do not allow by exclusion',
      severity: 'high',
      about: gives,
      why: 'Allow with NotAction or NotResource includes every action and resource that is added later',
      fix: 'Use Action and Resource; exclude with a statement with Effect: Deny',
      ask: noStatement(
        allowed,
        ({ notActions, notResources }) =>
          notActions.length + notResources.length > 0 && `allows all but ${some([...notActions, ...notResources])}`,
        adding({ NotAction: 'iam:*', Resource: '*' }, { Action: 's3:GetObject', NotResource: one }),
      ),
    },
  },
  { type: 'aws_iam_role_policy', path: 'delivery/deployer/deploy' },
);
