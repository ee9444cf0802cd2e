import { branchHost, branchPattern } from '@malinshopper/environments';
import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { actionsLike } from './actions';
import { isForReleases } from './github';
import { allowed } from './permissions';

/** What changes something in a release. Whatever else is allowed only looks. */
const changes = [
  'codedeploy:CreateDeployment',
  'codedeploy:RegisterApplicationRevision',
  'codedeploy:StopDeployment',
  'codedeploy:UpdateDeploymentGroup',
  'elasticmapreduce:AddJobFlowSteps',
  'elasticmapreduce:CancelSteps',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  's3:PutObject',
  's3:PutObjectAcl',
];
const looks = /^(s3:GetObject|(codedeploy|autoscaling|cloudwatch|elasticmapreduce):(Get|List|Describe|BatchGet)\w+)$/;

/** The policies of who releases: those of the user's group, and of the role for workflows of the application. */
const isOfReleases = (policy: Resource, world: World) =>
  policy.type === 'aws_iam_group_policy' || world.namedBy(policy).some((role) => isForReleases(role, world));

const types = ['aws_iam_group_policy', 'aws_iam_role_policy'];
const isAbout = ({ actions }: Statement, service: string) =>
  actions.flatMap(actionsLike).some(({ id }) => id.startsWith(`${service}:`));

/** Where a release may go in an environment: its own bucket and application, and from the host of branches to theirs. */
function reach(policy: Resource, world: World) {
  const { name, kind, account, region } = world.environment;
  const applications = [`${name}-malinshopper`, ...(kind === branchHost ? [`${branchPattern}-malinshopper`] : [])];
  const codeDeploy = `arn:aws:codedeploy:${region}:${account.id}:`;
  const ofBranches = `arn:aws:s3:::malinshopper-${branchPattern}-packages-${account.id}/releases/*`;
  const isOwnBucket = (resource: string) =>
    /^\$\{[^}]*\}\/releases\/\*$/.test(resource) &&
    world
      .targets(resource, policy.stack)
      .some(
        ({ type, config }) =>
          type === 'aws_s3_bucket' && config['bucket'] === `malinshopper-${name}-packages-${account.id}`,
      );
  return {
    s3: (resource: string) => isOwnBucket(resource) || (kind === branchHost && resource === ofBranches),
    codedeploy: (resource: string) =>
      applications.some((application) =>
        [`application:${application}`, `deploymentgroup:${application}/*`].includes(resource.replace(codeDeploy, '')),
      ) || resource.startsWith(`${codeDeploy}deploymentconfig:CodeDeployDefault.`),
  };
}

/** Who releases: continuousphp's user, or workflows of the application's repository. */
export const releaseRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_26',
    covers: ['P4'],
    title: 'Who releases puts packages, deploys them and looks, and does nothing else',
    severity: 'critical',
    why: 'The key is in every build container of continuousphp, and deletes what it may delete when it is stolen',
    fix: 'Leave it out of apps/delivery/src/releasing, or name the action in tools/policy/src/rules/iam/releases.ts',
    types,
    about: isOfReleases,
    check: (policy, world) => {
      const other = allowed(policy, world)
        .flatMap(({ actions }) => actions)
        .find((action) => !changes.includes(action) && !looks.test(action));
      return other && `it allows ${other}`;
    },
  },
  {
    id: 'MAL_IAM_27',
    covers: ['P4'],
    title:
      'Who releases reaches the packages and the application of its own environment, or of branches from their host',
    severity: 'critical',
    why: 'Testing would release to staging, and a branch to both: past everybody who has to agree',
    fix: 'Use releasing and releasingToBranches (apps/delivery/src/releasing/reach.ts)',
    types,
    about: isOfReleases,
    check: (policy, world) => {
      const isRight = reach(policy, world);
      const statements = allowed(policy, world);
      for (const service of ['s3', 'codedeploy'] as const) {
        const found = statements
          .filter((statement) => isAbout(statement, service))
          .flatMap(({ resources }) => resources)
          // CKV_AWS_355 sees that `*` is only for what knows no resources.
          .find((resource) => resource !== '*' && !isRight[service](resource));
        if (found !== undefined) return `it reaches ${found}`;
      }
      const hasPattern = statements.some(({ resources }) =>
        resources.some((each) => each.includes(`${branchPattern}-packages-`)),
      );
      const refuses = statementsOf(policy, world).some(
        ({ effect, actions, resources }) =>
          effect === 'Deny' &&
          actions.includes('s3:PutObject') &&
          resources.some((each) => each.startsWith(`arn:aws:s3:::*/${branchPattern}-packages-`)),
      );
      return hasPattern && !refuses ? "it reaches paths in other buckets that look like a branch's bucket" : undefined;
    },
  },
  {
    id: 'MAL_IAM_28',
    covers: ['P4'],
    title: 'Who releases uses keys only through S3',
    severity: 'high',
    why: 'The key of the packages is that of the content too',
    fix: 'StringEquals on kms:ViaService with s3.<region>.amazonaws.com',
    types,
    about: isOfReleases,
    check: (policy, world) => {
      const via = `s3.${world.environment.region}.amazonaws.com`;
      const open = allowed(policy, world)
        .filter((statement) => isAbout(statement, 'kms'))
        .find(({ conditions }) => conditions['StringEquals']?.['kms:ViaService']?.join() !== via);
      return open && `${open.sid} does not demand ${via}`;
    },
  },
];
