import { workerRolesOf, type Environment, type Role } from '@malinshopper/environments';
import type { BootPart } from './boot-part';
import { file, program, unit } from './installed-files';
import { logFolder } from './paths';

/** A log of ours is bounded, however much a job writes. */
export const logRotation: BootPart = {
  packages: ['logrotate'],
  files: [
    file('logrotate.conf', '/etc/logrotate.d/malinshopper'),
    file('logrotate-timer.conf', '/etc/systemd/system/logrotate.timer.d/malinshopper.conf'),
  ],
};

/** How the names of the jobs' units begin: `updater` stands for all that are numbered. */
const jobNames = (environment: Environment) => [
  ...new Set(workerRolesOf(environment).map((role) => role.replace(/-\d+$/, ''))),
];

/**
 * What keeps a machine well for as long as it lives: the right time, security upgrades, logs and a journal that cannot fill
 * the disk.
 */
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
 * A role that swaps, as web does, has 1 GiB of it for what lies idle, agents above all: a web server's children fill the memory that is left, and when
 * an upgrade needs some, the kernel must not end one in the middle of a request.
 */
const cushion: BootPart = { files: [program('swap')], units: [unit('malinshopper-swap.service')] };

/** Another has none, as workers: a job that eats memory would slow the machine down for minutes, where now it is ended at once. */
const noSwap: BootPart = { commands: ['swapoff --all', 'systemctl mask swap.target'] };

export const upkeep = (role: Role, environment: Environment): readonly BootPart[] => [
  always(environment),
  environment.roles[role].swap ? cushion : noSwap,
];
