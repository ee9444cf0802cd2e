import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inTurn, median, ratio } from './measure';
import { root } from '../programs';
import { row, workFolder } from './report';

const apps = ['account', 'network', 'data', 'compute', 'delivery'].map((name) => `apps/${name}`);

const synth = (...projects: string[]) =>
  [
    process.execPath,
    '--require',
    'tsx/cjs',
    'libs/stack/src/synth.ts',
    '--environment',
    'testing',
    '--out',
    workFolder('synth'),
    ...projects,
  ] as const;

/** Synth of one app against the same program as one bundled file, and of a whole environment in one process. */
export async function benchSynth(): Promise<void> {
  const bundle = await bundled('apps/network');
  const [ours, bare, all] = await inTurn(
    [
      { name: 'synth of one app', command: synth('apps/network'), cwd: root },
      { name: 'the same, bundled, by bare node', command: [process.execPath, bundle], cwd: root },
      { name: 'synth of all five apps', command: synth(...apps), cwd: root },
    ],
    9,
  );
  row(
    'synth of one app',
    `${median(ours!.seconds).toFixed(2)} s, bundled by bare node ${median(bare!.seconds).toFixed(2)} s`,
    `ratio ${ratio(ours!, bare!).toFixed(2)}`,
    'at most 3',
  );
  row(
    'synth of all five apps',
    `${median(all!.seconds).toFixed(2)} s, ${all!.peakMB.toFixed(0)} MB`,
    '',
    'at most 1.5 s, 200 MB',
  );
}

/** The program that `synth.ts` is for one app, in one file, with everything that it needs inside. */
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
