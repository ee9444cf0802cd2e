import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { temporaryFolder } from '../testing/temporary-folder';
import { pythonWithBoto3, testWith, type Run } from '../testing/tool';

const web = machine('production', 'web');
const folder = temporaryFolder();
const program = folder.write('database-credentials', web.program('database-credentials'));
const arn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:rds!db-1';
const hostile = 'a"b\\c$d`e\'f #g;h';

/** A Secrets Manager with one secret, or with an error. */
let answer: { readonly status: number; readonly body: object };
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

const secret = (value: unknown) => ({ status: 200, body: { SecretString: JSON.stringify(value) } });

async function fetched(run: Run, env: Record<string, string> = {}) {
  const runtime = mkdtempSync(join(folder.path, 'run-'));
  const outcome = await run([program], {
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    DATABASE_SECRET_ARN: arn,
    RUNTIME_DIRECTORY: runtime,
    ...env,
  });
  return { ...outcome, runtime, path: join(runtime, 'database.env') };
}

describe('the credentials of the database', () => {
  testWith(pythonWithBoto3, 'are written atomically, to a file that only the application can read', async (run) => {
    answer = secret({ username: 'admin', password: 'secret' });
    const { ok, runtime, path } = await fetched(run);
    expect(ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('DATABASE_USER="admin"\nDATABASE_PASSWORD="secret"\n');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(runtime)).toEqual(['database.env']);
  });

  testWith(pythonWithBoto3, 'are read correctly by a shell, with any password', async (run) => {
    answer = secret({ username: 'admin', password: hostile });
    const { path } = await fetched(run);
    expect(execFileSync('sh', ['-c', '. "$1"; printf %s "$DATABASE_PASSWORD"', 'sh', path], { encoding: 'utf8' })).toBe(
      hostile,
    );
  });

  testWith({ name: 'php' }, 'are in the environment of every request, with any password', async (run) => {
    const written = folder.write('database.env', `DATABASE_PASSWORD="${hostile.replace(/(["\\$`])/g, '\\$1')}"\n`);
    const prepended = folder.write(
      'credentials.php',
      web.program('credentials.php').replace('/run/malinshopper/database.env', written),
    );
    const page = folder.write('page.php', '<?php echo getenv("DATABASE_PASSWORD");');
    expect((await run(['-d', `auto_prepend_file=${prepended}`, page])).output).toBe(hostile);
    expect(web.file('/etc/malinshopper/php/malinshopper.ini')).toContain('auto_prepend_file = /usr/local/lib/');
  });

  testWith(
    pythonWithBoto3,
    'stay unchanged when they cannot be fetched, and one line gives the reason',
    async (run) => {
      answer = { status: 400, body: { __type: 'AccessDeniedException', Message: 'no' } };
      const { ok, output, runtime } = await fetched(run);
      expect(ok).toBe(false);
      expect(output).toBe(
        `database-credentials: Secrets Manager refused ${arn} with AccessDeniedException: look at the policies of the instance's role\n`,
      );
      expect(readdirSync(runtime)).toEqual([]);
    },
  );

  testWith(pythonWithBoto3, 'are requested from a Secrets Manager that answers', async (run) => {
    const { ok, output } = await fetched(run, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(ok).toBe(false);
    expect(output).toMatch(
      /^database-credentials: Secrets Manager did not answer for arn:aws:\S+: Could not connect.*\n$/,
    );
  });

  testWith(pythonWithBoto3, 'have the format of RDS', async (run) => {
    answer = secret({ user: 'admin' });
    expect((await fetched(run)).output).toBe(
      `database-credentials: ${arn} has to be a JSON object with username and password, as RDS writes it; it is something else\n`,
    );
    answer = secret({ username: 'admin', password: 'two\nlines' });
    expect((await fetched(run)).output).toContain('the secret has a control character in it');
  });

  testWith(pythonWithBoto3, 'cannot be fetched without the settings', async (run) => {
    expect((await fetched(run, { DATABASE_SECRET_ARN: '' })).output).toBe(
      'database-credentials: DATABASE_SECRET_ARN is not set: start malinshopper-database.service, which reads /etc/malinshopper.env\n',
    );
  });

  test('are stored in memory', () => {
    expect(web.unit('malinshopper-database.service')).toMatch(/Group=www-data[^]*RuntimeDirectory=malinshopper\n/);
  });

  test('are a minute old at most: the longest outage after a rotation or a failed fetch', () => {
    const timer = web.unit('malinshopper-database.timer');
    const settings = timer.slice(timer.indexOf('[Timer]')).match(/^\w+=.*$/gm);
    expect(settings).toEqual(['OnActiveSec=1min', 'OnUnitActiveSec=1min', 'AccuracySec=5s', 'WantedBy=timers.target']);
  });
});
