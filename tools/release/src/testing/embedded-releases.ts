import { rmSync } from 'node:fs';
import { accounts, roles, type Role } from '@malinshopper/environments';
import { QUOTAS_VARIABLE, startEmbeddedAws, stopEmbeddedAws } from '@malinshopper/local-aws';
import { CommandLine, release, type Ran } from './command-line';
import { revisionFolder, type Scripts } from './revision-folder';
import { FakeAws } from './world';

/**
 * The environments for the tests of one file, on an embedded AWS of their own. A test begins with `live`, and its
 * remains, also after a failure, are removed after it: no test depends on those before it.
 */
export class EmbeddedReleases {
  private readonly worlds = new Map<string, FakeAws>();
  private readonly folders: string[] = [];
  private readonly commands: CommandLine[] = [];

  /**
   * Has to be created at the top of a test file: it sets up Jest's hooks before and after the tests.
   * @param port of the embedded AWS, which no other test file has
   * @param environments their refs, and the number of instances of their groups, if it is not one
   */
  constructor(port: string, environments: Readonly<Record<string, Partial<Record<Role, number>>>>) {
    beforeAll(async () => {
      process.env['EMBEDDED_AWS_PORT'] = port;
      process.env['EMBEDDED_AWS'] = 'on';
      const granted = Object.values(accounts).map(({ id, granted: quotas }) => [id, quotas]);
      process.env[QUOTAS_VARIABLE] = JSON.stringify(Object.fromEntries(granted));
      process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
      await stopEmbeddedAws();
      await startEmbeddedAws();
      for (const [ref, sizes] of Object.entries(environments)) this.worlds.set(ref, await FakeAws.make(ref, sizes));
    });
    afterEach(() => this.settle());
    afterAll(async () => {
      await stopEmbeddedAws();
      for (const one of this.folders) rmSync(one, { recursive: true });
    });
  }

  world(ref: string): FakeAws {
    return this.worlds.get(ref)!;
  }

  /** A folder with a revision. */
  folder(version: string, scripts?: Scripts): string {
    const made = revisionFolder(version, scripts);
    this.folders.push(made);
    return made;
  }

  /** Begins a command, and returns at once. */
  begin(args: readonly string[]): CommandLine {
    const command = new CommandLine(args);
    this.commands.push(command);
    return command;
  }

  /** Pushes a revision, and returns its short name. */
  async pushed(version: string, to: string, scripts?: Scripts): Promise<string> {
    const { code, output } = await release(['push', this.folder(version, scripts), to]);
    const name = /^Revision ([0-9a-f]{12})/m.exec(output)?.[1];
    if (code !== 0 || !name) throw new Error(`${version} was not pushed:\n${output}`);
    return name;
  }

  /** Releases a revision to all of an environment, and returns its short name. */
  async live(version: string, to: string): Promise<string> {
    const name = await this.pushed(version, to);
    expectSuccess(await release(['deploy', name, to]));
    return name;
  }

  /** The revisions that the instances of an environment have, each once. */
  async pages(ref: string): Promise<string[]> {
    const all = await Promise.all(roles.map((role) => this.world(ref).pages(role)));
    return [...new Set(all.flat())];
  }

  private async settle(): Promise<void> {
    for (const world of this.worlds.values()) await world.clear();
    const unended = this.commands.splice(0).filter(({ child }) => child.exitCode === null && child.signalCode === null);
    for (const { child } of unended) child.kill('SIGKILL');
    if (unended.length === 0) return;
    for (const ref of this.worlds.keys()) await release(['status', ref, '--follow']);
  }
}

export function expectSuccess({ code, output }: Ran): void {
  if (code !== 0) throw new Error(`It ended with ${code}:\n${output}`);
}
