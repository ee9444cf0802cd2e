import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
} from '@aws-sdk/client-codedeploy';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { hostOf, rolesOf, webRolesOf, type Environment } from '@malinshopper/environments';
import { appGraph, plan } from '@malinshopper/terraform';
import { bucketSettings } from '../bucket-settings';
import { checks, distributionOf, dnsAnswer, groupsOf, vpcOf } from '../../checks/checks';
import type { Clients } from '../../clients';
import { Firewall } from '../reach';

/**
 * The tests of an environment that was deployed and has not been changed since.
 * @param clients called when the tests run, because there are none before
 */
export function rightAfterItsDeploy(of: Environment, clients: () => Clients): void {
  const roles = rolesOf(of);

  it.each(checks)('is as AWS should report it: $subject', async ({ look }) => {
    await expect(look(clients(), of)).resolves.toEqual(expect.any(String));
  });

  it('answers to its own names, and the CDN under static.', async () => {
    const [web, cdn] = await Promise.all([
      dnsAnswer(clients(), of, of.domain, 'A'),
      dnsAnswer(clients(), of, `static.${of.domain}`, 'AAAA'),
    ]);
    expect(web.join()).toMatch(/\.elb\.amazonaws\.com/);
    expect(cdn.join()).toMatch(/\.cloudfront\.net/);
  });

  it('has one deployment group for each of its auto scaling groups', async () => {
    const { autoScaling, codeDeploy } = clients();
    const { applications = [] } = await codeDeploy.send(new ListApplicationsCommand({}));
    const applicationName = applications.find((name) => name.startsWith(`${of.name}-`));
    const { deploymentGroups = [] } = await codeDeploy.send(new ListDeploymentGroupsCommand({ applicationName }));
    const deployed = await Promise.all(
      deploymentGroups.map(async (deploymentGroupName) => {
        const { deploymentGroupInfo } = await codeDeploy.send(
          new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
        );
        return (deploymentGroupInfo?.autoScalingGroups ?? []).map(({ name }) => name);
      }),
    );
    const { AutoScalingGroups = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: deployed.flat() as string[] }),
    );
    expect(deployed.map((groups) => groups.length)).toEqual([1, 1, 1, 1]);
    expect(AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName).sort()).toEqual(
      (await groupsOf(clients(), of)).map(({ AutoScalingGroupName }) => AutoScalingGroupName).sort(),
    );
  });

  it('allows visitors to the load balancer, the load balancer to web servers, the roles and the job of users to the database, and no other connection', async () => {
    const firewall = await Firewall.of(clients(), await vpcOf(clients(), of));
    const host = hostOf(of, 'loadBalancer').name;
    const database = hostOf(of, 'database').name;
    const names = roles.map((role) => [role, [`${of.name}-${role}`, `${database}-database-clients`]]);
    const ways = firewall.ways({
      'load balancer': [`${host}-load-balancer`],
      database: [`${database}-database`],
      'users job': [`${database}-database-users`, `${database}-database-clients`],
      ...Object.fromEntries(names),
    });
    expect(ways).toEqual(
      [
        'internet > load balancer:443',
        'internet > load balancer:80',
        ...webRolesOf(of).map((role) => `load balancer > ${role}:80`),
        'users job > database:3306',
        // Secrets Manager is in the internet, as the load balancer is.
        'users job > load balancer:443',
        ...roles.map((role) => `${role} > database:3306`),
        // Instances may connect to the internet over HTTP and HTTPS, and the load balancer is in it.
        ...roles.flatMap((role) => [`${role} > load balancer:443`, `${role} > load balancer:80`]),
      ].sort(),
    );
    expect(firewall.narrowBlocks).toEqual([]);
  });

  it('keeps its buckets private, encrypted, versioned and behind TLS', async () => {
    for (const purpose of ['content', 'packages']) {
      const settings = await bucketSettings(clients(), `malinshopper-${of.name}-${purpose}-${of.account.id}`);
      expect(settings).toEqual({
        publicAccess: [true, true, true, true],
        encryption: 'aws:kms',
        versioning: 'Enabled',
        policy: expect.stringContaining('"aws:SecureTransport":"false"'),
      });
    }
  });

  it('reads its content bucket through a signed origin only', async () => {
    const { DistributionConfig, ARN } = await distributionOf(clients(), `static.${of.domain}`);
    expect(
      DistributionConfig?.Origins?.Items?.map(({ OriginAccessControlId }) => typeof OriginAccessControlId),
    ).toEqual(['string']);
    const Bucket = `malinshopper-${of.name}-content-${of.account.id}`;
    const { Policy = '{}' } = await clients().s3.send(new GetBucketPolicyCommand({ Bucket }));
    const allowed = (JSON.parse(Policy) as { Statement: { Effect: string; Condition: unknown }[] }).Statement.filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(allowed.map(({ Condition }) => Condition)).toEqual([{ StringEquals: { 'aws:SourceArn': ARN } }]);
  });
}

/**
 * The test that a second plan of an environment is empty.
 * @param without an app that is not planned again: each plan takes Terraform four seconds of processor time
 */
export function hasNothingLeftToDo(of: Environment, without?: string): void {
  it('has nothing left to do in any app', async () => {
    for (const { name, root } of await appGraph()) if (name !== without) await expect(plan(root, of)).resolves.toBe(0);
  });
}
