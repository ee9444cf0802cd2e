import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@malinshopper/synth';

export interface Ran {
  readonly code: number | null;
  /** Its output, both streams in their order. */
  readonly output: string;
}

/** A command of `npm run release --` as a program of its own. */
export class CommandLine {
  readonly child: ChildProcess;
  output = '';
  readonly ended: Promise<Ran>;

  constructor(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
    const program = join(repositoryRoot, 'tools', 'release', 'src', 'main.ts');
    this.child = spawn(process.execPath, [require.resolve('@malinshopper/bundle/run'), program, ...args], {
      cwd: repositoryRoot,
      env: { ...process.env, EMBEDDED_AWS: 'on', CI: '1', NO_COLOR: '1', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (data) => (this.output += String(data)));
    this.ended = new Promise((resolve) => this.child.on('close', (code) => resolve({ code, output: this.output })));
  }

  /** Waits until it has printed this; otherwise fails with its output. */
  async said(text: string | RegExp): Promise<void> {
    const found = () => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output));
    await new Promise<void>((resolve, reject) => {
      const look = () => found() && resolve();
      for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', look);
      this.child.on('close', () =>
        found() ? resolve() : reject(new Error(`It never printed ${text}:\n${this.output}`)),
      );
      look();
    });
  }
}

/** Runs a command to its end. */
export function release(args: readonly string[], variables?: NodeJS.ProcessEnv): Promise<Ran> {
  return new CommandLine(args, variables).ended;
}
