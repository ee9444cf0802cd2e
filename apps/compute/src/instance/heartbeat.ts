import type { Environment, WorkerRole } from '@malinshopper/environments';
import type { BootPart } from './boot-part';
import { program } from './installed-files';

/** The metric of the program `heartbeat`, with the value 1 after each successful run of a role's job. */
export const heartbeatMetric = ({ name }: Environment, role: WorkerRole) => ({
  namespace: 'Malinshopper',
  metricName: 'Heartbeat',
  dimensions: { Environment: name, Role: role },
});

/**
 * The program that reports a successful run to CloudWatch. It reads its environment and role from
 * /etc/malinshopper.env.
 */
export const heartbeat: BootPart = { packages: ['python3-boto3'], files: [program('heartbeat')] };
