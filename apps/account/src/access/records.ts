import { actionsOf } from '@malinshopper/aws-facts';
import type { Scope } from './scope';
import type { Statement } from './statement';

/**
 * The DNS records that a team can write to the account's zones, as values of Route 53's condition keys (developer
 * guide, "Using IAM policy conditions").
 */
export interface Records {
  readonly types: readonly string[];
  /** Patterns of the team's names. A change is allowed only if all of its names match a pattern. @default - any name */
  readonly named?: readonly string[];
  /** Patterns of other teams' names. A change is denied if one of its names matches a pattern. @default - none */
  readonly notNamed?: readonly string[];
}

/** The provider waits until all name servers have a change. */
export const waitingForRecords: Statement = {
  Sid: 'WaitForNameServers',
  Action: 'route53:GetChange',
  Resource: 'arn:aws:route53:::change/*',
};

export function lookingAtRecords({ zoneArns }: Scope): Statement[] {
  return [{ Sid: 'LookAtRecords', Action: actionsOf(['aws_route53_record'], ['read']), Resource: zoneArns }];
}

export function changingRecords({ zoneArns }: Scope, { types, named, notNamed }: Records): Statement[] {
  const names = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
  return [
    waitingForRecords,
    {
      Sid: 'Records',
      Action: 'route53:ChangeResourceRecordSets',
      Resource: zoneArns,
      Condition: {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': types },
        ...(named && { 'ForAllValues:StringLike': { [names]: named } }),
        ...(notNamed && { 'ForAllValues:StringNotLike': { [names]: notNamed } }),
      },
    },
  ];
}
