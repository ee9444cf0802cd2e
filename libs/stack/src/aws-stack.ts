import './cdktf';
import { globalRegion } from '@malinshopper/aws-facts';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Aspects, S3Backend, TerraformStack, type TerraformElement } from 'cdktf';
import { Node, type Construct, type IConstruct } from 'constructs';
import { GroupTexts } from './group-texts';
import { NameTag } from './name-tag';
import { stateObject, type StateOwner } from './state';

export interface AwsStackProps {
  /** The app's name: its stack, its state object and the tag `App`. */
  readonly app: string;
  /** The responsible team. */
  readonly team: string;
  readonly owner: StateOwner;
  /** The region of its resources. Its state is in the account's home region. */
  readonly region: string;
  /** Tags that every resource of the stack carries, besides Project, App, Team and ManagedBy. */
  readonly tags: Record<string, string>;
}

const logicalIds = new Map<string, string>();

/**
 * The common part of every stack, in one place: the S3 backend with its native lock, the AWS provider of its region
 * that refuses any other account, tags, and the required versions.
 */
export abstract class AwsStack extends TerraformStack {
  readonly app: string;
  readonly owner: StateOwner;
  readonly region: string;
  /** The tags of every resource that can be tagged; launches of auto scaling groups need them separately. */
  readonly defaultTags: Readonly<Record<string, string>>;
  private readonly elsewhere = new Map<string, AwsProvider>();
  private readonly providerConfig;

  constructor(scope: Construct, props: AwsStackProps) {
    super(scope, props.app);
    this.app = props.app;
    this.owner = props.owner;
    this.region = props.region;
    const { account } = props.owner;

    new S3Backend(this, { ...stateObject(props.owner, props.app), encrypt: true });
    // cdktf 0.21 has no property for the lock file (Terraform >= 1.10, "S3 state locking").
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', '>= 1.11.0, < 2.0.0');

    this.defaultTags = { Project: 'malinshopper', App: props.app, Team: props.team, ManagedBy: 'cdktf', ...props.tags };
    this.providerConfig = { allowedAccountIds: [account.id], defaultTags: [{ tags: this.defaultTags }] };
    new AwsProvider(this, 'aws', { region: props.region, ...this.providerConfig });
    Aspects.of(this).add(new NameTag(`${props.owner.name}-${props.app}`));
    Aspects.of(this).add(new GroupTexts());
  }

  /**
   * The stack of a construct.
   * @throws if it is in no AwsStack
   */
  static ofElement(construct: IConstruct): AwsStack {
    const stack = TerraformStack.of(construct);
    if (stack instanceof AwsStack) return stack;
    throw new Error(`${construct.node.path} is in no AwsStack: put it into an EnvironmentStack or an AccountStack.`);
  }

  /** The provider of us-east-1, which CloudFront's certificates, alarms and web ACLs require. */
  get globalProvider(): AwsProvider {
    return this.providerOf(globalRegion);
  }

  /** The provider of another region than the stack's own. */
  providerOf(region: string): AwsProvider {
    const known = this.elsewhere.get(region);
    if (known) return known;
    const alias = region.replaceAll('-', '_');
    const provider = new AwsProvider(this, `aws-${region}`, { alias, region, ...this.providerConfig });
    this.elsewhere.set(region, provider);
    return provider;
  }

  /**
   * cdktf resolves every element once more beforehand, only to find references to other stacks: a sixth of a synthesis.
   * These stacks have none, and the remaining resolution finds them too (cdktf/quick-resolve.ts).
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** The id is a digest of the construct's path: it is the same in every environment that one process synthesizes. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { path } = element instanceof Node ? element : element.node;
    const known = logicalIds.get(path) ?? super.allocateLogicalId(element);
    logicalIds.set(path, known);
    return known;
  }

  /** @throws always: cdktf would make the other stack read this one's state, with values that no contract declares */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new Error(
      `\${${identifier}} of the stack ${this.node.id} is used in another stack: stacks read each other only by contracts. ` +
        `Publish it in apps/${this.app}/src/contract.ts, and read it from there.`,
    );
  }
}
