import { workerRoles } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import type { BootPart } from './boot-part';
import { file } from './installed-files';

/** PHP keeps its sessions in the cache. */
const sharedSessions: BootPart = {
  packages: ['php-redis'],
  files: [file('sessions.ini', '/etc/malinshopper/php/sessions.ini')],
};

/** What a web server uses in this environment that others of its kind do without. */
export function webServices({ environment: { sessions } }: Surroundings): readonly BootPart[] {
  return sessions.store === 'elasticache' ? [sharedSessions] : [];
}

/** What a web server has to know of these services, as `NAME=value`. */
export function webServiceSettings({ environment, data }: Surroundings): Record<string, string> {
  const told = environment.content.distribution === 'events';
  const queues = (told ? workerRoles : []).map((worker) => [queueSetting(worker), data.contentQueueUrls(worker)]);
  const shared = environment.sessions.store === 'elasticache';
  return {
    CONTENT_DISTRIBUTION: environment.content.distribution,
    ...Object.fromEntries(queues),
    ...(shared && { SESSION_HOST: data.sessionHost, SESSION_PORT: data.sessionPort }),
  };
}

/** `CONTENT_QUEUE_UPDATER_1`: where a web server hears of what updater-1 publishes. */
const queueSetting = (worker: string) => `CONTENT_QUEUE_${worker.toUpperCase().replace('-', '_')}`;
