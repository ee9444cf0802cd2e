import type { WrittenStatement } from '@malinshopper/aws-facts';
import type { Call } from '../gateway/call';
import type { World } from './world';

/** A policy as it is written in IAM, S3, KMS or SQS. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: WrittenStatement | readonly WrittenStatement[];
}

/** One thing that a call does, in the words of IAM (Service Authorization Reference). */
export interface Access {
  /** `s3:PutObject` */
  readonly action: string;
  /** The ARN, or `*` where AWS knows no resources for the action. */
  readonly resource: string;
  /** The condition keys that the call brings along. @default - none but those of every call */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** What the resource says about who may use it. @default - the resource has no policy */
  readonly resourcePolicy?: PolicyDocument;
}

/** Says what a call of one service does; nothing (`[]`) needs no permission, `undefined` is a call that is not known. */
export type Reading = (
  call: Call,
  asked: { readonly action: string; readonly fields: Readonly<Record<string, unknown>> },
  world: World,
) => Promise<readonly Access[] | undefined> | readonly Access[] | undefined;

/** A field of a call as text, '' if there is none. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
