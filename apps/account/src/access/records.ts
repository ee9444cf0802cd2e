import { actionsOf } from '@malinshopper/aws-facts';
import type { Scope } from './scope';
import type { Statement } from './statement';

/**
 * The records that a team writes into the account's zones, in the terms of Route 53's condition keys (developer guide,
 * "Using IAM policy conditions").
 */
export interface Records {
  readonly types: readonly string[];
  /** Patterns that all names of a change must match. */
  readonly named?: readonly string[];
  /** Patterns of other teams' names: no name of a change may match. */
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
