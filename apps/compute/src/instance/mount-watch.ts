import type { BootPart } from './boot-part';
import { program, unit } from './installed-files';
import { logFolder } from './paths';

/**
 * Replaces a worker without the shared content: no load balancer checks it, so it reports itself unhealthy. A job on a
 * cluster does not need it, because it reaches the content without a mount.
 */
export const watchMount: BootPart = {
  packages: ['python3-boto3'],
  files: [program('watch-mount')],
  units: [unit('malinshopper-mount-watch.service'), unit('malinshopper-mount-watch.timer')],
  logs: { 'mount-watch': `${logFolder}/mount-watch.log` },
};
