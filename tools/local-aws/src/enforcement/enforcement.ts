import type { Accounts } from '../gateway/accounts';
import type { Call, Forward, Reply } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { actionInPolicies, refusedEverywhere } from './by-action';
import { decide } from './decision';
import { forwardedAccesses } from './forwarded';
import { actionOf } from './forwarded/action';
import { LateTags } from './late-tags';
import { parametersOf } from './parameters';
import { judgedPrincipal, type Principal } from './principal';
import { refusal, type Fault } from './refusal';
import { readings } from './requests';
import { pipelineReadings } from './requests/pipelines';
import { withResourceTags } from './resource-tags';
import { World } from './world';

/**
 * The level at which a call was authorized: on its resources, by the action alone (is there any resource on which the
 * role may do it?), or not at all. `foreign` is the call of a caller that is not subject to authorization.
 */
export type Judged = 'on its resources' | 'by its action' | 'not judged' | 'foreign';

/** The result of the authorization of a call, before it is passed on. */
export interface Judgement {
  /** The refusal. @default - the call is allowed */
  readonly refused?: Reply;
  readonly judged: Judged;
  /** The name of the session's role. @default - the caller is not subject to authorization */
  readonly role?: string;
}

/** The name of the operation of a call of a REST service; undefined if no model of AWS has it. */
export type Named = (call: Call) => Promise<string | undefined>;

/**
 * Authorizes the calls of instances and pipelines, and the calls that AWS would make in their name: the sessions of
 * their roles have the permissions of the role's policies, as the embedded IAM has them at that moment. Other callers
 * are not subject to authorization.
 */
export class Enforcement {
  private readonly remembered = new Map<string, Promise<unknown>>();

  constructor(
    private readonly accounts: Accounts,
    private readonly ask: Forward,
    private readonly lateTags = new LateTags(0),
    private readonly named: Named = () => Promise.resolve(undefined),
  ) {}

  /** Authorizes a call before it is passed on. The body of an S3 object is neither needed nor read. */
  async judge(call: Omit<Call, 'account' | 'pathParameters'>, asked: Asked): Promise<Judgement> {
    if (call.accessKeyId === '') return { judged: 'foreign' };
    const caller = await this.accounts.caller(call.accessKeyId);
    const world = new World(this.ask, this.remembered, { ...call, account: caller.account }, this.lateTags);
    const principal = await judgedPrincipal(caller, world);
    if (!principal) return { judged: 'foreign' };
    const whole: Call = { ...call, account: caller.account, pathParameters: {} };
    const { judged, fault: own } = await this.ownFault(principal, whole, asked, world);
    const fault = own ?? (await this.forwardedFault(principal, whole, asked, world));
    const role = principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1);
    return { judged, role, ...(fault && { refused: refusal(whole, asked, fault) }) };
  }

  /** Has to be called after every call: the resources that it can have changed are no longer cached. */
  answered(call: Pick<Call, 'service' | 'region' | 'method' | 'path'>, asked: Asked, reply?: Reply): void {
    const { service, method, path } = call;
    const { name } = asked;
    if (reply) this.lateTags.answered(actionOf(call, asked), call.region, reply);
    const changed = {
      iam: !/^(Get|List)/.test(name),
      kms: !/^(Get|List|Describe|Encrypt|Decrypt|Generate)/.test(name),
      // A setting of the bucket, not one of its objects.
      s3: /^(PUT|DELETE)$/.test(method) && /^\/[^/]*\/?$/.test(path),
    }[service];
    if (changed) this.remembered.clear();
  }

  /**
   * The fault of the call itself. In the pipeline of checks, some services are authorized on the resources of the call.
   * All other services are authorized by the action only.
   */
  private async ownFault(principal: Principal, call: Call, asked: Asked, world: World): Promise<Found> {
    const known = principal.of === 'pipelines' ? pipelineReadings : readings;
    const reading = known[call.service];
    if (!reading && principal.of === 'pipelines') return this.faultByAction(principal, call, asked);
    const judged = 'on its resources';
    const parameters = parametersOf(call, asked);
    const accesses = await reading?.(call, parameters, world);
    if (!accesses) {
      const message =
        `User: ${principal.sessionArn} is not authorized to perform: ${call.service}:${parameters.action}, which the ` +
        `embedded AWS cannot judge: it does not know what such a call needs. ` +
        `Add it in tools/local-aws/src/enforcement/requests, or do without it in ${principal.of}.`;
      return { judged, fault: { message } };
    }
    for (const access of accesses) {
      const decision = await decide(principal, call.region, await withResourceTags(world, access));
      if (!decision.allowed) return { judged, fault: { message: decision.because } };
    }
    return { judged };
  }

  private async faultByAction(principal: Principal, call: Call, { name }: Asked): Promise<Found> {
    const operation = /^[A-Z]+ /.test(name) ? await this.named(call) : name;
    const action = operation && (await actionInPolicies(call.service, operation));
    if (!action) return { judged: 'not judged' };
    const message = refusedEverywhere(principal, action);
    return { judged: 'by its action', ...(message !== undefined && { fault: { message } }) };
  }

  /** The fault of the calls that AWS would make in the caller's name. */
  private async forwardedFault(
    principal: Principal,
    call: Call,
    asked: Asked,
    world: World,
  ): Promise<Fault | undefined> {
    for (const access of await forwardedAccesses(call, asked, world)) {
      const decision = await decide(principal, call.region, await withResourceTags(world, access));
      if (!decision.allowed) return access.refusal ?? { message: decision.because };
    }
    return undefined;
  }
}

interface Found {
  readonly judged: Judged;
  readonly fault?: Fault;
}
