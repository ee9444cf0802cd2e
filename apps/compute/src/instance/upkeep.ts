import { workerRolesOf, type Environment, type Role } from '@malinshopper/environments';
import type { BootPart } from './boot-part';
import { file, program, unit } from './installed-files';
import { logFolder } from './paths';

/** The rotation that limits the size of the logs, however much a job writes. */
export const logRotation: BootPart = {
  packages: ['logrotate'],
  files: [
    file('logrotate.conf', '/etc/logrotate.d/malinshopper'),
    file('logrotate-timer.conf', '/etc/systemd/system/logrotate.timer.d/malinshopper.conf'),
  ],
};

/** The prefixes of the names of the jobs' units: `updater` stands for all that are numbered. */
const jobNames = (environment: Environment) => [
  ...new Set(workerRolesOf(environment).map((role) => role.replace(/-\d+$/, ''))),
];

/** The maintenance of a machine: the right time, security upgrades, logs and a journal of limited size. */
const always = (environment: Environment): BootPart => ({
  packages: ['chrony', 'unattended-upgrades', ...logRotation.packages!],
  files: [
    file('amazon.sources', '/etc/chrony/sources.d/amazon.sources'),
    file('apt.conf', '/etc/apt/apt.conf.d/90malinshopper'),
    file('needrestart.conf', '/etc/needrestart/conf.d/malinshopper.conf', {
      'fetcher|updater': jobNames(environment).join('|'),
    }),
    file('journald.conf', '/etc/systemd/journald.conf.d/malinshopper.conf'),
    ...logRotation.files!,
    program('install-package'),
  ],
  commands: [`mkdir -p ${logFolder}`, 'systemctl try-restart chrony systemd-journald logrotate.timer'],
  logs: { boot: '/var/log/cloud-init-output.log', system: '/var/log/syslog' },
});

/**
 * A role with swap, such as web, has 1 GiB of it for idle memory, of agents above all: a web server's children fill the
 * remaining memory, and when an upgrade needs some, the kernel must not end a child during a request.
 */
const cushion: BootPart = { files: [program('swap')], units: [unit('malinshopper-swap.service')] };

/**
 * A role without swap, such as a worker: a job that needs too much memory would slow the machine down for minutes;
 * without swap it is ended immediately.
 */
const noSwap: BootPart = { commands: ['swapoff --all', 'systemctl mask swap.target'] };

export const upkeep = (role: Role, environment: Environment): readonly BootPart[] => [
  always(environment),
  environment.roles[role].swap ? cushion : noSwap,
];
