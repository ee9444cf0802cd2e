import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, readRecordOf, type DeploymentRecord } from '@malinshopper/terraform';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from './clients';
import { root } from './programs';

const apps = ['account', 'network', 'data', 'compute', 'delivery'] as const;

/** The scope of this repository's own packages, which `npm ci` links to their folders. */
const scope = '@malinshopper';

/** A copy of the repository in which one text of one file is another. Its packages are its own, its dependencies those of this one. */
function copyWith(file: string, text: string, other: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'one-app-changed-'));
  const left = new Set(['node_modules', '.work', '.nx', '.git']);
  for (const name of readdirSync(root)) {
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  const dependencies = join(root, 'node_modules');
  const links = join(copy, 'node_modules');
  mkdirSync(join(links, scope), { recursive: true });
  for (const name of readdirSync(dependencies)) {
    if (name !== scope) symlinkSync(join(dependencies, name), join(links, name));
  }
  for (const name of readdirSync(join(dependencies, scope))) {
    symlinkSync(readlinkSync(join(dependencies, scope, name)), join(links, scope, name));
  }
  // Whose embedded AWS it is, each clone knows by a token.
  const token = join('.work', 'embedded-aws', 'tokens', process.env['EMBEDDED_AWS_PORT']!);
  cpSync(join(root, token), join(copy, token));
  const source = readFileSync(join(copy, file), 'utf8');
  if (!source.includes(text)) throw new Error(`${file} does not say ${text}: nothing would be changed.`);
  writeFileSync(join(copy, file), source.replace(text, other));
  return copy;
}

/**
 * The tests of a change of `delivery` only, deployed by Nx with the role of its team, for an environment that is up. What is deployed of
 * `delivery` is another afterwards than this repository says.
 * @param clients asked for when the tests run, because there are none before
 */
export function deliveringAlone({ name, ref, account }: Environment, clients: () => Clients): void {
  const records = async (): Promise<Record<string, DeploymentRecord | undefined>> => {
    const { s3 } = clients();
    const bucket = `malinshopper-terraform-state-${account.id}`;
    const all = apps.map(async (app) => {
      const owner = app === 'account' ? account.name : name;
      return [app, await readRecordOf(s3, { bucket, key: `${owner}/${app}.tfstate` })] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  };
  /** What Nx says, and its exit code. */
  const nx = async (cwd: string, ...args: string[]) => {
    const { code, stdout, stderr } = await capture(
      join(root, 'node_modules', '.bin', 'nx'),
      [...args, '-c', ref, '--output-style=static'],
      { cwd, env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', EMBEDDED_AWS_ROLE: 'ci/delivery-deploy' } },
    );
    return { code, said: stdout + stderr };
  };

  it('deploys that app, and ends at once for the four that the role may not deploy', async () => {
    const before = await records();
    const copy = copyWith(
      'apps/delivery/src/delivery-stack.ts',
      'description: `CodeDeploy in ${environment.name}`',
      'description: `CodeDeploy deploys in ${environment.name}`',
    );
    try {
      const { code, said } = await nx(copy, 'deploy', 'delivery');
      // The end of it only: that is where it says what went wrong, and CI shows little of a long text.
      expect(code === 0 ? '' : said.slice(-3_000)).toBe('');
      const unchanged = [...said.matchAll(/^(\w+): unchanged since /gm)].map(([, app]) => app);
      expect(unchanged.sort()).toEqual(['account', 'compute', 'data', 'network']);
    } finally {
      rmSync(copy, { recursive: true });
    }
    const after = await records();
    for (const app of apps) if (app !== 'delivery') expect(after[app]).toEqual(before[app]);
    expect(after['delivery']).toMatchObject({
      outcome: 'deployed',
      who: `arn:aws:sts::${account.id}:assumed-role/delivery-deploy/embedded`,
    });
  });

  it('is refused to that role for another app before anything is touched, because it may not read its state', async () => {
    const { code, said } = await nx(root, 'plan', 'network');
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/network\.tfstate(\.tflock)? cannot be read: AccessDenied: .*delivery-deploy/),
    ]);
  });
}
