import { createHash } from 'node:crypto';
import { roles, type Role } from '@malinshopper/environments';
import { expectThat } from '../../checks/check';
import { BOOT_SECONDS } from '../machine/poll';
import type { BootCheck } from './check';

const boots = (role: Role): BootCheck => ({
  subject: `${role} boots`,
  async look({ machines }) {
    const { machine } = machines.get(role);
    await machine.booted(BOOT_SECONDS);
    const failed = (await machine.try('systemctl list-units --failed --plain --no-legend')).stdout.trim();
    expectThat(failed === '', `units have failed: ${failed}`);
    const state = (await machine.try('systemctl is-system-running')).stdout.trim();
    expectThat(state === 'running', `systemd reports "${state}"`);
    const status = JSON.parse((await machine.try('cloud-init status --format json')).stdout) as CloudInitStatus;
    expectThat(status.errors.length === 0, `cloud-init reports: ${status.errors.join('; ')}`);
    expectThat(status.datasource === 'ec2', `cloud-init took its data from ${status.datasource}, not from EC2`);
    const units = await machine.run("systemctl list-units --plain --no-legend --state=running 'malinshopper-*'");
    const names = units.split('\n').map((line) => /^malinshopper-(\S+)\.\w+/.exec(line)?.[1] ?? line);
    const system = await machine.run('. /etc/os-release; echo "$PRETTY_NAME"');
    return `${system}, systemd runs, cloud-init done; ${names.join(', ')}`;
  },
});

interface CloudInitStatus {
  readonly datasource: string;
  readonly errors: readonly string[];
}

export const bootingChecks: readonly BootCheck[] = [
  ...roles.map(boots),
  {
    subject: 'user data',
    async look({ machines }) {
      for (const { machine, instance } of machines.all) {
        const seen = await machine.run('sha256sum /var/lib/cloud/instance/user-data.txt | cut -d" " -f1');
        const given = createHash('sha256').update(instance.userData).digest('hex');
        expectThat(
          seen === given,
          `the user data that cloud-init read on ${instance.role} is not that of its launch template`,
        );
      }
      const sizes = machines.all.map(({ instance }) => `${instance.role} ${instance.userData.length}`);
      return `byte for byte the launch templates', in bytes: ${sizes.join(', ')}`;
    },
  },
  {
    subject: 'metadata',
    async look({ machines }) {
      const { machine, instance } = machines.get('web');
      const url = 'http://169.254.169.254/latest';
      const old = await machine.run(`curl -s -o /dev/null -w '%{http_code}' ${url}/meta-data/instance-id`);
      expectThat(old === '401', `version 1 of the metadata service answers ${old}, not 401`);
      const id = await machine.run(
        `curl -s -H "X-aws-ec2-metadata-token: $(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${url}/api/token)" ` +
          `${url}/meta-data/instance-id`,
      );
      expectThat(id === instance.id, `it reports the instance id "${id}", not ${instance.id}`);
      return `version 2 only: 401 without a token, ${id} with one`;
    },
  },
  {
    subject: 'nothing leaves',
    async look({ machines }) {
      for (const { machine } of machines.all) {
        const routes = await machine.run('ip -4 route; ip -6 route show default');
        expectThat(!/^default|^0\.0\.0\.0/m.test(routes), `${machine.name} has a route out: ${routes}`);
        const { code } = await machine.try('timeout 5 curl --silent http://1.1.1.1/');
        expectThat(
          code === 7,
          `a connection from ${machine.name} to 1.1.1.1 ended with ${code}, not as impossible (7)`,
        );
      }
      const names = new Set(machines.all.flatMap(({ machine }) => [...machine.edge.unknownNames]));
      return `no route out; queried names that are not AWS's: ${[...names].sort().join(', ') || 'none'}`;
    },
  },
];
