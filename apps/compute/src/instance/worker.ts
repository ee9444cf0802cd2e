import { architectureOf, type Job, type Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import type { BootPart } from './boot-part';
import { hadoop, streamingJar } from './hadoop';
import { heartbeat } from './heartbeat';
import { watchInterruption } from './interruption';
import { job, jobUnits } from './jobs';
import { watchMount } from './mount-watch';
import { contentPath } from './paths';

/** A Hadoop worker: Hadoop of its own, its job, and the watches over both. */
export function worker(role: Role, { runs }: Job, { environment }: Surroundings): readonly BootPart[] {
  const { instanceTypes, spotPercent } = environment.sizes[role];
  const machine = { after: ['malinshopper-content.service', 'malinshopper-hadoop.service'], contentPath, streamingJar };
  return [
    hadoop(architectureOf(instanceTypes[0]!)),
    heartbeat,
    ...(spotPercent > 0 ? [watchInterruption(...jobUnits(role, runs))] : []),
    watchMount,
    job(role, runs, machine),
  ];
}
