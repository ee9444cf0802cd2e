import { statementsIn } from '@malinshopper/aws-facts';
import {
  accountNames,
  accounts,
  ciReviewRoleArn,
  ciRoleArn,
  environment,
  purposes,
  teamNames,
  teams,
  variantOf,
  type Account,
  type AccountName,
  type Environment,
  type Purpose,
  type TeamName,
} from '@malinshopper/environments';
import { onACluster, type Caller, type Statement } from '@malinshopper/testing';
import type { Who } from '@malinshopper/policy/forbidden';
import { Stack } from './stack';

/** Environments of each account that together have every resource type. */
const environmentsOf: Record<AccountName, () => Environment[]> = {
  production: () => [environment('production'), onACluster('production')],
  nonproduction: () => [
    environment('testing'),
    variantOf(environment('staging'), { backup: { plan: 'daily', keepDays: 30 } }),
    environment('feature/checkout'),
    onACluster('testing'),
    variantOf(environment('testing'), {
      content: { distribution: 'events' },
      sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 1 },
      backup: { plan: 'daily', keepDays: 30 },
      webAcl: true,
    }),
  ],
};

/** A variant by one value of a file: an environment in another region than its account, which then has two. */
export const elsewhere = variantOf(environment('staging'), {
  region: 'eu-central-1',
  sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 1 },
  backup: { plan: 'daily', keepDays: 30 },
});

/** Every CI role: two for each team, in each account. */
export const everyRole: readonly Who[] = accountNames.flatMap((account) =>
  teamNames.flatMap((team) => purposes.map((purpose) => ({ account: accounts[account], team, purpose }))),
);

/** An account with its regions: the policies in its stack depend on them. */
const placesIn = ({ name, regions }: Account) => [name, ...regions].join(' ');

const known = new Map<string, Stack[]>();

/** The stacks of a team's app in an account, created once: every test only reads. */
export function stacksOf({ account, team }: Pick<Who, 'account' | 'team'>): readonly Stack[] {
  const key = `${placesIn(account)} ${team}`;
  const { app } = teams[team];
  const environments = account.regions.length > 1 ? [elsewhere] : environmentsOf[account.name]();
  // The account's own stack is the same for all of them.
  const made =
    known.get(key) ?? (app === 'account' ? environments.slice(0, 1) : environments).map((of) => new Stack(app, of));
  known.set(key, made);
  return made;
}

const statementsOf = (stack: Stack, policy: unknown) => statementsIn(stack.filled(String(policy)));

/** The policies of an account, from its stack. */
export class Access {
  private readonly stack: Stack;

  constructor(readonly account: Account) {
    [this.stack] = stacksOf({ account, team: 'platform' }) as [Stack];
  }

  /** A CI role with its own policies, inline and attached, and its boundary. */
  ci(team: TeamName, purpose: Purpose): Caller {
    return this.role(`account/access/${team}/${purpose}`, ciRoleArn(this.account, team, purpose));
  }

  /** The role that plans a whole change for its review. */
  get review(): Caller {
    return this.role('account/access/review/role', ciReviewRoleArn(this.account));
  }

  private role(path: string, arn: string): Caller {
    const ofRole = (type: string) => this.stack.ofType(type).filter((one) => one.path.startsWith(`${path}/`));
    const attached = ofRole('aws_iam_role_policy_attachment').map(({ config }) => String(config.policy_arn));
    const { config: role } = this.stack.one('aws_iam_role', `${path}/Resource`);
    return {
      account: this.account,
      arn,
      statements: [
        ...ofRole('aws_iam_role_policy').flatMap(({ config }) => statementsOf(this.stack, config.policy)),
        ...attached.flatMap((policy) => this.managed(policy)),
      ],
      boundary: this.managed(role.permissions_boundary),
    };
  }

  /** The statements of a customer managed policy, by its ARN or by its token. */
  managed(arn: string): readonly Statement[] {
    const [, name] = this.stack.filled(arn).split(':policy/');
    const policy = this.stack.ofType('aws_iam_policy').find((one) => this.stack.nameOf(one) === name);
    return statementsOf(this.stack, policy?.config.policy);
  }

  /** The trust of a role, by the end of its path in the stack. */
  trust(pathEnd: string): readonly Statement[] {
    return statementsOf(this.stack, this.stack.one('aws_iam_role', pathEnd).config.assume_role_policy);
  }

  /** The policy of the bucket with all states. */
  get stateBucket(): readonly Statement[] {
    return statementsOf(this.stack, this.stack.one('aws_s3_bucket_policy', 'account/state/policy').config.policy);
  }
}

const accesses = new Map<string, Access>();

export function accessOf(account: Account): Access {
  const access = accesses.get(placesIn(account)) ?? new Access(account);
  accesses.set(placesIn(account), access);
  return access;
}
