import type { CalledType } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { demands, says, type Reach } from '../reach';

/** The parts of a team's rows. */
export interface Words {
  readonly account: Account;
  readonly iam: (rest: string) => string;
  /** The calls that Terraform makes to read a service, without contents. */
  readonly readBy: (service: string) => readonly string[];
}
export interface MoreWords extends Words {
  /** The calls that Terraform makes to change types. */
  readonly changedBy: (...types: readonly CalledType[]) => readonly string[];
}

export const zones = 'arn:aws:route53:::hostedzone/*';
export const recordTypes = 'route53:ChangeResourceRecordSetsRecordTypes';
export const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
export const records = (types: readonly string[], ...names: Reach['where'] & object): Reach => ({
  actions: ['route53:ChangeResourceRecordSets'],
  // Only the platform team writes name servers, into any zone. The others write to the zones of the account's stack.
  on: types.includes('NS') ? [zones] : ['arn:aws:route53:::hostedzone/account/dns/*'],
  // `ForAllValues` also matches if the key is missing. This is safe, because Route 53 sends both keys with every change.
  where: [says('ForAllValues:StringEquals', recordTypes, ...types), ...names],
});
export const named = (...names: readonly string[]) => says('ForAllValues:StringLike', recordNames, ...names);

export const onAll = (...actions: readonly string[]): Reach => ({ actions, on: ['*'] });

export const passes = (roles: string, ...services: readonly string[]): Reach => ({
  actions: ['iam:PassRole'],
  on: [roles],
  where: [demands('iam:PassedToService', ...services.map((service) => `${service}.amazonaws.com`))],
});
export const firstUses = (account: Account, ...services: readonly string[]): Reach => ({
  actions: ['iam:CreateServiceLinkedRole'],
  on: [`arn:aws:iam::${account.id}:role/aws-service-role/*`],
  where: [demands('iam:AWSServiceName', ...services.map((service) => `${service}.amazonaws.com`))],
});
export const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:PutResourcePolicy',
  'logs:DeleteResourcePolicy',
];
export const rulesOfAws = ({ id }: Account): Reach => ({
  actions: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
  on: [`arn:aws:wafv2:*:${id}:global/managedruleset/*`, `arn:aws:wafv2:*:${id}:regional/managedruleset/*`],
});
export const inNetwork = ({ id }: Account, kind: string, ...actions: readonly string[]): Reach => ({
  actions,
  on: [`arn:aws:ec2:*:${id}:${kind}/*`],
  where: [demands('aws:ResourceTag/Team', 'network')],
});
