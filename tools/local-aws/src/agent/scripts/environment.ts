import type { AgentDeployment, AgentEvent } from '../agent';

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
