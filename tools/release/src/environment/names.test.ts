import { environment } from '@malinshopper/environments';
import { synthesize } from '@malinshopper/synth';
import { clusterNames, deliveryNames, namesOf } from './names';

describe("an environment's names", () => {
  test.each([
    ['testing', 'testing'],
    ['feature/checkout', environment('feature/checkout').name],
    ['refs/heads/new-checkout', environment('refs/heads/new-checkout').name],
    ["feature/it's;$HOME", environment("feature/it's;$HOME").name],
  ])('are those of the synthesized apps of %s', async (ref, name) => {
    const { bucket, application, groups, cluster } = await namesOf(environment(ref));
    expect(bucket).toBe(`malinshopper-${name}-packages-444455556666`);
    expect(application).toBe(`${name}-malinshopper`);
    expect(Object.fromEntries(groups)).toEqual({
      web: `${name}-web`,
      fetcher: `${name}-fetcher`,
      'updater-1': `${name}-updater-1`,
      'updater-2': `${name}-updater-2`,
    });
    expect(cluster).toBeUndefined();
  });

  const app = { aws_codedeploy_app: { app: { name: 'shop' } } };
  test.each([
    ['nothing', {}],
    ['no groups', { output: { applicationName: { value: '${aws_codedeploy_app.app.name}' } }, resource: app }],
    [
      'a group that it does not make',
      {
        output: {
          applicationName: { value: '${aws_codedeploy_app.app.name}' },
          groupNames: { value: { web: '${aws_codedeploy_deployment_group.web.deployment_group_name}' } },
        },
        resource: app,
      },
    ],
  ])('cannot be found if delivery publishes %s', (_what, json) => {
    expect(() => deliveryNames(JSON.stringify(json))).toThrow(
      'The destination of a release cannot be found: apps/delivery must publish applicationName and groupNames',
    );
  });
});

describe('the names of a cluster', () => {
  test('are those of the synthesized compute app', async () => {
    const hadoop = {
      mode: 'cluster' as const,
      replaces: ['fetcher' as const],
      primary: { instanceTypes: ['m7g.xlarge' as const] },
      core: { instanceTypes: ['m7g.xlarge' as const], units: 1 },
      task: { instanceTypes: ['m7g.xlarge' as const, 'm6g.xlarge' as const, 'r7g.xlarge' as const], maxUnits: 3 },
    };
    const json = await synthesize('testing', ['apps/compute'], { changes: { hadoop } });
    const { name, script, setup } = clusterNames(json.get('compute')!);
    expect(name).toBe('testing-hadoop');
    expect(script).toMatch(/^cluster\/install-release/);
    expect(setup).toBe('cluster/setup.sh');
  });

  const cluster = { aws_emr_cluster: { cluster: { name: 'hadoop' } } };
  const install = { aws_s3_object: { install: { key: 'cluster/install-release-1' } } };

  test.each([{}, { resource: cluster }, { resource: { ...cluster, ...install } }])(
    'cannot be found without the scripts that set it up and install a release: %j',
    (json) => {
      expect(() => clusterNames(JSON.stringify(json))).toThrow(
        'The Hadoop cluster cannot be released to: apps/compute must',
      );
    },
  );
});
