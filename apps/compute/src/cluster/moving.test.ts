import { environment, roles, workerRoles, type Role } from '@malinshopper/environments';
import { clusterOf, madeFor, stackOnACluster } from '../testing/on-a-cluster';
import { Synthesized, synthesized } from '../testing/synthesized';

test('no environment has a cluster yet, and each publishes that', () => {
  for (const ref of ['production', 'staging', 'testing', 'feature/checkout']) {
    const stack = new Synthesized(environment(ref));
    expect(stack.all('aws_emr_cluster')).toEqual([]);
    const outputs = ['clusterId', 'clusterSetupUri', 'clusterReleaseUri'];
    expect(outputs.map((name) => stack.json.output[name]?.value)).toEqual(['', '', '']);
  }
});

test('a protected environment keeps its cluster running: EMR refuses to terminate it, and no plan does', () => {
  const [production, testing] = [clusterOf(stackOnACluster('production')), clusterOf(stackOnACluster('testing'))];
  expect([production.termination_protection, testing.termination_protection]).toEqual([true, false]);
  const reasons = (ref: string) =>
    Object.keys(
      stackOnACluster(ref).one<{ triggers_replace: object }>('terraform_data', 'cluster/fixed').config.triggers_replace,
    );
  expect(reasons('production')).toEqual(['types']);
  // In an unprotected environment, another setup script needs another cluster.
  expect(reasons('testing').sort()).toEqual(['setup', 'types']);
});

test('other task nodes need another cluster, because EMR accepts no second task fleet', () => {
  const trigger = (stack: Synthesized) => stack.one('terraform_data', 'cluster/fixed');
  const [with6, with9, without] = [6, 9, 0].map((maxUnits) => stackOnACluster('testing', workerRoles, maxUnits)) as [
    Synthesized,
    Synthesized,
    Synthesized,
  ];
  expect(clusterOf(with6).lifecycle.replace_triggered_by).toEqual([trigger(with6).address]);
  expect(trigger(with6).config).toEqual(trigger(with9).config);
  expect(trigger(with6).config).not.toEqual(trigger(without).config);
});

test('a cluster without task nodes has no task fleet, and does not scale', () => {
  const stack = stackOnACluster('testing', workerRoles, 0);
  expect(stack.all('aws_emr_instance_fleet')).toEqual([]);
  expect(stack.one('aws_emr_managed_scaling_policy', 'cluster/scaling').config['compute_limits']).toMatchObject([
    { minimum_capacity_units: 2, maximum_capacity_units: 2 },
  ]);
});

test('a move back from a cluster is possible in a protected environment too', () => {
  for (const type of ['aws_kms_key', 'aws_s3_bucket']) {
    const own = stackOnACluster('production')
      .all<{ lifecycle?: { prevent_destroy: boolean } }>(type)
      .filter(({ path }) => path.startsWith('compute/cluster/'));
    expect(own.map(({ config }) => config.lifecycle?.prevent_destroy)).toEqual([false]);
  }
});

describe('a cluster in the place of some workers', () => {
  const replaced: readonly Role[] = ['fetcher', 'updater-2'];
  const stack = stackOnACluster(
    'testing',
    workerRoles.filter((role) => replaced.includes(role)),
  );
  const before = synthesized('testing');

  test('leaves the others unchanged', () => {
    expect(madeFor(stack, 'updater-1')).toEqual(madeFor(before, 'updater-1'));
    expect(stack.userData('updater-1')).toBe(before.userData('updater-1'));
    expect(Object.keys(stack.json.output['groupNames']?.value as object)).toEqual(
      roles.filter((role) => !replaced.includes(role)).sort(),
    );
  });

  test('runs their jobs only', () => {
    const [, script] = Object.entries(stack.json.locals).find(([name]) => name.startsWith('cluster_setup_script'))!;
    expect(script).toContain('/etc/systemd/system/malinshopper-updater-2.timer');
    // A role appears only where the script stops its job, in case it ran there before.
    expect(script.replace(/^.*(systemctl disable --now|rm -rf) .*$/gm, '')).not.toContain('updater-1');
  });
});
