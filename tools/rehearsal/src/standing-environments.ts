import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeListenersCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { environment, networkOf, type Environment } from '@malinshopper/environments';
import { appGraph, chosenTarget, targetFolder } from '@malinshopper/terraform';
import type { Clients } from './clients';
import { networkLayout } from './network-layout';
import { planChanges } from './plan-changes';
import { root, run } from './programs';

const minutes = 60_000;
const [production, testing] = [environment('production'), environment('testing')];

/**
 * The tests of the two environments that stand for themselves, for a file in which both are up.
 * @param clients asked for when the tests run, because there are none before
 */
export function standingEnvironments(clients: () => Record<'production' | 'testing', Clients>): void {
  it('have a public, a private and a database subnet in every zone, and NAT as they say', async () => {
    const zones = (...letters: string[]) =>
      letters.flatMap((letter) => ['database', 'private', 'public'].map((tier) => `eu-west-1${letter} ${tier}`));
    expect(await networkLayout(clients().production, production)).toEqual([zones('a', 'b', 'c'), 3]);
    expect(await networkLayout(clients().testing, testing)).toEqual([zones('a', 'b'), 1]);
  });

  it('differ in how much they bear: production’s database stands in two zones and cannot be deleted', async () => {
    const server = async (of: Environment, { rds }: Clients) => {
      const { DBInstances = [] } = await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: `${of.name}-mysql` }),
      );
      return [DBInstances[0]?.MultiAZ, DBInstances[0]?.DeletionProtection, DBInstances[0]?.PubliclyAccessible];
    };
    expect(await server(production, clients().production)).toEqual([true, true, false]);
    expect(await server(testing, clients().testing)).toEqual([false, false, false]);
  });

  it('answer HTTPS with modern TLS, and send HTTP there', async () => {
    for (const ref of ['production', 'testing'] as const) {
      const { loadBalancing } = clients()[ref];
      const { LoadBalancers = [] } = await loadBalancing.send(
        new DescribeLoadBalancersCommand({ Names: [`${ref}-web`] }),
      );
      const { Listeners = [] } = await loadBalancing.send(
        new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
      );
      const [https, http] = [443, 80].map((port) => Listeners.find(({ Port }) => Port === port));
      expect([https?.Protocol, https?.SslPolicy]).toEqual(['HTTPS', 'ELBSecurityPolicy-TLS13-1-2-2021-06']);
      expect(http?.DefaultActions?.[0]?.RedirectConfig).toMatchObject({ Protocol: 'HTTPS', StatusCode: 'HTTP_301' });
    }
  });

  it(
    'gain a zone without losing or replacing anything',
    async () => {
      const network = networkOf(testing);
      const changes = await planChanges(
        testing,
        { network: { ...network, zones: [...network.zones, 'eu-west-1c'] } },
        'apps/network',
      );
      expect(changes.filter(({ actions }) => actions.includes('delete'))).toEqual([]);
      expect(
        changes.filter(({ address, actions }) => address.startsWith('aws_subnet.') && actions.includes('create')),
      ).toHaveLength(3);
    },
    2 * minutes,
  );

  it('are deployed from the very bytes that nx synth writes', async () => {
    const out = join(root, '.work', 'compare');
    const apps = (await appGraph()).map((app) => app.root);
    await run(
      process.execPath,
      ['--require', 'tsx/cjs', 'libs/stack/src/synth.ts', '--environment', 'production', '--out', out, ...apps],
      { cwd: root },
    );
    for (const { name } of await appGraph()) {
      const deployed = readFileSync(
        join(root, '.work', targetFolder(chosenTarget()), 'production', name, 'cdk.tf.json'),
      );
      expect(readFileSync(join(out, 'stacks', name, 'cdk.tf.json')).equals(deployed)).toBe(true);
    }
  });
}
