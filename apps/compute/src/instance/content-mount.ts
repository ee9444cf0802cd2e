import { isWriter, readersOf, type Environment, type Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { lines, type BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { contentPath, logFolder, programFolder, settingsPath, user } from './paths';

const cachePath = '/var/cache/s3fs';
const logPath = `${logFolder}/s3fs.log`;

/**
 * The metric of the program `report-unreadable`. The value 1 means that a reader has mounted the content, but cannot
 * read it.
 */
export const unreadableMetric = ({ name }: Environment, role: Role) => ({
  namespace: 'Malinshopper',
  metricName: 'ContentUnreadable',
  dimensions: { Environment: name, Role: role },
});

/**
 * The options of s3fs (s3fs manual page). IMDSv2 needs version 1.91 or newer (s3fs-fuse issue 1762); Ubuntu 24.04 has
 * 1.93.
 */
function options(role: Role, { environment: { region, roles } }: Surroundings): string[] {
  return [
    ...(isWriter(roles[role]) ? [] : ['ro']),
    '_netdev',
    'allow_other',
    'iam_role=auto',
    `endpoint=${region}`,
    `url=https://s3.${region}.amazonaws.com`,
    `use_cache=${cachePath}`,
    // The free space that the cache leaves on the disk, in MB.
    'ensure_diskfree=2048',
    // The maximum age of cached file attributes, in seconds. A publication is visible after at most this delay. The
    // default is 900.
    'stat_cache_expire=60',
    // With this cache, a file that was requested before its publication would stay missing.
    'disable_noobj_cache',
    `uid=${user.id}`,
    `gid=${user.id}`,
    'umask=0027',
    'mp_umask=0027',
    `logfile=${logPath}`,
    'dbglevel=err',
  ];
}

/** A shell condition of the program `content-watch`: the machine is no reader, so it does not send the metric. */
const notOnReader = (readers: readonly string[]) =>
  readers.map((reader) => `[ "$MALINSHOPPER_ROLE" != ${reader} ]`).join(' && ');

/**
 * s3fs as a service, which restarts it whenever it ends. An entry in fstab does not work: s3fs mounts first and then
 * accesses the bucket, so a mount before the role's credentials are available succeeds and ends a moment later.
 */
const service = (role: Role, surroundings: Surroundings) =>
  lines(
    '[Unit]',
    'Description=Malinshopper shared content',
    'Wants=network-online.target malinshopper-content-watch.service',
    'After=network-online.target malinshopper-content-watch.service',
    // Without a limit of attempts: the machine is useless without the content, and is replaced if it takes too long.
    'StartLimitIntervalSec=0',
    '[Service]',
    `EnvironmentFile=${settingsPath}`,
    // Removes the mount that a killed s3fs leaves behind: it does not answer, and blocks the next one.
    `ExecStartPre=-/usr/bin/umount --lazy --quiet ${contentPath}`,
    `ExecStart=/usr/bin/s3fs $CONTENT_BUCKET ${contentPath} -f -o ${options(role, surroundings).join(',')}`,
    `ExecStartPost=${programFolder}/content-mounted wait`,
    `ExecStopPost=-/usr/bin/umount --lazy --quiet ${contentPath}`,
    'Restart=always',
    'RestartSec=5',
    'TimeoutStartSec=90',
    // When memory runs out, the machine loses a job and keeps its content.
    'OOMScoreAdjust=-500',
    '[Install]',
    'WantedBy=multi-user.target',
  );

/**
 * The shared content as a folder: web servers read it, a worker writes below its own name (its role allows no more).
 * The folder itself belongs to root, so that without the mount, no job publishes to the local disk by mistake.
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
