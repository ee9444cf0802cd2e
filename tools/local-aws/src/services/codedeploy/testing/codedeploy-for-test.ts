import type { Call, Service } from '../../../gateway/call';
import type { JsonObject } from '../../../protocols/json';
import { AwsFailure } from '../../../protocols/failure';
import { codedeploy } from '..';
import { FakeAgents, FakeAws } from './fake-aws';

export const account = '111111111111';
export const region = 'eu-west-1';
export const web = { applicationName: 'shop', deploymentGroupName: 'web' };
export const behindLoadBalancer = {
  deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
  loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
};

interface Answer extends JsonObject {
  readonly deploymentId: string;
  readonly deploymentInfo: Info;
}
/** DeploymentInfo of the API reference, as far as tests read it. */
export interface Info extends JsonObject {
  readonly status: string;
  readonly creator: string;
  readonly deploymentOverview: Record<string, number>;
  readonly rollbackInfo: Record<string, string>;
  readonly errorInformation: { code: string; message: string };
}

/** CodeDeploy with a made-up AWS and made-up agents, and the application `shop` with the group `web`. */
export class CodeDeployForTest {
  readonly agents = new FakeAgents();
  readonly aws: FakeAws;
  readonly lines: string[] = [];
  private readonly service: Service;

  constructor(...instances: string[]) {
    this.aws = new FakeAws(...instances);
    this.service = codedeploy({
      aws: () => Promise.resolve(this.aws),
      agent: (_place, instanceId) => this.agents.of(instanceId),
      clear: () => Promise.resolve(),
      log: (line) => this.lines.push(line),
    });
  }

  static async withGroup(instances: string[], settings: object = {}): Promise<CodeDeployForTest> {
    const made = new CodeDeployForTest(...instances);
    const config = { deploymentConfigName: 'CodeDeployDefault.AllAtOnce', autoScalingGroups: ['web'] };
    await made.ask('CreateApplication', { applicationName: 'shop' });
    await made.ask('CreateDeploymentGroup', { ...web, serviceRoleArn: 'arn:role', ...config, ...settings });
    return made;
  }

  /** The answer of an action; a refusal is thrown. */
  async ask(action: string, body: object): Promise<Answer> {
    const call: Call = {
      service: 'codedeploy',
      region,
      account,
      accessKeyId: 'key',
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      pathParameters: {},
    };
    const run = this.service.operations[action];
    if (!run) throw new Error(`CodeDeploy has no operation ${action}`);
    const reply = await run(call, () => Promise.reject(new Error('moto is never called')));
    return JSON.parse(reply.body.toString()) as Answer;
  }

  /** `Code: message` of a refusal. */
  async refusal(action: string, body: object): Promise<string> {
    try {
      await this.ask(action, body);
      return 'no refusal';
    } catch (error) {
      return error instanceof AwsFailure ? `${error.code}: ${error.message}` : String(error);
    }
  }

  /** Begins to deploy the revision with that key. */
  async deploy(key: string, settings: object = {}): Promise<string> {
    const revision = { revisionType: 'S3', s3Location: { bucket: 'packages', key, bundleType: 'zip' } };
    return (await this.ask('CreateDeployment', { ...web, revision, ...settings })).deploymentId;
  }

  async info(deploymentId: string): Promise<Info> {
    return (await this.ask('GetDeployment', { deploymentId })).deploymentInfo;
  }

  /** Waits until a deployment has ended. */
  async over(deploymentId: string): Promise<Info> {
    return this.until(async () => {
      const info = await this.info(deploymentId);
      return ['Succeeded', 'Failed', 'Stopped'].includes(info.status) ? info : undefined;
    });
  }

  /** The deployments to the group that were not begun by a user, the oldest first. */
  async others(creator: string): Promise<Info[]> {
    const { deployments } = await this.ask('ListDeployments', web);
    const all = await Promise.all((deployments as string[]).map((id) => this.info(id)));
    return all.filter((info) => info.creator === creator).reverse();
  }

  /** Notifies CodeDeploy that the instances can have changed, as the gateway does after a call. */
  async scaled(): Promise<void> {
    await this.service.answered?.(() => Promise.resolve({ account, region }), 'autoscaling', 'SetDesiredCapacity');
  }

  /** Waits until `look` returns a result. */
  async until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    const limit = Date.now() + 10_000;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > limit) throw new Error(`It did not come within 10 s. The log:\n${this.lines.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  end(): Promise<void> {
    return this.service.end?.() ?? Promise.resolve();
  }
}
