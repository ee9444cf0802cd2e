import type { WrittenStatement } from '@malinshopper/aws-facts';
import type { Call } from '../gateway/call';
import type { World } from './world';

/** A policy in the format of IAM, S3, KMS or SQS. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: WrittenStatement | readonly WrittenStatement[];
}

/** One access that a call makes, in the terms of IAM (Service Authorization Reference). */
export interface Access {
  /** `s3:PutObject` */
  readonly action: string;
  /** The ARN, or `*` where AWS knows no resources for the action. */
  readonly resource: string;
  /** The condition keys of the call. @default - only those of every call */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The resource's own policy. @default - the resource has no policy */
  readonly resourcePolicy?: PolicyDocument;
}

/**
 * Returns the permissions that a call of one service needs. `[]` means that the call needs no permission, `undefined`
 * that the call is unknown.
 */
export type Reading = (
  call: Call,
  asked: { readonly action: string; readonly fields: Readonly<Record<string, unknown>> },
  world: World,
) => Promise<readonly Access[] | undefined> | readonly Access[] | undefined;

/** Returns a field of a call as text, or '' if the call does not have the field. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
