import { globalRegion } from '@malinshopper/aws-facts';
import { synthesized, type Synthesized, type SynthesizedResource } from '@malinshopper/testing';
import type { AppName, Environment } from '@malinshopper/environments';
import type { SynthEntry } from '@malinshopper/stack';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const apps = join(__dirname, '../../../apps');
// By path, as the synthesis does: an app exports its contract only.
const load = createRequire(__filename);

/** The replacements of values that Terraform only knows after a request to AWS. */
export const zoneId = 'Z0123456789ABCDEFGHIJ';

/** An app's stack of an environment, as Terraform gets it, with the names of its resources. */
export class Stack {
  readonly resources: readonly SynthesizedResource[];
  private readonly byAddress: ReadonlyMap<string, SynthesizedResource>;
  private readonly json: Synthesized;

  constructor(
    readonly app: AppName,
    readonly environment: Environment,
  ) {
    const { default: entry } = load(join(apps, app, 'src/main.ts')) as { default: SynthEntry };
    this.json = synthesized(entry, environment);
    this.resources = this.json.resources();
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
  }

  /**
   * The region of a resource (of a global one: of its related resources): the stack's region, unless it has the
   * provider of another.
   */
  regionOf({ config }: Pick<SynthesizedResource, 'config'>): string {
    const { account, region } = this.environment;
    const named = /^aws\.(\w+)$/.exec(String(config.provider ?? ''))?.[1]?.replaceAll('_', '-');
    if (named !== undefined && named !== globalRegion) return named;
    return this.app === 'account' ? account.region : region;
  }

  ofType(type: string): SynthesizedResource[] {
    return this.json.resources(type);
  }

  one(type: string, pathEnd: string): SynthesizedResource {
    return this.json.resource(type, pathEnd);
  }

  /** A text with its tokens replaced: by the name of a resource, or by its ARN if that is the attribute. */
  filled(text: string): string {
    return text.replace(/\$\{([^}]+)\}/g, (_, token: string) => this.value(token));
  }

  private value(token: string): string {
    const { account, name, region } = this.environment;
    const [, address, attribute] = /^(aws_[a-z0-9_]+\.[\w-]+)\.(\w+)$/.exec(token) ?? [];
    const resource = address && this.byAddress.get(address);
    if (resource) {
      const [type = ''] = resource.address.split('.');
      if (attribute === 'zone_id') return zoneId;
      if (attribute !== 'arn') return this.nameOf(resource);
      if (type === 'aws_iam_policy') return `arn:aws:iam::${account.id}:policy/${this.nameOf(resource)}`;
      if (type === 'aws_iam_role') return `arn:aws:iam::${account.id}:role/${this.nameOf(resource)}`;
      if (type === 'aws_iam_openid_connect_provider')
        return `arn:aws:iam::${account.id}:oidc-provider/${this.nameOf(resource)}`;
      if (type === 'aws_kms_key') return `arn:aws:kms:${this.regionOf(resource)}:${account.id}:key/${resource.path}`;
      if (type === 'aws_s3_bucket') return `arn:aws:s3:::${this.nameOf(resource)}`;
      if (type === 'aws_db_instance')
        return `arn:aws:rds:${this.regionOf(resource)}:${account.id}:db:${this.nameOf(resource)}`;
      if (type === 'aws_cloudwatch_log_group')
        return `arn:aws:logs:${this.regionOf(resource)}:${account.id}:log-group:${this.nameOf(resource)}`;
      return `arn:aws:of:::${this.nameOf(resource)}`;
    }
    const packages = `malinshopper-${name}-packages-${account.id}`;
    if (token.endsWith('.packageBucketName')) return packages;
    if (token.endsWith('.packageBucketArn')) return `arn:aws:s3:::${packages}`;
    if (token.endsWith('.contentBucketArn')) return `arn:aws:s3:::malinshopper-${name}-content-${account.id}`;
    const regional = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`;
    if (token.includes('.sessionLogGroupArn')) return regional('logs', 'log-group:/malinshopper/account/sessions');
    const [, writer] = /\.contentQueueArns\.([\w-]+)$/.exec(token) ?? [];
    if (writer) return regional('sqs', `${name}-content-${writer}`);
    const [, team] = /\.alarmTopicArns\w*\.(\w+)$/.exec(token) ?? [];
    if (team) return regional('sns', `${account.name}-${team}-alarms`);
    if (token.endsWith('.secret_arn')) return regional('secretsmanager', 'secret:rds!db-1-AbCdEf');
    const [, tier] = /\.databaseSecretArns\.(\w+)$/.exec(token) ?? [];
    if (tier) return regional('secretsmanager', `secret:malinshopper/${name}/database/${tier}-AbCdEf`);
    return 'known-later';
  }

  /** The name of a resource as policies contain it: an IAM name includes its path, and an S3 name includes its bucket. */
  nameOf({ address, config }: SynthesizedResource): string {
    const [type = ''] = address.split('.');
    const of = (value: unknown) => (typeof value === 'string' ? this.filled(value) : undefined);
    switch (type) {
      case 'aws_iam_role':
      case 'aws_iam_user':
      case 'aws_iam_group':
      case 'aws_iam_instance_profile':
      case 'aws_iam_policy':
        return `${String(config.path ?? '/').slice(1)}${of(config.name)}`;
      case 'aws_iam_role_policy':
      case 'aws_iam_role_policy_attachment':
        return of(config.role)!;
      case 'aws_iam_group_policy':
      case 'aws_iam_group_membership':
        return of(config.group)!;
      case 'aws_iam_openid_connect_provider':
        return String(config.url).replace('https://', '');
      case 'aws_kms_alias':
        return String(config.name).replace('alias/', '');
      case 'aws_s3_object':
        return `${of(config.bucket)}/${config.key}`;
      case 'aws_cloudwatch_event_target':
        return of(config.rule)!;
      case 'aws_sns_topic_policy':
      case 'aws_sns_topic_subscription':
      case 'aws_wafv2_web_acl_association':
        return of(config.arn ?? config.topic_arn ?? config.resource_arn)!.replace('arn:aws:of:::', '');
      default:
        return of(config.name) ?? of(config.bucket) ?? 'nameless';
    }
  }

  /** The IAM role or user of a resource. */
  identityOf(name: string): SynthesizedResource {
    const identities = [...this.ofType('aws_iam_role'), ...this.ofType('aws_iam_user')];
    return identities.find((identity) => this.nameOf(identity) === name)!;
  }
}
