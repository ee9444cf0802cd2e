import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { actionlintFaults, parserFaults } from './testing';

const root = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workflow = 'examples/web-app/.github/workflows/release.yml';
const action = 'examples/web-app/.github/actions/release-tool/action.yml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, string>;
  readonly env?: Record<string, string>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string | string[];
  readonly outputs?: Record<string, string>;
  readonly environment?: string;
  readonly permissions: Record<string, string>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps: readonly Step[];
}
const { jobs, permissions } = parse(read(workflow)) as { jobs: Record<string, Job>; permissions: object };
const tool = parse(read(action)) as { runs: { steps: Step[] } };

describe('the workflow on GitHub', () => {
  test('is valid for the parser of GitHub, which detects an invalid one', () => {
    const written = (path: string) => ({ path, text: read(path) });
    expect(parserFaults(written(workflow), written(action))).toEqual([]);
    expect(actionlintFaults(written(workflow))).toEqual([]);
    const wrong = read(workflow).replace('runs-on', 'run-on');
    expect(parserFaults({ path: workflow, text: wrong }).join()).toMatch(/run-on/);
  });

  test('uses third-party actions only by a commit, with its version', () => {
    const uses = [workflow, action].flatMap((path) => [...read(path).matchAll(/uses: (\S+)(.*)/g)]);
    expect(uses.length).toBeGreaterThan(6);
    for (const [, used, comment] of uses) {
      if (used!.startsWith('./'))
        expect(existsSync(join(root, used!.replace('./application', 'examples/web-app')))).toBe(true);
      else expect(`${used}${comment}`).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('takes one revision through the stages, each behind its gate, one release at a time', () => {
    expect(Object.entries(jobs).map(([name, { needs, environment }]) => [name, needs, environment])).toEqual([
      ['branch', undefined, undefined],
      ['testing', undefined, 'testing'],
      ['staging', 'testing', 'staging'],
      ['production', ['testing', 'staging'], 'production'],
    ]);
    expect([jobs['branch']?.if, jobs['testing']?.if].map((one) => one?.split(' ')[1])).toEqual(['!=', '==']);
    const groups = Object.values(jobs).map(({ concurrency }) => concurrency);
    expect(groups.map((each) => each['cancel-in-progress'])).toEqual([false, false, false, false]);
    expect(new Set(groups.map(({ group }) => group)).size).toBe(4);
  });

  test('promotes the revision that testing was released to, and not the one that is live there at the approval', () => {
    expect(jobs['testing']?.outputs).toEqual({ revision: '${{ steps.release.outputs.revision }}' });
    for (const stage of ['staging', 'production']) {
      const { run, env } = jobs[stage]!.steps.at(-1)!;
      expect(run).toContain('--revision "$REVISION"');
      expect(env?.['REVISION']).toBe('${{ needs.testing.outputs.revision }}');
    }
  });

  test('may read its repository and prove its identity, and nothing more; it contains no key of AWS', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(read(workflow) + read(action)).not.toMatch(/aws-(access-key-id|secret-access-key)|AKIA/);
    const checkouts = [...Object.values(jobs).flatMap(({ steps }) => steps), ...tool.runs.steps].filter(({ uses }) =>
      uses?.startsWith('actions/checkout'),
    );
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  test('requests the role of each environment, also of a branch', () => {
    const { run, env } = tool.runs.steps.find((step) => step.run?.includes('require('))!;
    expect(Object.keys(env!)).toEqual(['TO', 'FROM']);
    const folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
    const output = join(folder, 'output');
    const rolesOf = (TO: string, FROM: string) => {
      writeFileSync(output, '');
      execFileSync('bash', ['-ec', run!], { cwd: root, env: { ...process.env, TO, FROM, GITHUB_OUTPUT: output } });
      return readFileSync(output, 'utf8');
    };
    expect(rolesOf('staging', 'testing')).toMatch(
      /^to=arn:aws:iam::\d{12}:role\/delivery\/staging-release\nregion=eu-west-1\nfrom=.*\/testing-release\nregion=eu-west-1\n$/,
    );
    expect(rolesOf('refs/heads/feature/checkout', '')).toMatch(
      /\/delivery\/checkout-[0-9a-f]{5}-release\nregion=\S+\n$/,
    );
    rmSync(folder, { recursive: true });
  });
});
