import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Certificate } from '../authority';
import type { Image } from '../image/image';
import { until } from '../machine/poll';

/** The packages of the server's image, in the form of a user data. */
export const databaseImage = '#cloud-config\npackages: [mariadb-client-core, mariadb-server-core]\n';

export interface DatabaseServerOptions {
  readonly image: Image;
  readonly folder: string;
  readonly certificate: Certificate & { readonly authority: string };
  /** The user that RDS makes with a server. */
  readonly master: { readonly username: string; readonly password: string };
}

/**
 * A real database server in the place of RDS's, which the embedded AWS does not have: MariaDB, the closest to MySQL in
 * Debian and Ubuntu.
 */
export class DatabaseServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static start({ image, folder, certificate, master }: DatabaseServerOptions): DatabaseServer {
    rmSync(folder, { recursive: true, force: true });
    const data = join(folder, 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'server.pem'), certificate.certificate);
    writeFileSync(join(data, 'server.key'), certificate.key, { mode: 0o600 });
    writeFileSync(join(data, 'authority.pem'), certificate.authority);
    const name = `'${master.username}'@'%'`;
    const password = master.password.replace(/[\\']/g, '\\$&');
    // RDS user guide, "Master user account privileges": all privileges except SUPER, with the permission to grant them.
    const created = `CREATE USER ${name} IDENTIFIED BY '${password}';\nGRANT ALL PRIVILEGES ON *.* TO ${name} WITH GRANT OPTION;\n`;
    writeFileSync(join(data, 'init.sql'), created, { mode: 0o600 });
    const log = openSync(join(folder, 'server.log'), 'a');
    const own = ['unshare', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--net'];
    const what = ['sh', join(__dirname, 'server.sh'), image.layers.join(':'), folder];
    // However the rehearsal ends, its server ends with it.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...own, ...what], { stdio: ['ignore', log, log] });
    return new DatabaseServer(child, folder);
  }

  /** The path of the socket of a server, in its folder. */
  static socketIn = (folder: string) => join(folder, 'data', 'socket');

  /** Waits until it answers. @throws Error with its output, if it does not */
  async answers(): Promise<string> {
    const path = DatabaseServer.socketIn(this.folder);
    const greeted = () =>
      new Promise<true | undefined>((resolve) => {
        if (!existsSync(path)) return resolve(undefined);
        const socket = connect(path);
        const end = (answer?: true) => {
          socket.destroy();
          resolve(answer);
        };
        socket.once('data', () => end(true)).once('error', () => end());
      });
    await until('the database server answers', 60, greeted, () =>
      readFileSync(join(this.folder, 'server.log'), 'utf8'),
    );
    return path;
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }
}
