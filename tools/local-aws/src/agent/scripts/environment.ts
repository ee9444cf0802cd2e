import type { AgentDeployment, AgentEvent } from '../agent';
import { pamEnvironment } from '../instance/first-boot';
import type { User } from '../instance/names';

/**
 * What scripts find in their environment beside `PATH` (CodeDeploy user guide, "Environment variable availability for hooks").
 * Nothing of ours is in it: no credentials, no settings of Node.js.
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
 * What `su <user> -c <script>` sets beside: USER and LOGNAME for other users than root only (util-linux 2.39, su-common.c,
 * `modify_environment`), and over them what PAM brings: on Ubuntu 24.04 `/etc/pam.d/su` has pam_env read `/etc/environment` and
 * `/etc/default/locale`, and pam_mail set MAIL. They are those that an instance begins with. Without `runas` the agent starts a script by itself, and as a service it has no HOME.
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
