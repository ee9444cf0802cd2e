import { branchHost, branchPattern } from '@malinshopper/environments';
import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { all, custom } from '../ask';
import { rulesOf } from '../table';
import { actionsLike } from './actions';
import { isForReleases } from './github';
import { allowed } from './permissions';
import { inStatement, noStatement } from '../statement-asks';

/** The write actions of a release. All other allowed actions only read. */
const writes = [
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
const reads = /^(s3:GetObject|(codedeploy|autoscaling|cloudwatch|elasticmapreduce):(Get|List|Describe|BatchGet)\w+)$/;

/**
 * True if a policy is for releases: of the group of continuousphp's user, or of the role for workflows of the
 * application.
 */
const isOfReleases = (policy: Resource, world: World) =>
  policy.type === 'aws_iam_group_policy' || world.namedBy(policy).some((role) => isForReleases(role, world));

const isAbout = ({ actions }: Statement, service: string) =>
  actions.flatMap(actionsLike).some(({ id }) => id.startsWith(`${service}:`));

/**
 * The bucket and the application of an environment. On the host of the branches, also the buckets and applications of
 * the branches.
 */
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

/** The resource of breaks that do not concern the policy of continuousphp. */
const ofWorkflows = { type: 'aws_iam_role_policy', path: 'delivery/release/release' };
const toBranches = { scenario: 'testing', path: 'delivery/continuousphp/branches' } as const;

/** A break: it replaces a text in the resource of a statement. */
const resourceOf = (which: number | string, from: string | RegExp, to: string) =>
  inStatement(which, (statement) => (statement.Resource = statement.Resource.replace(from, to)));
const alsoAllows = (sid: string, action: string) => inStatement(sid, ({ Action }) => Action.push(action));

/**
 * A pattern of buckets also matches paths in other buckets, because `*` matches a slash: a statement has to deny those.
 */
const deniesLookalikes = custom(
  (policy, world) => {
    const part = `${branchPattern}-packages-`;
    const hasPattern = allowed(policy, world).some(({ resources }) => resources.some((each) => each.includes(part)));
    const denies = statementsOf(policy, world).some(
      ({ effect, actions, resources }) =>
        effect === 'Deny' &&
        actions.includes('s3:PutObject') &&
        resources.some((each) => each.startsWith(`arn:aws:s3:::*/${part}`)),
    );
    return hasPattern && !denies ? 'it allows paths in other buckets that look like the bucket of a branch' : undefined;
  },
  {
    'a path in the bucket of staging matches the pattern of branches': {
      ...toBranches,
      change: inPolicy((all) => all.pop()),
    },
  },
);

/** Releases: by continuousphp's user, or by workflows of the application's repository. */
export const releases = rulesOf(
  ['aws_iam_group_policy', 'aws_iam_role_policy'],
  {
    MAL_IAM_26: {
      title: 'Releases may upload packages, deploy them and read, and nothing else',
      severity: 'critical',
      covers: 'P4',
      about: isOfReleases,
      why: 'The key is in every build container of continuousphp: a thief gets all of its permissions',
      fix: 'Remove it from apps/delivery/src/releasing, or add the action to tools/policy/src/rules/iam/releases.ts',
      ask: noStatement(
        allowed,
        ({ actions }) => {
          const other = actions.find((action) => !writes.includes(action) && !reads.test(action));
          return other && `allows ${other}`;
        },
        {
          'continuousphp may delete packages': alsoAllows('Packages', 's3:DeleteObject'),
          'continuousphp may delete groups': alsoAllows('Deployments', 'codedeploy:DeleteDeploymentGroup'),
          'workflows may use all of S3': { ...ofWorkflows, change: inStatement('Packages', { Action: 's3:*' }) },
          'workflows may pass roles': { ...ofWorkflows, change: alsoAllows('Revisions', 'iam:PassRole') },
        },
      ),
    },
    MAL_IAM_27: {
      title: 'Releases access the packages and the application of their environment, or of branches from their host',
      severity: 'critical',
      covers: 'P4',
      about: isOfReleases,
      why: 'Testing could release to staging, and a branch to both, without the approvals',
      fix: 'Use releasing and releasingToBranches (apps/delivery/src/releasing/reach.ts)',
      ask: all(
        noStatement(
          allowed,
          (statement, world, policy) => {
            const isRight = reach(policy, world);
            const services = (['s3', 'codedeploy'] as const).filter((service) => isAbout(statement, service));
            // CKV_AWS_355 allows `*` only for actions without resource types.
            const found = statement.resources.find(
              (each) => each !== '*' && services.some((service) => !isRight[service](each)),
            );
            return found && `allows ${found}`;
          },
          {
            'continuousphp may write outside the releases': resourceOf('Packages', '/releases/*', '/*'),
            'continuousphp may write the content': resourceOf('Packages', 'packageBucketArn', 'contentBucketArn'),
            'continuousphp may deploy to staging': resourceOf('Deployments', ':production-', ':staging-'),
            'workflows may write the packages of every environment': {
              ...ofWorkflows,
              change: inStatement('Packages', { Resource: 'arn:aws:s3:::malinshopper-*/releases/*' }),
            },
            'workflows may register revisions of every application': {
              ...ofWorkflows,
              change: resourceOf('Revisions', 'production-malinshopper', '*'),
            },
            'releases to branches also reach staging': { ...toBranches, change: resourceOf(0, '*-?????', '*') },
          },
        ),
        deniesLookalikes,
      ),
    },
    MAL_IAM_28: {
      title: 'Releases use keys only through S3',
      severity: 'high',
      covers: 'P4',
      about: isOfReleases,
      why: 'The same KMS key encrypts packages and content: without this condition, a release identity could decrypt other data directly',
      fix: 'Set StringEquals on kms:ViaService with s3.<region>.amazonaws.com',
      ask: noStatement(
        allowed,
        (statement, { environment }) => {
          const via = `s3.${environment.region}.amazonaws.com`;
          const demands = statement.conditions['StringEquals']?.['kms:ViaService']?.join();
          return isAbout(statement, 'kms') && demands !== via && `does not demand ${via}`;
        },
        {
          'continuousphp may decrypt directly': inStatement('EncryptPackages', { Condition: undefined }),
          'workflows may decrypt secrets': {
            ...ofWorkflows,
            change: inStatement('EncryptPackages', ({ Condition }) => {
              Condition.StringEquals['kms:ViaService'] = 'secretsmanager.eu-west-1.amazonaws.com';
            }),
          },
        },
      ),
    },
  },
  { path: 'delivery/continuousphp/release' },
);
