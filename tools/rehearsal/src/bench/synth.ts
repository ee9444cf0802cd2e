import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { appNames } from '@malinshopper/environments';
import { build } from 'esbuild';
import { cdktfCli } from './cdktf-cli';
import { inTurn, median, ratio, type Measured, type Subject } from './measure';
import { root } from '../programs';
import { row, workFolder } from './report';

const apps = appNames.map((name) => `apps/${name}`);
const branches = 500;

/** As the tools run it (tools/synth). */
const synth = (...projects: string[]): Subject => ({
  name: projects.join(' '),
  command: [
    process.execPath,
    'tools/bundle/src/run.mjs',
    'libs/stack/src/synth.ts',
    '--environment',
    'testing',
    '--out',
    workFolder('synth'),
    ...projects,
  ],
  cwd: root,
});

/**
 * A whole environment in one process, against cdktf-cli's synth of the same; one app against the same program as one bundled file; and
 * five hundred branches in one process.
 */
export async function benchSynth(): Promise<void> {
  await benchApps();
  await benchCli();
  await benchBranches();
}

async function benchApps(): Promise<void> {
  const bundle = await bundled('apps/network');
  const [ours, bare, all] = await inTurn(
    [
      synth('apps/network'),
      { name: 'the same, bundled, by bare node', command: [process.execPath, bundle], cwd: root },
      synth(...apps),
    ],
    9,
  );
  row('synth of all five apps', `${seconds(all!)}, ${all!.peakMB.toFixed(0)} MB`, '', 'at most 0.7 s');
  const times = `${seconds(ours!)}, bundled by bare node ${seconds(bare!)}`;
  row('synth of one app', times, `ratio ${ratio(ours!, bare!).toFixed(2)}`, 'at most 1.5');
}

/** The same five apps through cdktf-cli, which is fetched for this comparison only. */
async function benchCli(): Promise<void> {
  const what = 'cdktf-cli 0.21 of the same';
  const program = await cdktfCli();
  if (!program) return row(what, 'npm cannot install it here: not measured', '', 'at least 5 times as long');
  const cli: Subject = {
    name: what,
    command: [process.execPath, program, 'synth', '--output', workFolder('cli-output')],
    cwd: root,
    // Without the check for updates and without the report of its use.
    env: { ...process.env, ENVIRONMENT: 'testing', CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', CI: '1' },
  };
  const [theirs, ours] = await inTurn([cli, synth(...apps)], 3);
  const times = `${seconds(theirs!)}, ours ${seconds(ours!)}`;
  row(what, times, `ratio ${ratio(theirs!, ours!).toFixed(1)}`, 'at least 5');
}

async function benchBranches(): Promise<void> {
  const [measured] = await inTurn([{ name: 'branches', command: branchesProgram(), cwd: root }], 1);
  const stacks = branches * apps.length;
  const each = (median(measured!.seconds) * 1000) / stacks;
  const figures = `${each.toFixed(1)} ms a stack, ${measured!.peakMB.toFixed(0)} MB`;
  row(`${branches} branches, ${stacks} stacks`, figures, '', 'at most 10 ms a stack, 500 MB');
}

const seconds = (measured: Measured) => `${median(measured.seconds).toFixed(2)} s`;

/** A program with the work of `synth.ts` for all apps, branch by branch. */
function branchesProgram(): Subject['command'] {
  const folder = workFolder('branches');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'branches.ts');
  const stack = (name: string) => JSON.stringify(join(root, 'libs/stack/src', name));
  writeFileSync(
    file,
    `
    import { environment } from '@malinshopper/environments';
    import { leaveCreationStacksOut } from ${stack('cdktf/no-creation-stacks')};
    import { synthesize } from ${stack('synth')};
    leaveCreationStacksOut();
    const projects = ${JSON.stringify(apps.map((app) => join(root, app)))};
    for (let branch = 1; branch <= ${branches}; branch++) {
      synthesize(projects, environment('feature/b' + branch), ${JSON.stringify(folder)});
    }`,
  );
  return [process.execPath, '--require', 'tsx/cjs', file];
}

/** The program `synth.ts` for one app, in one file with all its dependencies. */
async function bundled(project: string): Promise<string> {
  const folder = workFolder('bundle');
  mkdirSync(folder, { recursive: true });
  const entry = join(root, project, 'src/bench-entry.ts');
  const outfile = join(folder, 'synth.js');
  await build({
    stdin: {
      contents: `
        import { App } from 'cdktf';
        import { environment } from '@malinshopper/environments';
        import main from './main';
        const app = new App({ outdir: ${JSON.stringify(folder)} });
        main(app, environment('testing'));
        app.synth();`,
      resolveDir: join(root, project, 'src'),
      sourcefile: entry,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    outfile,
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'README'), 'Made by npm run bench; nothing needs it.\n');
  return outfile;
}
