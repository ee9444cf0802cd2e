import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '@malinshopper/terraform';
import type { Image } from '../image/image';
import { removeGroups } from './control-groups';
import type { Edge } from './edge-process';
import { until } from './poll';

export interface MachineOptions {
  readonly name: string;
  /** The root file system from which it starts, and which it does not change. */
  readonly image: Image;
  /** The folder for the files that it writes. Emptied before. */
  readonly folder: string;
  readonly edge: Edge;
  /** The certificate authority it has to trust. */
  readonly authority: string;
  /** Its control group, right below the root of every hierarchy. */
  readonly group: string;
  /** Its memory in bytes. */
  readonly memory: number;
}

/** The exit code of systemd-nspawn when the machine restarts (its source, `EXIT_FORCE_RESTART`). */
const WANTS_RESTART = 133;

/** A machine with systemd in it, like an instance: a container on top of an image, with a network that leads to its edge only. */
export class Machine {
  readonly startedAt = Date.now();
  private process: ChildProcess;

  private constructor(private readonly options: MachineOptions) {
    this.process = this.launch();
  }

  static start(options: MachineOptions): Machine {
    const { image, folder, authority } = options;
    rmSync(folder, { recursive: true, force: true });
    const upper = join(folder, 'upper');
    for (const part of ['upper/usr/local/sbin', 'upper/etc/ssl/certs', 'work', 'root']) {
      mkdirSync(join(folder, part), { recursive: true });
    }
    cpSync(join(__dirname, 'rehearsal-init.sh'), join(upper, 'usr/local/sbin/rehearsal-init'));
    const bundle = 'etc/ssl/certs/ca-certificates.crt';
    // In the layer of a role, if a package of the role has changed it.
    const known = image.layers.map((layer) => join(layer, bundle)).find(existsSync);
    writeFileSync(join(upper, bundle), `${readFileSync(known!, 'utf8')}\n${authority}`);
    return new Machine(options);
  }

  get name(): string {
    return this.options.name;
  }

  get edge(): Edge {
    return this.options.edge;
  }

  private launch(): ChildProcess {
    const { image, folder, name, group, memory, edge } = this.options;
    const what = [image.layers.join(':'), folder, name, group, String(memory), String(edge.pid)];
    const own = ['unshare', '--net', '--mount', '--propagation', 'private', 'sh', join(__dirname, 'launch.sh')];
    const console = openSync(join(folder, 'console.log'), 'a');
    // However the rehearsal ends, its machines end with it.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...own, ...what], {
      stdio: ['ignore', console, console],
      detached: true,
    });
    closeSync(console);
    child.once('exit', (code) => {
      if (code === WANTS_RESTART) this.process = this.launch();
    });
    return child;
  }

  /** The output on its console. */
  get console(): string {
    return readFileSync(join(this.options.folder, 'console.log'), 'utf8');
  }

  /** Runs a shell script in the machine, as root, and returns its output. @throws Error if it fails */
  async run(script: string): Promise<string> {
    const { code, stdout, stderr } = await this.try(script);
    if (code !== 0) throw new Error(`${this.name}: \`${script}\` ended with ${code}: ${(stderr || stdout).trim()}`);
    return stdout.trim();
  }

  /** Runs a shell script in the machine, as root. */
  async try(script: string) {
    if (!this.isUp) throw new Error(`${this.name} does not run. Its console:\n${this.console}`);
    const [program = '', ...args] = this.entrance.split(' ');
    return capture(program, [...args, 'sh', '-c', script], { cwd: '/' });
  }

  /** The command that runs another in the machine, as root. */
  get entrance(): string {
    const clean = 'env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    return `nsenter --target ${this.firstProcess()} --mount --uts --ipc --net --pid --cgroup -- ${clean}`;
  }

  /** Puts a file into the machine. */
  write(path: string, content: string, mode: number): Promise<string> {
    const encoded = Buffer.from(content).toString('base64');
    return this.run(
      `mkdir -p "$(dirname ${path})" && echo ${encoded} | base64 -d > ${path} && chmod ${mode.toString(8)} ${path}`,
    );
  }

  /** Waits until systemd has started everything, and cloud-init has ended, with or without errors. */
  async booted(seconds: number): Promise<void> {
    const jobs = async () =>
      this.isUp ? (await this.try('systemctl list-jobs; cloud-init status --long')).stdout : '';
    await until(
      `${this.name} boots`,
      seconds,
      async () => {
        if (this.hasEnded) throw new Error(`${this.name} has ended while it booted. Its console:\n${this.console}`);
        if (!this.isUp) return undefined;
        // cloud-init is a Python program, and the last part of a boot: it is queried after systemd has finished.
        const { stdout: system } = await this.try('systemctl is-system-running');
        if (!/^(running|degraded)/.test(system)) return undefined;
        return /status: (done|error)/.test((await this.try('cloud-init status')).stdout) ? true : undefined;
      },
      jobs,
    );
  }

  /** Restarts it as an instance restarts: systemd ends and begins again, and the disk keeps its contents. */
  async reboot(seconds: number): Promise<void> {
    const before = this.firstProcess();
    await this.try('systemctl reboot');
    await until(`${this.name} restarts`, seconds, async () => {
      const now = this.firstProcess();
      return now !== undefined && now !== before ? true : undefined;
    });
    await this.booted(seconds);
  }

  /** Ends it at once, as a power failure does, and leaves nothing of it. */
  async end(): Promise<void> {
    if (!this.hasEnded) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGKILL');
      await ended;
    }
    await this.edge.end();
    await until(`the last process of ${this.name} ends`, 20, async () =>
      removeGroups(this.options.group) ? true : undefined,
    );
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  /** True if there is a first process, in which commands can run. */
  get isUp(): boolean {
    return this.firstProcess() !== undefined;
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** The process id of the machine's systemd on the computer. `undefined` until it has begun. */
  private firstProcess(): string | undefined {
    const { pid } = this.process;
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
      return children.find((child) => readFileSync(`/proc/${child}/comm`, 'utf8') === 'systemd\n');
    } catch {
      return undefined;
    }
  }
}
