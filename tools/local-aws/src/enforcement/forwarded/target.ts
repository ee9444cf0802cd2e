import type { ForwardedCall } from '@malinshopper/aws-facts';
import type { PolicyDocument } from '../access';
import type { World } from '../world';
import type { Members } from './members';

/** One resource of a forwarded call. */
export interface Target {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly resourcePolicy?: PolicyDocument;
}

/** Finds the resources of a forwarded call, from the caller's request. None: the call is not made. */
export type Finding = (asked: {
  readonly call: ForwardedCall;
  readonly members: Members;
  readonly world: World;
}) => Promise<readonly Target[]>;

export const regional = ({ region, account }: World, service: string, rest: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
