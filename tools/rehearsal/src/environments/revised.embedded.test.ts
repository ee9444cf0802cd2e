import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { appGraph, capture } from '@malinshopper/terraform';
import { inApp } from '@malinshopper/terraform/testing';
import { revise } from './revised/revise';
import { startFrom } from './testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4698';
const production = environment('production');

beforeAll(() => startFrom('production'), 90 * minutes);

afterAll(() => closeWorld());

/** Applies the JSON of an app after a revision of it, and plans that again. */
const revised = (project: string) =>
  inApp(project, production, async ({ context, folder, json }) => {
    writeFileSync(join(folder.path, 'cdk.tf.json'), revise(json));
    const terraform = (...args: string[]) =>
      capture(context.installation.program, [...args, '-input=false', '-no-color', '-parallelism=20'], {
        cwd: folder.path,
        env: context.env,
      });
    const applied = await terraform('apply', '-auto-approve', '-refresh=false');
    const left = await terraform('plan', '-detailed-exitcode');
    return {
      anew: [...applied.stdout.matchAll(/# (\S+) (?:will|must) be (?:created|destroyed|replaced)/g)].map(
        ([, one]) => one,
      ),
      applied: applied.code === 0 ? /Apply complete! .*/.exec(applied.stdout)?.[0] : applied.stderr,
      left: left.code === 0 ? 'nothing' : left.stdout.replace(/^.*Refreshing state.*\n/gm, '') + left.stderr,
    };
  });

test(
  'production with every resource changed in place converges: nothing is replaced, and the next plan of each app is empty',
  async () => {
    const apps = await appGraph();
    const found = [];
    for (const { root } of apps) found.push({ root, ...(await revised(root)) });
    const applied = expect.stringMatching(/^Apply complete! Resources: 0 added, [1-9]\d* changed, 0 destroyed\./);
    expect(found).toEqual(apps.map(({ root }) => ({ root, anew: [], applied, left: 'nothing' })));
  },
  90 * minutes,
);
