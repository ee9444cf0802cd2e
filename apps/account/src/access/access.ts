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
 * Who may do what in an account: per team a role that plans and one that deploys, both assumed by jobs on GitHub; the boundaries
 * of those and of everything that apps run; a role that plans a change for its review, and one for emergencies (docs/adr/0013-two-roles-for-each-team.md,
 * docs/adr/0034-reviews-in-ci.md).
 */
export class Access extends Construct {
  /** The boundary of what this app runs: a role that is made within it has to wait for it. */
  readonly workloadBoundary: IamPolicy;

  constructor(construct: Construct, id: string, { account, zoneIds }: AccessProps) {
    super(construct, id);
    const gitHub = new IamOpenidConnectProvider(this, 'github', {
      // AWS knows the certificates of this one: no thumbprint of ours is looked at.
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

  /** @returns what the team's plans look at */
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
    const most = `What jobs of the team ${team} may at most do`;
    const boundary = policy('boundary', ciBoundaryPath, [team], most, ciBoundary(scope, permissions));
    const seen = `What jobs of the team ${team} look at`;
    const look = policy('look', ciPath, [team, 'look'], seen, permissions.look);
    const done = `What deploys of the team ${team} change, where AWS knows it by name only`;
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
