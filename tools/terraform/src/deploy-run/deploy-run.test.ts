import { environment } from '@malinshopper/environments';
import type { EnvironmentResult } from '../environment-run/result';
import { readConfiguration } from '../configuration';
import { stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { SmallRepository } from '../testing/small-repository';
import { assertBeforeDeployed } from './before';
import { commitToDeploy } from './commit';
import { endThrough } from './end';
import { recover } from './recover';
import { report } from './report';
import { deployThrough, type Way } from './through';

const [testing, staging, production] = ['testing', 'staging', 'production'].map(environment) as [
  ReturnType<typeof environment>,
  ReturnType<typeof environment>,
  ReturnType<typeof environment>,
];

describe('the commit that is carried', () => {
  const repository = new SmallRepository();
  repository.app('network', { resource: {} });
  const id = repository.commit();

  test('is that of the folder', async () => {
    await expect(commitToDeploy(repository.root)).resolves.toEqual({ id, clean: true });
  });

  test('throws when the folder has changes in no commit, also of a whole deploy', async () => {
    repository.write('apps/network/new.txt', 'x');
    const message =
      /^The folder has uncommitted changes \(git status\), so the deployed code would differ from [0-9a-f]{7}\. Nothing was touched\. Commit the changes,/;
    await expect(commitToDeploy(repository.root)).rejects.toThrow(message);
    await expect(deployThrough(['testing'], { root: repository.root })).rejects.toThrow(message);
    repository.remove('apps/network/new.txt');
  });

  test('throws on an app that the repository does not have', async () => {
    const { root } = repository;
    await expect(deployThrough(['testing'], { root, apps: ['search', 'network'] })).rejects.toThrow(
      'Unknown app search: the repository has network. Nothing was touched.',
    );
  });

  test('throws without a repository', async () => {
    await expect(commitToDeploy('/')).rejects.toThrow(
      '/ is no git repository, so the deployment record could not name',
    );
  });
});

test('throws when the run to end is not named', async () => {
  await expect(endThrough('testing', undefined)).rejects.toThrow('name it with --run <id>');
});

test('throws when no app to recover is named, or one that does not exist', async () => {
  await expect(recover('testing', undefined)).rejects.toThrow('name it with --app <name>');
  await expect(recover('testing', 'search')).rejects.toThrow(
    /^Unknown app search: the repository has account, .*\. Nothing was touched\.$/,
  );
});

test('throws on an unknown environment, before anything else', async () => {
  await expect(deployThrough(['testing', 'prodution'])).rejects.toThrow('Unknown environment "prodution"');
});

describe('a job for one app', () => {
  const synthesized = new Map(
    (
      [
        ['network', {}],
        ['data', { network: 'testing/network.tfstate' }],
        ['compute', { data: 'testing/data.tfstate' }],
        ['delivery', { compute: 'testing/compute.tfstate' }],
      ] as const
    ).map(([app, upstreams]) => {
      const json = stackJson(app, 'testing', upstreams);
      return [app, { json, configuration: readConfiguration(json) }];
    }),
  );
  const repository = new SmallRepository();
  const session = fakeSession(fakeS3(new Map()).client);
  const of = { session, synthesized, root: repository.root, environment: testing };

  test('needs nothing of apps that it does not read', async () => {
    await expect(assertBeforeDeployed(['network'], of)).resolves.toBeUndefined();
  });

  test('throws when an upstream app, direct or not, is not deployed, with each and the reason', async () => {
    await expect(assertBeforeDeployed(['compute'], of)).rejects.toThrow(
      /^compute of testing reads apps that are not deployed at this commit: (data|network) \(there is no record of a deploy\), (network|data) \(there is no record of a deploy\)\. Nothing was touched\. Those apps come first, with the roles of their teams\.$/,
    );
  });

  test('does not check the apps that it deploys itself', async () => {
    await expect(assertBeforeDeployed(['data', 'network'], of)).resolves.toBeUndefined();
  });
});

describe('the report at the end', () => {
  const result = (apps: Partial<EnvironmentResult['apps'][number]>[], ok: boolean): EnvironmentResult => ({
    environment: 'x',
    operation: 'deploy',
    ok,
    milliseconds: 1,
    criticalPath: [],
    apps: apps.map((one) => ({
      app: 'a',
      outcome: 'done',
      text: '',
      from: 0,
      to: 0,
      phases: [],
      dependsOn: [],
      ...one,
    })),
  });
  const good = result([{ app: 'network', text: '2 changes applied; 4 alarms quiet' }], true);
  const commit = { id: 'c62695512345', clean: true };

  test('contains the deployed apps, if all went well', () => {
    const way: Way = {
      commit,
      ok: true,
      passages: [testing, staging].map((each) => ({ environment: each, result: good })),
    };
    expect(report(way)).toMatch(/│ staging +│ network │ 2 changes applied; 4 alarms quiet │/);
    expect(report(way)).toMatch(/c626955 is deployed to testing, staging\.$/);
  });

  test('contains the other apps, the reasons, and the next step, if something stopped', () => {
    const apps = [
      { app: 'network', text: 'unchanged since yesterday' },
      {
        app: 'data',
        outcome: 'failed',
        text: 'The apply of data failed.',
        error: 'The apply of data failed.\nInvalidParameter',
      },
      { app: 'web', outcome: 'skipped', text: 'not begun, because data did not end well' },
    ] as const;
    const passages = [
      { environment: testing, result: good },
      { environment: staging, result: result([...apps], false) },
      { environment: production },
    ];
    const text = report({ commit, ok: false, passages });
    expect(text).toMatch(/│ staging +│ data +│ failed: The apply of data failed\. +│/);
    expect(text).toMatch(/│ staging +│ web +│ not begun, because data did not end well +│/);
    expect(text).toMatch(/│ production +│ - +│ not begun, because staging did not end well +│/);
    expect(text).toContain('\n\nThe apply of data failed.\nInvalidParameter\n\n'.trimStart());
    expect(text).toMatch(
      /c626955 has stopped in staging\. Deployed apps stay; this command deploys the rest: `npm run deploy -- testing staging production`\.$/,
    );
  });

  test('is about the app of a job, which is run again as the same job', () => {
    const job = { apps: ['network'], run: '4711' };
    const passages = [{ environment: testing, result: good }];
    expect(report({ commit, ok: true, passages, job })).toMatch(/network of c626955 is deployed to testing\.$/);
    const failed = report({ commit, ok: false, passages: [{ environment: testing, refused: 'x' }], job });
    expect(failed).toMatch(/`npm run deploy -- testing --app network --run 4711`\.$/);
  });

  test('contains the deploy in progress, if it was refused', () => {
    const passages = [
      { environment: testing, refused: 'testing is taken: ana deploys 7610d6d' },
      { environment: staging },
    ];
    const text = report({ commit, ok: false, passages });
    expect(text).toMatch(/│ testing +│ - +│ refused, see below: nothing of it was touched +│/);
    expect(text).toContain('\ntesting is taken: ana deploys 7610d6d\n');
  });
});
