import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import {
  ciBoundaryPath,
  ciPath,
  ciRoleName,
  gitHubEnvironment,
  gitHubIssuer,
  gitHubSubject,
  teamNames,
  type Account,
  type Purpose,
  type TeamName,
} from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { BreakGlass } from './break-glass';
import { ciBoundary } from './ci-boundary';
import { CiRole } from './ci-role';
import { ReviewKey, ReviewRole, type ReviewRoleProps } from './review';
import type { Permissions, Scope } from './scope';
import { document, textLifecycle, type Statement } from './statement';
import { stateAccess } from './states';
import { computePermissions } from './teams/compute';
import { dataPermissions } from './teams/data';
import { deliveryPermissions } from './teams/delivery';
import { networkPermissions } from './teams/network';
import { platformPermissions } from './teams/platform';
import { workloadBoundaryPolicies } from './workload-boundary';

export interface AccessProps {
  readonly account: Account;
  /** The id of each public hosted zone, by its name. */
  readonly zoneIds: Readonly<Record<string, string>>;
}

const permissionsOf: Record<TeamName, (scope: Scope) => Permissions> = {
  platform: platformPermissions,
  network: networkPermissions,
  data: dataPermissions,
  compute: computePermissions,
  delivery: deliveryPermissions,
};

/**
 * The IAM roles of an account. Each team has one role for plans and one for deploys, both assumed by GitHub jobs; there
 * is one role that plans a change for its review, and one for emergencies. Permissions boundaries limit the CI roles
 * and the roles of all workloads (docs/adr/0013, docs/adr/0034).
 */
export class Access extends Construct {
  /** The permissions boundary of this app's workloads: a role with this boundary must be created after it. */
  readonly workloadBoundary: IamPolicy;

  constructor(construct: Construct, id: string, { account, zoneIds }: AccessProps) {
    super(construct, id);
    const gitHub = new IamOpenidConnectProvider(this, 'github', {
      // AWS verifies GitHub's certificate with its own library of trusted CAs, so that no thumbprint is needed.
      url: `https://${gitHubIssuer}`,
      clientIdList: ['sts.amazonaws.com'],
      lifecycle: { preventDestroy: true },
    });
    [this.workloadBoundary] = workloadBoundaryPolicies(this, account) as [IamPolicy];
    const zoneArns = Object.values(zoneIds).map((zoneId) => `arn:aws:route53:::hostedzone/${zoneId}`);
    const { arn: reviewKeyArn } = new ReviewKey(this, 'review-key', { account });
    const looks = teamNames.map((team) => this.letWork({ account, team, zoneArns, reviewKeyArn }, gitHub.arn));
    new ReviewRole(this, 'review', { account, gitHubArn: gitHub.arn, keyArn: reviewKeyArn, looks });
    new BreakGlass(this, 'break-glass', { account });
  }

  /** @returns the read permissions of the team's plans */
  private letWork(scope: Scope, gitHubArn: string): ReviewRoleProps['looks'][number] {
    const { team, account } = scope;
    const permissions = permissionsOf[team](scope);
    const ofTeam = new Construct(this, team);
    const policy = (
      id: string,
      path: string,
      words: readonly string[],
      description: string,
      says: readonly Statement[],
    ) =>
      new IamPolicy(ofTeam, id, {
        name: resourceName('policy', ...words),
        path,
        description,
        policy: document(...says),
        lifecycle: textLifecycle,
      });
    const most = `The maximum permissions of the jobs of the team ${team}`;
    const boundary = policy('boundary', ciBoundaryPath, [team], most, ciBoundary(scope, permissions));
    const seen = `The read permissions of the jobs of the team ${team}`;
    const look = policy('look', ciPath, [team, 'look'], seen, permissions.look);
    const done = `The write permissions of the deploys of the team ${team}, for resources known by name only`;
    const named = policy('named', ciPath, [team, 'named'], done, permissions.named);
    const of = (purpose: Purpose) => ({
      name: ciRoleName(team, purpose),
      environment: gitHubEnvironment(account.name, team, purpose),
      subject: gitHubSubject(account.name, team, purpose),
      gitHubArn,
      boundaryArn: boundary.arn,
    });
    const attached = [{ id: 'look', policy: look }];
    new CiRole(ofTeam, 'plan', { ...of('plan'), policies: { states: stateAccess(scope, 'plan') }, attached });
    new CiRole(ofTeam, 'deploy', {
      ...of('deploy'),
      policies: { states: stateAccess(scope, 'deploy'), change: permissions.change },
      attached: [...attached, { id: 'named', policy: named }],
    });
    return { policy: look, says: permissions.look };
  }
}
