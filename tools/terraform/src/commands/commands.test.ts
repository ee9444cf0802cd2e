import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, lockJson, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { fillFolder } from '../work/folder';
import { init } from '../work/init';
import { ask } from './ask';
import { check } from './checks';
import { applyPlan, planToFile } from './terraform';

const key = 'testing/network.tfstate';
const locked = (created = new Date()) => new Map([[`${key}.tflock`, lockJson(created)]]);

describe('before anything is touched', () => {
  test('nothing stands in the way of a free state', async () => {
    await expect(check(fakeApp(fakeSession(fakeS3(new Map()).client)))).resolves.toBeUndefined();
  });

  test('throws when the stack is for another account than the credentials', async () => {
    const json = stackJson().replaceAll('444455556666', '111122223333');
    await expect(check(fakeApp(fakeSession(fakeS3(new Map()).client), { json }))).rejects.toThrow(
      /^network was synthesized for account 111122223333.* but the credentials of testing are of 444455556666 .*nothing was touched/,
    );
  });

  describe('a stack that puts a policy on the state bucket', () => {
    const policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::states/*/network.tfstate*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::444455556666:user/ana'] } },
        },
      ],
    });
    const stack = JSON.parse(stackJson()) as object;
    const json = JSON.stringify({
      ...stack,
      resource: { aws_s3_bucket_policy: { main: { bucket: 'states', policy } } },
    });
    const as = (user: string) => {
      const session = fakeSession(fakeS3(new Map()).client, 'aws');
      const arn = `arn:aws:iam::444455556666:user/${user}`;
      return fakeApp({ ...session, identity: { ...session.identity, arn } }, { json });
    };

    test('throws when it would deny its deployer access, with three options', async () => {
      await expect(check(as('test'))).rejects.toThrow(
        /^network puts a policy on the bucket states that shuts arn:aws:iam::444455556666:user\/test out: .*Nothing was touched\. There are three options: \(1\) sign in as an administrator of nonproduction .*\(2\) add 'user\/test' to its `administrators` in environments\/src\/accounts\.ts; \(3\) deploy as the root user/,
      );
    });

    test('is deployed by the principals that keep their access, and planned by all', async () => {
      await expect(check(as('ana'))).resolves.toBeUndefined();
      await expect(check(as('test'), { writes: false })).resolves.toBeUndefined();
    });
  });

  test('throws when the last run left its state behind, with the command that writes it', async () => {
    const app = fakeApp(fakeSession(fakeS3(new Map()).client));
    writeFileSync(join(app.folder.path, 'errored.tfstate'), '{}');
    await expect(check(app)).rejects.toThrow(
      /could not write its state and left it in .*errored.tfstate\. Write it first: cd /,
    );
  });

  test('throws on a lock without a terminal, with holder, start, and the command that releases it', async () => {
    const app = fakeApp(fakeSession(fakeS3(locked(new Date(Date.now() - 80_000))).client, 'aws'));
    await expect(check(app, { interactive: true })).rejects.toThrow(
      /^testing\/network.tfstate is locked by ana@laptop \(apply\) for 1m 20s, since .*`npx nx unlock network -c testing`\.$/,
    );
  });

  test('throws when a plan would show a half-written state', async () => {
    const app = fakeApp(fakeSession(fakeS3(locked()).client));
    await expect(check(app, { writes: false })).rejects.toThrow(/a plan now would show a half-written state/);
  });
});

test('without a terminal the answer is no', async () => {
  await expect(ask('Really?', { isTTY: false } as typeof process.stdin)).resolves.toBe(false);
});

describe('the work folder', () => {
  test('gets the JSON byte for byte, and the override only for the embedded AWS', () => {
    for (const kind of ['embedded', 'aws'] as const) {
      const session = fakeSession(fakeS3(new Map()).client, kind);
      const app = fakeApp(session);
      fillFolder(app.folder, app, session);
      expect(readFileSync(join(app.folder.path, 'cdk.tf.json'), 'utf8')).toBe(app.json);
      expect(existsSync(join(app.folder.path, 'local_override.tf.json'))).toBe(kind === 'embedded');
    }
  });

  /** An app that can be initialized, by a script in place of Terraform. */
  const initializable = (script: string, kind?: 'aws' | 'embedded', json = stackJson()) => {
    const session = fakeSession(fakeS3(new Map()).client, kind);
    const app = fakeApp(session, { script, json });
    const { installation, env, root } = app.context;
    const [lockFile, inFolder] = [root, app.folder.path].map((folder) => join(folder, '.terraform.lock.hcl'));
    writeFileSync(installation.cliConfiguration, '');
    writeFileSync(lockFile!, 'provider "aws" {\n  version = "1"\n  hashes = [\n    "h1:1",\n  ]\n}\n');
    const { folder, configuration } = app;
    return {
      ...{ lockFile: lockFile!, inFolder: inFolder!, installation },
      options: { folder, configuration, installation, env, root, target: session.target },
    };
  };

  test('is initialized again only when something that init depends on has changed', async () => {
    const { options, installation, lockFile } = initializable('mkdir -p .terraform');
    expect([await init(options), await init(options)]).toEqual([true, false]);
    for (const file of [installation.cliConfiguration, lockFile]) {
      writeFileSync(file, '2');
      expect([await init(options), await init(options)]).toEqual([true, false]);
    }
  });

  test('has its provider compared with the lock file: for the embedded AWS by init alone', async () => {
    for (const kind of ['embedded', 'aws'] as const) {
      const { options, lockFile, inFolder } = initializable('mkdir -p .terraform; cp .terraform.lock.hcl seen', kind);
      await init(options);
      const locked = readFileSync(lockFile, 'utf8');
      expect(readFileSync(join(options.folder.path, 'seen'), 'utf8')).toBe(locked);
      const after = kind === 'aws' ? locked : 'provider "aws" {\n  version = "1"\n}\n';
      expect(readFileSync(inFolder, 'utf8')).toBe(after);
    }
  });

  test('has an empty lock file if the stack has no provider: Terraform refuses another', async () => {
    const { required_version, backend } = (JSON.parse(stackJson()) as { terraform: Record<string, unknown> }).terraform;
    const json = JSON.stringify({ terraform: { required_version, backend } });
    const { options, inFolder } = initializable('mkdir -p .terraform', 'aws', json);
    await init(options);
    expect(readFileSync(inFolder, 'utf8')).toBe('');
  });

  test("throws with Terraform's error when init fails", async () => {
    const { options } = initializable('echo "no such provider" >&2; exit 1');
    await expect(init(options)).rejects.toThrow(/^terraform init of network failed in .*:\nno such provider$/);
  });
});

describe('Terraform', () => {
  const session = () => fakeSession(fakeS3(new Map()).client);

  test.each([
    [0, false],
    [2, true],
  ])('that plans with exit code %i means changes: %s', async (code, changes) => {
    await expect(planToFile(fakeApp(session(), { script: `exit ${code}` }))).resolves.toBe(changes);
  });

  test('throws with the whole report when a plan fails', async () => {
    const line =
      '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"ExpiredToken","address":"aws_vpc.main"}}';
    await expect(planToFile(fakeApp(session(), { script: `echo '${line}'; exit 1` }))).rejects.toThrow(
      /^The plan of network failed\.\n\n {4}ExpiredToken\n {4}in aws_vpc.main \(construct network\/network\/vpc\)\n {2}Next step: The cred/,
    );
  });

  test('throws when a destroy is killed, with the next step', async () => {
    await expect(applyPlan(fakeApp(session(), { script: 'kill -9 $$' }), 'destroy')).rejects.toThrow(
      'The destroy of network was killed. Run the same command again: it releases the lock and continues from the last state.',
    );
  });
});
