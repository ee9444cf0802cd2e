import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lines } from '../instance/boot-part';
import type { temporaryFolder } from './temporary-folder';

type Folder = ReturnType<typeof temporaryFolder>;

/**
 * A configuration around a site. All files of nginx are in the folder of the test, which is nginx's prefix (`-p`), by
 * relative paths, because the folder's own path may contain any character.
 * @param listen an address that any user can bind
 */
export function nginxConfig(folder: Folder, site: string, listen: string): string {
  folder.write('fastcgi_params', 'fastcgi_param QUERY_STRING $query_string;\n');
  mkdirSync(join(folder.path, 'logs'), { recursive: true });
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return folder.write(
    'nginx.conf',
    lines(
      'pid nginx.pid;',
      'error_log logs/error.log;',
      'events {}',
      'http {',
      'types { text/plain txt; text/css css; }',
      ...kept.map((name) => `${name}_temp_path ${name};`),
      site.replaceAll('/var/log/nginx', 'logs').replace('listen 80 ', `listen ${listen} `),
      '}',
    ),
  );
}

export interface Served {
  readonly status: number;
  readonly body: string;
}

/** Runs nginx with a site of which the pages are in `<folder>/public`, and requests paths from it while `use` runs. */
export async function withNginx(
  program: string,
  folder: Folder,
  site: string,
  use: (get: (path: string) => Promise<Served>) => Promise<void>,
): Promise<void> {
  const config = nginxConfig(folder, site.replace('/var/www/malinshopper/public', 'public'), 'unix:nginx.sock');
  const socket = join(folder.path, 'nginx.sock');
  const server = spawn(program, ['-p', folder.path, '-c', config, '-g', 'daemon off; master_process off;'], {
    cwd: folder.path,
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  try {
    // nginx writes its pid when it listens; the socket's file exists before that.
    while (!existsSync(join(folder.path, 'nginx.pid')) && server.exitCode === null) await pause(10);
    await use((path) => get(socket, path));
  } finally {
    server.kill();
    await ended;
  }
}

function get(socketPath: string, path: string): Promise<Served> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode!, body }));
    });
    asked.on('error', reject).end();
  });
}
