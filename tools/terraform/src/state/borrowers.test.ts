import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import {
  environment,
  environmentApps,
  teamNames,
  teams,
  type AppName,
  type TeamName,
} from '@malinshopper/environments';
import type { AppNode } from '../environment-run/app-graph';
import { stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession, s3Error } from '../testing/fake-session';
import { stateOwner } from '../configuration';
import { assertNotLent, assertNotNeeded, borrowers, readersOf } from './borrowers';
import { exists, isRefused, readObject } from './objects';

const branch = environment('feature/checkout').name;
const at = (key: string) => ({ bucket: 'states', key: `${key}.tfstate`, region: 'eu-west-1' });
const place = at('testing/network');

const apps: AppNode[] = teamNames.map((name) => {
  const { app, reads } = teams[name];
  return { name: app, root: `apps/${app}`, dependsOn: reads };
});
const graph = async () => apps;

/** A session on these states, some of which are refused like S3 refuses them. */
function sessionOf(objects: Map<string, string>, isRefusedKey: (key: string) => boolean = () => false, name?: string) {
  const { client } = fakeS3(objects);
  const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
  const refusing = (command: { constructor: { name: string }; input: { Key?: string } }) =>
    command.constructor.name === 'GetObjectCommand' && isRefusedKey(command.input.Key ?? '')
      ? Promise.reject(s3Error(name ?? 'AccessDenied', 403))
      : send(command);
  return fakeSession(Object.assign(client, { send: refusing }) as unknown as S3Client, 'aws');
}

/**
 * Returns true for the states that apps/account denies to a team's roles: all states, except the states of its own app
 * and of the upstream apps.
 */
const refusedTo = (team: TeamName) => (key: string) => {
  const app = stateOwner(key).app as AppName;
  return teams[team].app !== app && !teams[team].reads.includes(app);
};

const inOrder = environmentApps;
const teamOf = (app: AppName) => teamNames.find((name) => teams[name].app === app)!;

/** The states of an environment with these apps, as deploys leave them; `host` is the environment that lends to it. */
function statesOf(owner: string, present: readonly AppName[], host?: string): [string, string][] {
  return present.map((app) => {
    const own = teams[teamOf(app)].reads.map((read) => `${read === 'account' ? 'nonproduction' : owner}/${read}`);
    const lent = host && app !== 'delivery' ? [`${host}/${app}`] : [];
    return [
      at(`${owner}/${app}`).key,
      stateJson(
        ['aws_x.y'],
        [...own, ...lent].map((key) => at(key).key),
      ),
    ];
  });
}
const accountState: [string, string] = [at('nonproduction/account').key, stateJson(['aws_x.y'])];

describe('a state that an environment lends', () => {
  const objects = new Map([
    [place.key, stateJson(['aws_vpc.main'])],
    ['testing/data.tfstate', stateJson(['aws_db_instance.main'], [place.key])],
    ['checkout-1a2b3/compute.tfstate', stateJson(['aws_autoscaling_group.web'], [place.key])],
    ['old-branch/compute.tfstate', stateJson([], [place.key])],
    ['production/network.tfstate', stateJson(['aws_vpc.main'], ['production/account.tfstate'])],
  ]);

  test('is read by every state that reads it and still has resources, without a call of Nx', async () => {
    const nobody = () => Promise.reject(new Error('the graph is not needed'));
    const all = await borrowers(sessionOf(objects), 'states', nobody);
    const keys = (ignored?: Set<string>) => readersOf(place, all, ignored).map(({ key }) => key);
    expect(keys()).toEqual(['testing/data.tfstate', 'checkout-1a2b3/compute.tfstate']);
    expect(keys(new Set(['testing/data.tfstate']))).toEqual(['checkout-1a2b3/compute.tfstate']);
    expect(all.some(({ judged }) => judged)).toBe(false);
  });

  test('throws while it is lent, with its readers', () => {
    const readers = [at('testing/data'), at('checkout-1a2b3/compute')].map(({ key }) => ({ key, judged: false }));
    expect(() => assertNotLent(place, readers)).toThrow(
      /^testing\/network is still lent to data, checkout-1a2b3\/compute: destroy that first, then this\. Nothing was touched\.$/,
    );
    expect(() => assertNotLent(place, [])).not.toThrow();
  });
});

describe('a state that the caller may not read', () => {
  const refused = (key: string) => /compute|delivery/.test(key);

  test('counts as a reader of the apps that its app depends on, and the error reports this judgement', async () => {
    const session = sessionOf(new Map(statesOf('testing', inOrder)), refused);
    await expect(assertNotNeeded(session, [place], graph)).rejects.toThrow(
      /^testing\/network is still lent to data, compute: destroy that first, then this\. Nothing was touched\. Judged by the dependency and not by the state, because this role may not read that state: compute\.$/,
    );
  });

  test('of a branch counts as a reader of its host', async () => {
    const states = [...statesOf('testing', ['network']), ...statesOf(branch, ['compute'], 'testing')];
    await expect(assertNotNeeded(sessionOf(new Map(states), refused), [place], graph)).rejects.toThrow(
      new RegExp(
        `testing/network is still lent to ${branch}/compute: .* may not read that state: ${branch}/compute\\.$`,
      ),
    );
  });

  test('of another long-lived environment does not block the destroy', async () => {
    const states = [...statesOf('testing', ['network']), ...statesOf('staging', inOrder)];
    await expect(assertNotNeeded(sessionOf(new Map(states), refused), [place], graph)).resolves.toBeUndefined();
  });

  test('reads no state of another bucket', async () => {
    const all = await borrowers(sessionOf(new Map(statesOf('testing', inOrder)), refused), 'states', graph);
    expect(readersOf({ ...place, bucket: 'others' }, all)).toEqual([]);
  });

  test('does not count any more when its app was destroyed', async () => {
    const session = sessionOf(new Map(statesOf('testing', ['network'])), refused);
    await expect(assertNotNeeded(session, [place], graph)).resolves.toBeUndefined();
    await expect(exists(session.s3, place)).resolves.toBe(true);
    await expect(exists(session.s3, at('testing/compute'))).resolves.toBe(false);
  });

  test('throws when it is to be destroyed itself, before anything else is checked', async () => {
    const session = sessionOf(new Map(statesOf('testing', inOrder)), refused);
    const all = inOrder.map((app) => at(`testing/${app}`));
    await expect(assertNotNeeded(session, all, graph)).rejects.toThrow(
      'arn:aws:iam::444455556666:user/test may not read testing/compute.tfstate, testing/delivery.tfstate, so it cannot destroy ' +
        'their resources: the deploy role of the team that owns the app can, or an administrator. Nothing was touched.',
    );
  });

  test('throws when it cannot be judged, because there is no graph', async () => {
    const session = sessionOf(new Map(statesOf('testing', inOrder)), refused);
    const broken = () => Promise.reject(new Error('no graph'));
    await expect(assertNotNeeded(session, [place], broken)).rejects.toThrow('no graph');
  });

  test.each(['ExpiredToken', 'InvalidAccessKeyId', 'RequestTimeTooSkewed', 'SlowDown', 'UnknownError'])(
    'throws when it cannot be read for another reason: %s',
    async (name) => {
      const session = sessionOf(new Map(statesOf('testing', inOrder)), refused, name);
      await expect(assertNotNeeded(session, [place], graph)).rejects.toThrow(
        `s3://states/testing/compute.tfstate cannot be read: ${name}`,
      );
    },
  );

  test("is recognised by the SDK's error for the response of S3", async () => {
    const answer = (statusCode: number, body: string) =>
      new S3Client({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        requestHandler: {
          handle: async () => ({ response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } }),
        } as never,
      });
    const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
    const failure = (s3: S3Client) => readObject(s3, place).catch((thrown: unknown) => thrown);
    expect(isRefused(await failure(answer(403, error('AccessDenied'))))).toBe(true);
    expect(isRefused(await failure(answer(403, error('SignatureDoesNotMatch'))))).toBe(false);
    expect(isRefused(await failure(answer(403, '')))).toBe(false);
    expect(isRefused('AccessDenied')).toBe(false);
  });
});

describe("with a team's role, which is denied the states of others", () => {
  const owners = [
    ['testing, which has no borrower', 'testing', []],
    ['testing, which a branch borrows from', 'testing', statesOf(branch, inOrder, 'testing')],
    ['a branch', branch, statesOf('testing', inOrder)],
    ['staging', 'staging', [...statesOf('testing', inOrder), ...statesOf(branch, inOrder, 'testing')]],
  ] as const;
  const stages = inOrder.map((_, index) => inOrder.slice(0, index + 1));
  const cases = owners.flatMap(([what, owner, others]) =>
    stages.flatMap((present) =>
      present.map((app) => ({ what, owner, others, present, app, with: present.join(', ') })),
    ),
  );

  test.each(cases)(
    '$app of $what, $with, can be destroyed exactly when it could with access to all states',
    async (row) => {
      const { owner, others, present, app } = row;
      const host = owner === branch ? 'testing' : undefined;
      const objects = new Map([accountState, ...statesOf(owner, present, host), ...others]);
      const lent = at(`${owner}/${app}`);
      const all = readersOf(lent, await borrowers(sessionOf(objects), 'states', graph));
      const judged = readersOf(lent, await borrowers(sessionOf(objects, refusedTo(teamOf(app))), 'states', graph));
      const keys = judged.map(({ key }) => key);
      expect(keys).toEqual(expect.arrayContaining(all.map(({ key }) => key)));
      expect(keys.length > 0).toBe(all.length > 0);
    },
  );

  test('an environment is destroyed app by app, each with the role of its team', async () => {
    const objects = new Map([accountState, ...statesOf('testing', inOrder)]);
    for (const app of [...inOrder].reverse()) {
      const lent = at(`testing/${app}`);
      await assertNotNeeded(sessionOf(objects, refusedTo(teamOf(app))), [lent], graph);
      objects.delete(lent.key);
    }
    expect([...objects.keys()]).toEqual([accountState[0]]);
  });
});
