import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeListenersCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { Environment } from '@malinshopper/environments';
import { appGraph, chosenTarget, targetFolder } from '@malinshopper/terraform';
import type { Clients } from '../../clients';
import { networkLayout } from '../network-layout';
import { root, run } from '../../programs';

/** The expected resilience of each of these environments. */
const expected = {
  production: { zones: ['a', 'b', 'c'], natGateways: 3, database: { MultiAZ: true, DeletionProtection: true } },
  testing: { zones: ['a', 'b'], natGateways: 1, database: { MultiAZ: false, DeletionProtection: false } },
} as const;

/**
 * The tests of an environment that borrows nothing, for a file in which it is deployed.
 * @param clients called when the tests run, because there are none before
 */
export function standsForItself(of: Environment, clients: () => Clients): void {
  const { zones, natGateways, database } = expected[of.name as keyof typeof expected];

  it('has a public, a private and a database subnet in every zone, and NAT as configured', async () => {
    const subnets = zones.flatMap((zone) =>
      ['database', 'private', 'public'].map((tier) => `eu-west-1${zone} ${tier}`),
    );
    expect(await networkLayout(clients(), of)).toEqual([subnets, natGateways]);
  });

  it('has a database that survives as many failures as configured, and that the internet cannot reach', async () => {
    const { DBInstances = [] } = await clients().rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: `${of.name}-mysql` }),
    );
    expect(DBInstances).toEqual([expect.objectContaining({ ...database, PubliclyAccessible: false })]);
  });

  it('answers HTTPS with modern TLS, and sends HTTP there', async () => {
    const { loadBalancing } = clients();
    const { LoadBalancers = [] } = await loadBalancing.send(
      new DescribeLoadBalancersCommand({ Names: [`${of.name}-web`] }),
    );
    const { Listeners = [] } = await loadBalancing.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
    );
    const [https, http] = [443, 80].map((port) => Listeners.find(({ Port }) => Port === port));
    expect([https?.Protocol, https?.SslPolicy]).toEqual(['HTTPS', 'ELBSecurityPolicy-TLS13-1-2-2021-06']);
    expect(http?.DefaultActions?.[0]?.RedirectConfig).toMatchObject({ Protocol: 'HTTPS', StatusCode: 'HTTP_301' });
  });

  it('is deployed from the very bytes that nx synth writes', async () => {
    const out = join(root, '.work', 'compare', of.name);
    const apps = await appGraph();
    await run(
      process.execPath,
      [
        ...['--require', 'tsx/cjs', 'libs/stack/src/synth.ts', '--environment', of.ref, '--out', out],
        ...apps.map((app) => app.root),
      ],
      { cwd: root },
    );
    for (const { name } of apps) {
      const owner = name === 'account' ? of.account.name : of.name;
      const deployed = readFileSync(join(root, '.work', targetFolder(chosenTarget()), owner, name, 'cdk.tf.json'));
      expect(readFileSync(join(out, 'stacks', name, 'cdk.tf.json')).equals(deployed)).toBe(true);
    }
  });
}
