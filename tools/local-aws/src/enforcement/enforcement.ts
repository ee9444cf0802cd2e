import type { Accounts } from '../gateway/accounts';
import type { Call, Forward, Reply } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { decide } from './decision';
import { parametersOf } from './parameters';
import { judgedPrincipal, type Principal } from './principal';
import { refusal } from './refusal';
import { readings } from './requests';
import { World } from './world';

/**
 * What calls of pipelines are judged in: buckets, among them that of the states, with the keys that protect them, and sessions. Their
 * other calls are Terraform's, of more services and actions than `requests/` knows.
 */
const JUDGED_OF_PIPELINES: ReadonlySet<string> = new Set(['s3', 'sts']);

/**
 * Judges what instances and pipelines call: the sessions of roles that they assume may do what their role's policies say, as they
 * stand in the embedded IAM at that moment. Other callers are not judged.
 */
export class Enforcement {
  private readonly remembered = new Map<string, Promise<unknown>>();

  constructor(
    private readonly accounts: Accounts,
    private readonly ask: Forward,
  ) {}

  /** The refusal of a call, undefined if it may pass. Of an S3 object's body nothing is needed, nor read. */
  async refuse(call: Omit<Call, 'account' | 'pathParameters'>, asked: Asked): Promise<Reply | undefined> {
    if (call.accessKeyId === '') return undefined;
    const caller = await this.accounts.caller(call.accessKeyId);
    const world = new World(this.ask, this.remembered, { ...call, account: caller.account });
    const principal = await judgedPrincipal(caller, world);
    if (!principal || (principal.of === 'pipelines' && !JUDGED_OF_PIPELINES.has(call.service))) return undefined;
    const judged: Call = { ...call, account: caller.account, pathParameters: {} };
    const message = await this.faultOf(principal, judged, asked, world);
    return message === undefined ? undefined : refusal(judged, asked, message);
  }

  /** Has to hear of every call that was answered: what it may have changed is not remembered any longer. */
  answered({ service, method, path }: Pick<Call, 'service' | 'method' | 'path'>, { name }: Asked): void {
    const changed = {
      iam: !/^(Get|List)/.test(name),
      kms: !/^(Get|List|Describe|Encrypt|Decrypt|Generate)/.test(name),
      // What belongs to the bucket, not to one of its objects.
      s3: /^(PUT|DELETE)$/.test(method) && /^\/[^/]*\/?$/.test(path),
    }[service];
    if (changed) this.remembered.clear();
  }

  private async faultOf(principal: Principal, call: Call, asked: Asked, world: World): Promise<string | undefined> {
    const parameters = parametersOf(call, asked);
    const accesses = await readings[call.service]?.(call, parameters, world);
    if (!accesses) {
      return (
        `User: ${principal.sessionArn} is not authorized to perform: ${call.service}:${parameters.action}, which the ` +
        `embedded AWS cannot judge: it does not know what such a call needs. ` +
        `Add it in tools/local-aws/src/enforcement/requests, or do without it in ${principal.of}.`
      );
    }
    for (const access of accesses) {
      const decision = await decide(principal, call.region, access);
      if (!decision.allowed) return decision.because;
    }
    return undefined;
  }
}
