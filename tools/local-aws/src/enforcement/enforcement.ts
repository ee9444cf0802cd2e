import type { Accounts } from '../gateway/accounts';
import type { Call, Forward, Reply } from '../gateway/call';
import type { Asked } from '../gateway/operation';
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
 * Judges what instances and pipelines call, and what AWS would call in their name: the sessions of roles that they assume may do what their
 * role's policies say, as they stand in the embedded IAM at that moment. Other callers are not judged.
 */
export class Enforcement {
  private readonly remembered = new Map<string, Promise<unknown>>();

  constructor(
    private readonly accounts: Accounts,
    private readonly ask: Forward,
    private readonly lateTags = new LateTags(0),
  ) {}

  /** The refusal of a call, undefined if it may pass. Of an S3 object's body nothing is needed, nor read. */
  async refuse(call: Omit<Call, 'account' | 'pathParameters'>, asked: Asked): Promise<Reply | undefined> {
    if (call.accessKeyId === '') return undefined;
    const caller = await this.accounts.caller(call.accessKeyId);
    const world = new World(this.ask, this.remembered, { ...call, account: caller.account }, this.lateTags);
    const principal = await judgedPrincipal(caller, world);
    if (!principal) return undefined;
    const judged: Call = { ...call, account: caller.account, pathParameters: {} };
    const fault =
      (await this.faultOf(principal, judged, asked, world)) ??
      (await this.forwardedFault(principal, judged, asked, world));
    return fault && refusal(judged, asked, fault);
  }

  /** Has to hear of every call that was answered: what it may have changed is not remembered any longer. */
  answered(call: Pick<Call, 'service' | 'region' | 'method' | 'path'>, asked: Asked, reply?: Reply): void {
    const { service, method, path } = call;
    const { name } = asked;
    if (reply) this.lateTags.answered(actionOf(call, asked), call.region, reply);
    const changed = {
      iam: !/^(Get|List)/.test(name),
      kms: !/^(Get|List|Describe|Encrypt|Decrypt|Generate)/.test(name),
      // What belongs to the bucket, not to one of its objects.
      s3: /^(PUT|DELETE)$/.test(method) && /^\/[^/]*\/?$/.test(path),
    }[service];
    if (changed) this.remembered.clear();
  }

  /** What is wrong with a call itself. Of a pipeline only some services are judged. */
  private async faultOf(principal: Principal, call: Call, asked: Asked, world: World): Promise<Fault | undefined> {
    const known = principal.of === 'pipelines' ? pipelineReadings : readings;
    if (principal.of === 'pipelines' && !known[call.service]) return undefined;
    const parameters = parametersOf(call, asked);
    const accesses = await known[call.service]?.(call, parameters, world);
    if (!accesses) {
      const message =
        `User: ${principal.sessionArn} is not authorized to perform: ${call.service}:${parameters.action}, which the ` +
        `embedded AWS cannot judge: it does not know what such a call needs. ` +
        `Add it in tools/local-aws/src/enforcement/requests, or do without it in ${principal.of}.`;
      return { message };
    }
    for (const access of accesses) {
      const decision = await decide(principal, call.region, await withResourceTags(world, access));
      if (!decision.allowed) return { message: decision.because };
    }
    return undefined;
  }

  /** What is wrong with the calls that AWS would make in the caller's name. */
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
