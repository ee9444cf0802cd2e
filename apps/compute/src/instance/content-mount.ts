import type { Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { lines, type BootPart } from './cloud-config';
import { contentPath, user } from './paths';

const cachePath = '/var/cache/s3fs';

/**
 * The shared content as a folder. Its line goes to /etc/fstab as text: cloud-init's own `mounts` would try it before s3fs is
 * installed. s3fs has to be 1.91 or newer to work with IMDSv2 (s3fs-fuse issue 1762); Ubuntu 24.04 has 1.93.
 */
export function contentMount(role: Role, { environment, data }: Surroundings): BootPart {
  const { region } = environment;
  const options = [
    ...(role === 'web' ? ['ro'] : []),
    // Mounted after the network is up, also after a reboot (s3fs-fuse issue 2391).
    '_netdev',
    'allow_other',
    'iam_role=auto',
    `endpoint=${region}`,
    `url=https://s3.${region}.amazonaws.com`,
    `use_cache=${cachePath}`,
    // In MB: what the cache leaves free on the disk.
    'ensure_diskfree=2048',
    // In seconds: how old what a server knows of a file may be. The default is 900.
    'stat_cache_expire=60',
    `uid=${user.id}`,
    `gid=${user.id}`,
    'umask=0027',
    'mp_umask=0027',
  ];
  return {
    packages: ['s3fs'],
    files: [
      {
        path: '/etc/fstab',
        append: true,
        content: lines(`${data.contentBucketName}:/ ${contentPath} fuse.s3fs ${options.join(',')} 0 0`),
      },
    ],
    commands: [`mkdir -p ${contentPath} ${cachePath}`, 'systemctl daemon-reload', `mount ${contentPath}`],
  };
}
