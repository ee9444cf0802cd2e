import { isWriter, readersOf, type Environment, type Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { lines, type BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { contentPath, logFolder, programFolder, settingsPath, user } from './paths';

const cachePath = '/var/cache/s3fs';
const logPath = `${logFolder}/s3fs.log`;

/** What the program `report-unreadable` sends from a reader whose content is mounted and cannot be read: the value 1. */
export const unreadableMetric = ({ name }: Environment, role: Role) => ({
  namespace: 'Malinshopper',
  metricName: 'ContentUnreadable',
  dimensions: { Environment: name, Role: role },
});

/** What s3fs is told (s3fs manual page). It has to be 1.91 or newer for IMDSv2 (s3fs-fuse issue 1762); Ubuntu 24.04 has 1.93. */
function options(role: Role, { environment: { region, roles } }: Surroundings): string[] {
  return [
    ...(isWriter(roles[role]) ? [] : ['ro']),
    '_netdev',
    'allow_other',
    'iam_role=auto',
    `endpoint=${region}`,
    `url=https://s3.${region}.amazonaws.com`,
    `use_cache=${cachePath}`,
    // In MB: what the cache leaves free on the disk.
    'ensure_diskfree=2048',
    // In seconds: how old what a machine knows of a file may be, and so when it sees what was published. The default is 900.
    'stat_cache_expire=60',
    // Or who asked for a file before it was published would go on not finding it.
    'disable_noobj_cache',
    `uid=${user.id}`,
    `gid=${user.id}`,
    'umask=0027',
    'mp_umask=0027',
    `logfile=${logPath}`,
    'dbglevel=err',
  ];
}

/** The condition of the program `content-watch` under which it does not send that metric: the machine is none of a reader. */
const notOnReader = (readers: readonly string[]) =>
  readers.map((reader) => `[ "$MALINSHOPPER_ROLE" != ${reader} ]`).join(' && ');

/**
 * s3fs as a service, which starts it anew whenever it ends. A line of fstab would not do: s3fs mounts first and then asks for
 * the bucket, so a mount that comes too early, before the role's credentials, succeeds and is gone a moment later.
 */
const service = (role: Role, surroundings: Surroundings) =>
  lines(
    '[Unit]',
    'Description=Malinshopper shared content',
    'Wants=network-online.target malinshopper-content-watch.service',
    'After=network-online.target malinshopper-content-watch.service',
    // Tried for ever: the machine is of no use without it, and is replaced if it takes too long.
    'StartLimitIntervalSec=0',
    '[Service]',
    `EnvironmentFile=${settingsPath}`,
    // What a killed s3fs leaves behind: a mount that answers nobody, and is in the way of the next.
    `ExecStartPre=-/usr/bin/umount --lazy --quiet ${contentPath}`,
    `ExecStart=/usr/bin/s3fs $CONTENT_BUCKET ${contentPath} -f -o ${options(role, surroundings).join(',')}`,
    `ExecStartPost=${programFolder}/content-mounted wait`,
    `ExecStopPost=-/usr/bin/umount --lazy --quiet ${contentPath}`,
    'Restart=always',
    'RestartSec=5',
    'TimeoutStartSec=90',
    // A machine that runs out of memory keeps its content, and loses a job.
    'OOMScoreAdjust=-500',
    '[Install]',
    'WantedBy=multi-user.target',
  );

/**
 * The shared content as a folder: web servers read it, a worker writes what is under its own name (its role allows no more).
 * The folder itself belongs to root: without the mount, nobody writes to the disk what he believes to publish.
 */
export function contentMount(role: Role, surroundings: Surroundings): BootPart {
  return {
    packages: ['s3fs'],
    files: [
      program('content-watch', { [notOnReader(['web'])]: notOnReader(readersOf(surroundings.environment)) }),
      program('content-mounted'),
      ...(isWriter(surroundings.environment.roles[role]) ? [] : [program('report-unreadable')]),
    ],
    commands: [`mkdir -p ${contentPath} ${cachePath}`],
    units: [
      unit('malinshopper-content-watch.service'),
      { name: 'malinshopper-content.service', content: service(role, surroundings) },
    ],
    logs: { s3fs: logPath },
  };
}
