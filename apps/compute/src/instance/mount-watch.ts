import type { BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { logFolder } from './paths';

/**
 * A worker without the shared content is replaced: no load balancer looks after it, so it reports itself. Not for a job on a
 * cluster, which reaches the content without a mount.
 */
export const watchMount: BootPart = {
  packages: ['python3-boto3'],
  files: [program('watch-mount')],
  units: [unit('malinshopper-mount-watch.service'), unit('malinshopper-mount-watch.timer')],
  logs: { 'mount-watch': `${logFolder}/mount-watch.log` },
};
