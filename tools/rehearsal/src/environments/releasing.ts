import {
  BatchGetDeploymentTargetsCommand,
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import { rolesOf, type Environment } from '@malinshopper/environments';
import { plan } from '@malinshopper/terraform';
import { groupsOf } from '../checks/checks';
import type { Clients } from '../clients';
import { root, run } from '../programs';

/** Runs the command of a developer, in a process of its own. */
export function release(...args: string[]): Promise<string> {
  return run(process.execPath, ['tools/run.mjs', 'release', ...args], { cwd: root, env: { ...process.env } });
}

/** The short id of a revision that `push` has put into the package bucket. */
export async function pushed(folder: string, { ref }: Environment): Promise<string> {
  const said = await release('push', folder, ref);
  const [id] = /\b[0-9a-f]{12}\b/.exec(said) ?? [];
  if (!id) throw new Error(`push names no revision:\n${said}`);
  return id;
}

/** The instances of a role's group, each with the outcome of the last deployment to the group that succeeded. */
export async function outcomes(
  clients: Clients,
  environment: Environment,
  role: string,
): Promise<Record<string, string>> {
  const { codeDeploy } = clients;
  const { applications = [] } = await codeDeploy.send(new ListApplicationsCommand({}));
  const applicationName = applications.find((name) => name.startsWith(`${environment.name}-`));
  const { deploymentGroupInfo } = await codeDeploy.send(
    new GetDeploymentGroupCommand({ applicationName, deploymentGroupName: `${environment.name}-${role}` }),
  );
  const deploymentId = deploymentGroupInfo?.lastSuccessfulDeployment?.deploymentId;
  const { targetIds = [] } = await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
  const { deploymentTargets = [] } = await codeDeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
  );
  return Object.fromEntries(
    deploymentTargets.map(({ instanceTarget }) => [instanceTarget!.targetId!, instanceTarget!.status!]),
  );
}

/**
 * The tests of a first release, for a deployed environment. The examples are live in it afterwards.
 * @param clients called when the tests run, because there are none before
 */
export function releasing(environment: Environment, clients: () => Clients): void {
  it('has the examples live on every web server and every worker', async () => {
    await release('deploy', await pushed('examples/web-app', environment), environment.ref, '--to', 'web');
    await release('deploy', await pushed('examples/hadoop-job', environment), environment.ref, '--to', 'workers');
    const groups = await groupsOf(clients(), environment);
    for (const role of rolesOf(environment)) {
      const group = groups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === `${environment.name}-${role}`);
      const running = (group?.Instances ?? []).map(({ InstanceId }) => [InstanceId!, 'Succeeded']);
      expect(running.length).toBeGreaterThan(0);
      await expect(outcomes(clients(), environment, role)).resolves.toEqual(Object.fromEntries(running));
    }
  });

  it('leaves Terraform without changes', async () => {
    for (const app of ['apps/data', 'apps/compute', 'apps/delivery']) {
      await expect(plan(app, environment)).resolves.toBe(0);
    }
  });

  it('lists the released revisions by role', async () => {
    const said = await release('status', environment.ref);
    for (const role of rolesOf(environment)) expect(said).toContain(role);
  });
}
