import { writerRolesOf, type Role } from '@malinshopper/environments';
import { isToldOfContent, usesSessionCache, type Surroundings } from '../surroundings';
import type { BootPart } from './boot-part';
import { file } from './installed-files';

/** The session store of PHP is the cache. */
const sharedSessions: BootPart = {
  packages: ['php-redis'],
  files: [file('sessions.ini', '/etc/malinshopper/php/sessions.ini')],
};

/** The services that a web server uses in some environments only, for this environment. */
export function webServices(role: Role, { environment }: Surroundings): readonly BootPart[] {
  return usesSessionCache(role, environment) ? [sharedSessions] : [];
}

/** The settings for these services, as `NAME=value`. */
export function webServiceSettings(role: Role, { environment, data }: Surroundings): Record<string, string> {
  const told = isToldOfContent(role, environment);
  const writers = told ? writerRolesOf(environment) : [];
  const queues = writers.map((writer) => [queueSetting(writer), data.contentQueueUrls(writer)]);
  return {
    CONTENT_DISTRIBUTION: told ? 'events' : 's3fs',
    ...Object.fromEntries(queues),
    ...(usesSessionCache(role, environment) && { SESSION_HOST: data.sessionHost, SESSION_PORT: data.sessionPort }),
  };
}

/** `CONTENT_QUEUE_UPDATER_1`: the queue that notifies a web server of updater-1's publications. */
const queueSetting = (writer: string) => `CONTENT_QUEUE_${writer.toUpperCase().replaceAll('-', '_')}`;
