import { statementsIn } from '@malinshopper/aws-facts';
import { gzipSync } from 'node:zlib';
import { environment, roles, variantOf, workerRoles, type Environment, type Role } from '@malinshopper/environments';
import { Machine } from './testing/machine';
import { Synthesized } from './testing/synthesized';
import { temporaryFolder } from './testing/temporary-folder';
import { testWith } from './testing/tool';

const folder = temporaryFolder();
const output = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
const variant = (ref: string, changes: Parameters<typeof variantOf>[1]) =>
  new Synthesized(variantOf(environment(ref), changes));
const plain = new Synthesized(environment('testing'));
const told = variant('testing', { content: { distribution: 'events' } });
const cached = variant('testing', {
  sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 },
});

const policies = (stack: Synthesized, role: Role) =>
  stack
    .all<{ policy: string; name: string }>('aws_iam_role_policy')
    .filter(({ path }) => path.startsWith(`compute/${role}/identity/`))
    .map(({ config: { policy } }) => statementsIn(policy));
const settings = (stack: Synthesized, role: Role) => new Machine(stack, role).file('/etc/malinshopper.env');
const rulesTo = (stack: Synthesized, group: string) =>
  (['ingress', 'egress'] as const).map((direction) =>
    stack
      .all<Record<string, unknown>>(`aws_vpc_security_group_${direction}_rule`)
      .filter(({ config }) =>
        [config['security_group_id'], config['referenced_security_group_id']].includes(output(group)),
      ),
  );

describe('with content distributed by events', () => {
  it('a web server mounts nothing, and a worker does', () => {
    const units = (role: Role) => new Machine(told, role).files.map(({ path }) => path);
    const mount = '/etc/systemd/system/malinshopper-content.service';
    expect(units('web')).not.toContain(mount);
    expect(new Machine(told, 'web').packages).not.toContain('s3fs');
    for (const worker of workerRoles) expect(units(worker)).toContain(mount);
  });

  it('only a web server has the queues of the workers in its settings', () => {
    const text = told.userData('web');
    for (const worker of workerRoles) {
      const name = `CONTENT_QUEUE_${worker.toUpperCase().replace('-', '_')}`;
      expect(text).toContain(`${name}=\${data.terraform_remote_state.data.outputs.contentQueueUrls.${worker}}`);
      expect(settings(told, worker)).not.toContain('CONTENT_QUEUE_');
      expect(settings(plain, 'web')).not.toContain('CONTENT_QUEUE_');
    }
  });

  it('only a web server receives messages, from these queues, and sends none', () => {
    const withQueues = (stack: Synthesized, role: Role) =>
      policies(stack, role).filter((statements) => JSON.stringify(statements).includes('sqs'));
    expect(withQueues(told, 'web')).toEqual([
      [
        {
          Sid: 'Take',
          Effect: 'Allow',
          Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
          Resource: workerRoles.map((worker) => output(`contentQueueArns.${worker}`)),
        },
        {
          Sid: 'Decrypt',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: output('bucketKeyArn'),
          Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } },
        },
      ],
    ]);
    for (const worker of workerRoles) expect(withQueues(told, worker)).toEqual([]);
    expect(withQueues(plain, 'web')).toEqual([]);
  });
});

describe('with a session cache', () => {
  it('PHP stores its sessions there, over TLS, and has the package for it', () => {
    const web = new Machine(cached, 'web');
    expect(web.packages).toContain('php-redis');
    const ini = web.file('/etc/malinshopper/php/sessions.ini');
    expect(ini).toMatch(/^session\.save_handler = redis$/m);
    // PHP inserts the values of the settings.
    expect(ini).toMatch(/^session\.save_path = "tls:\/\/\$\{SESSION_HOST\}:\$\{SESSION_PORT\}\?/m);
    expect(cached.userData('web')).toContain(`SESSION_HOST=${output('sessionHost')}`);
    expect(cached.userData('web')).toContain(`SESSION_PORT=${output('sessionPort')}`);
  });

  testWith({ name: 'php' }, 'PHP reads host and port from its environment', async (run) => {
    folder.write('sessions.ini', new Machine(cached, 'web').file('/etc/malinshopper/php/sessions.ini'));
    const code = 'echo ini_get("session.save_path");';
    const env = { PHP_INI_SCAN_DIR: folder.path, SESSION_HOST: 'master.cache', SESSION_PORT: '6379' };
    expect(await run(['-r', code], env)).toEqual({
      ok: true,
      output: 'tls://master.cache:6379?timeout=2&read_timeout=2',
    });
  });

  it('a web server adds an ingress rule for itself, and no worker does', () => {
    const web = `\${${cached.one('aws_security_group', 'web/firewall/Resource').address}.id}`;
    const rule = { from_port: output('sessionPort'), to_port: output('sessionPort') };
    const [ingress, egress] = rulesTo(cached, 'sessionSecurityGroupId');
    expect(ingress!.map(({ config }) => config)).toMatchObject([
      { ...rule, security_group_id: output('sessionSecurityGroupId'), referenced_security_group_id: web },
    ]);
    expect(egress!.map(({ config }) => config)).toMatchObject([
      { ...rule, security_group_id: web, referenced_security_group_id: output('sessionSecurityGroupId') },
    ]);
  });
});

it('none of it exists where sessions stay on the web servers', () => {
  const web = new Machine(plain, 'web');
  expect(web.packages).not.toContain('php-redis');
  expect(web.files.map(({ path }) => path)).not.toContain('/etc/malinshopper/php/sessions.ini');
  expect(rulesTo(plain, 'sessionSecurityGroupId')).toEqual([[], []]);
});

it('neither changes anything else: only web servers are replaced', () => {
  const both: Environment = variantOf(told.environment, { sessions: cached.environment.sessions });
  const stack = new Synthesized(both);
  for (const worker of workerRoles) {
    expect(stack.userData(worker)).toBe(plain.userData(worker));
    expect(policies(stack, worker)).toEqual(policies(plain, worker));
  }
  for (const role of roles) {
    expect(gzipSync(new Machine(stack, role).text).toString('base64').length).toBeLessThan(16 * 1024);
  }
});
