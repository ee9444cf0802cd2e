import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { gitHub } from '../settings/client';
import { calls, check } from '../settings/command';
import { startGitHub, token, type StandIn } from './github-stand-in';
import type { Environment, RepositoryState } from './github-state';

export const infrastructure = 'malinshopper/infrastructure';
export const application = 'malinshopper/application';

/** The stand-in of GitHub with this repository and that of the application, and the commands that compare and set it. */
export class SetUp {
  private constructor(readonly standIn: StandIn) {}

  static async start(): Promise<SetUp> {
    return new SetUp(await startGitHub([infrastructure, application]));
  }

  get repository(): RepositoryState {
    return this.standIn.state.repositories[infrastructure]!;
  }

  environment(name: string): Environment {
    return this.repository.environments.find((one) => one.name === name)!;
  }

  /** The parameters of a rule of main. */
  parametersOf(type: string): Record<string, unknown> {
    const rule = this.repository.rulesets[0]!.rules!.find((one) => one.type === type);
    return (rule as unknown as { parameters: Record<string, unknown> }).parameters;
  }

  get variables(): Readonly<Record<string, string>> {
    return { GH_TOKEN: token, GITHUB_API_URL: this.standIn.url };
  }

  async checked(): Promise<{ code: number; faults: string[]; last: string }> {
    const lines: string[] = [];
    const code = await check(gitHub(this.variables), (line) => lines.push(line));
    const faults = lines.filter((line) => line.startsWith('✖ ')).map((line) => line.slice(2));
    return { code, faults, last: lines.filter((line) => !line.startsWith('✖ ')).join('\n') };
  }

  async printed(): Promise<{ code: number; script: string; warned: string[] }> {
    const [texts, warned]: [string[], string[]] = [[], []];
    const code = await calls(
      gitHub(this.variables),
      (text) => texts.push(text),
      (line) => warned.push(line),
    );
    return { code, script: texts.join('\n'), warned };
  }

  /** Runs the printed calls by a shell and a program gh, as a user would: a process for each call. */
  async runInShell(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'gh-'));
    const program = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, 'gh.mjs')}" "$@"\n`;
    writeFileSync(join(folder, 'gh'), program, { mode: 0o755 });
    writeFileSync(join(folder, 'calls.sh'), (await this.printed()).script);
    const env = { ...process.env, ...this.variables, PATH: `${folder}${delimiter}${process.env['PATH']}` };
    await promisify(execFile)('sh', [join(folder, 'calls.sh')], { env });
    rmSync(folder, { recursive: true });
  }

  /** Does the same without a process. */
  async run(): Promise<void> {
    const call = /^gh api --silent --method (\w+) (\S+)(?: --input - <<'?JSON'?\n(.+)\nJSON)?$/gm;
    const lookUp = /\$\(gh api orgs\/malinshopper\/teams\/(\w+) --jq \.id\)/g;
    for (const [, method, path, body] of (await this.printed()).script.matchAll(call)) {
      const sent = body?.replace(lookUp, (_all, team: string) => String(this.standIn.state.teams[team]!.id));
      const headers = { authorization: `token ${token}` };
      const { status } = await fetch(`${this.standIn.url}/${path}`, {
        method,
        headers,
        ...(sent ? { body: sent } : {}),
      });
      if (status >= 300) throw new Error(`${status} of ${method} ${path}`);
    }
  }
}
