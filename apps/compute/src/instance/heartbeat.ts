import type { Environment, WorkerRole } from '@malinshopper/environments';
import type { BootPart } from './boot-part';
import { program } from './installed-files';

/** What the program `heartbeat` sends after each successful run of a role's job: the value 1. */
export const heartbeatMetric = ({ name }: Environment, role: WorkerRole) => ({
  namespace: 'Malinshopper',
  metricName: 'Heartbeat',
  dimensions: { Environment: name, Role: role },
});

/** The program that tells CloudWatch of a successful run. It reads who it is from /etc/malinshopper.env. */
export const heartbeat: BootPart = { packages: ['python3-boto3'], files: [program('heartbeat')] };
