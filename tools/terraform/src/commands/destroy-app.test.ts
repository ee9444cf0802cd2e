import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { fakeApp, stackJson, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertDestroyable, assertUnprotected, destroyApp, liftProtection, unprotectedReason } from './destroy-app';

const key = 'testing/network.tfstate';

describe('a destroy', () => {
  test('throws for the app of the account, with the reason why it stays', () => {
    expect(() => assertDestroyable('account')).toThrow(
      /^The app account has no destroy: it holds the bucket of all Terraform states/,
    );
    expect(() => assertDestroyable('network')).not.toThrow();
  });

  test('throws for a protected environment of the real AWS, with the way to disable the protection', () => {
    expect(() => assertUnprotected(environment('production'), 'aws')).toThrow(
      'production is protected: nothing was touched. To destroy it, first remove the protection: set `protection: { enabled: false, reason: ... }`',
    );
    expect(() => assertUnprotected(environment('production'), 'embedded')).not.toThrow();
  });

  test('leaves protection out by itself only on the embedded AWS, and only where there is any', () => {
    expect(unprotectedReason(environment('production'), 'embedded')).toBe('rehearsed destroy on the embedded AWS');
    expect(unprotectedReason(environment('production'), 'aws')).toBeUndefined();
    expect(unprotectedReason(environment('feature/x'), 'embedded')).toBeUndefined();
  });

  test('lifts the protection of deployed resources only', async () => {
    const s3 = fakeS3(new Map([['production/network.tfstate', stateJson(['aws_vpc.main', 'aws_vpc.gone'])]]));
    const json = stackJson('network', 'production');
    const app = fakeApp(fakeSession(s3.client), {
      json,
      environment: 'production',
      script: 'echo "$@" > args; exit 0',
    });
    await liftProtection(app);
    expect(readFileSync(join(app.folder.path, 'args'), 'utf8')).toMatch(/-target=aws_vpc.main\n$/);
  });

  test('lifts nothing after a destroy that was cut off: it makes no deleted resource again', async () => {
    const liftedBy = async (...planned: readonly (readonly [action: string, address: string])[]) => {
      const s3 = fakeS3(new Map([['production/network.tfstate', stateJson(['aws_vpc.main'])]]));
      const events = planned.map(([action, addr]) =>
        JSON.stringify({ type: 'planned_change', change: { resource: { addr }, action } }),
      );
      const app = fakeApp(fakeSession(s3.client), {
        json: stackJson('network', 'production'),
        environment: 'production',
        script: `echo "$1" >> calls; [ "$1" != plan ] || { echo '${events.join('\n')}'; exit 2; }`,
      });
      await liftProtection(app);
      return readFileSync(join(app.folder.path, 'calls'), 'utf8');
    };
    const [needed, protectedOne] = [['create', 'aws_iam_role.gone'] as const, ['update', 'aws_vpc.main'] as const];
    await expect(liftedBy(needed)).resolves.toBe('plan\n');
    await expect(liftedBy(needed, protectedOne)).resolves.toBe('plan\napply\n');
  });

  test('of nothing asks no question, and leaves no state behind', async () => {
    const objects = new Map([[key, stateJson([])]]);
    const app = fakeApp(fakeSession(fakeS3(objects).client), { script: 'exit 1' });
    await expect(destroyApp(app)).resolves.toBe('nothing to destroy');
    expect(objects.size).toBe(0);
  });

  const stateful = (kind: 'aws' | 'embedded') => {
    const objects = new Map([['production/network.tfstate', stateJson(['aws_s3_bucket.content'])]]);
    const plan = {
      resource_changes: [{ address: 'aws_s3_bucket.content', type: 'aws_s3_bucket', change: { actions: ['delete'] } }],
    };
    const app = fakeApp(fakeSession(fakeS3(objects).client, kind), {
      json: stackJson('network', 'production'),
      environment: 'production',
      script: `echo "$1" >> calls; case $1 in show) echo '${JSON.stringify(plan)}';; plan) exit 2;; esac`,
    });
    return { app, objects, calls: () => readFileSync(join(app.folder.path, 'calls'), 'utf8') };
  };

  test('throws for resources that production cannot make again, before anything is touched', async () => {
    const { app, objects, calls } = stateful('aws');
    await expect(destroyApp(app)).rejects.toThrow(
      /^production refuses the plan of network; nothing was touched:\n- The plan would delete aws_s3_bucket\.content/,
    );
    expect([calls(), objects.size]).toEqual(['plan\nshow\n', 1]);
  });

  test('is rehearsed on the embedded AWS without that', async () => {
    const { app, calls } = stateful('embedded');
    await expect(destroyApp(app)).rejects.toThrow('still has resources');
    expect(calls()).toBe('plan\napply\n');
  });

  test('throws when something is left after it, and keeps the state', async () => {
    const objects = new Map([[key, stateJson(['aws_vpc.main'])]]);
    const app = fakeApp(fakeSession(fakeS3(objects).client), { script: 'exit 0' });
    mkdirSync(app.folder.path, { recursive: true });
    await expect(destroyApp(app)).rejects.toThrow(
      'network still has resources in testing/network.tfstate after its destroy: run it again.',
    );
    expect(objects.size).toBe(1);
  });
});
