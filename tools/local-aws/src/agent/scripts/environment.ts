import type { AgentDeployment, AgentEvent } from '../agent';
import { pamEnvironment } from '../instance/first-boot';
import type { User } from '../instance/names';

/**
 * The environment of scripts beside `PATH` (CodeDeploy user guide, "Environment variable availability for hooks"). It
 * has nothing of this process: no credentials, no settings of Node.js.
 */
export function scriptEnvironment(event: AgentEvent, deployment: AgentDeployment): Record<string, string> {
  const { bucket, key, version, eTag } = deployment.bundle;
  return {
    LIFECYCLE_EVENT: event,
    DEPLOYMENT_ID: deployment.id,
    APPLICATION_NAME: deployment.applicationName,
    DEPLOYMENT_GROUP_NAME: deployment.groupName,
    DEPLOYMENT_GROUP_ID: deployment.groupId,
    BUNDLE_BUCKET: bucket,
    BUNDLE_KEY: key,
    ...(version !== undefined && { BUNDLE_VERSION: version }),
    ...(eTag !== undefined && { BUNDLE_ETAG: eTag }),
  };
}

/**
 * The variables that `su <user> -c <script>` adds: USER and LOGNAME for users other than root (util-linux 2.39,
 * su-common.c, `modify_environment`), and over them those of PAM: on Ubuntu 24.04 `/etc/pam.d/su` has pam_env read
 * `/etc/environment` and `/etc/default/locale`, and pam_mail set MAIL. They are those of a new instance. Without
 * `runas` the agent starts a script by itself, and as a service it has no HOME.
 */
export function suEnvironment({ name, home, shell }: User): Record<string, string> {
  return {
    HOME: home,
    SHELL: shell,
    ...(name !== 'root' && { USER: name, LOGNAME: name }),
    ...pamEnvironment,
    MAIL: `/var/mail/${name}`,
  };
}
