/**
 * CodeDeploy's agent on an instance: it runs one lifecycle event after the other (CodeDeploy user guide, "AppSpec
 * 'hooks' section for an EC2/On-Premises deployment"). The deployment engine decides when; the agent only knows its
 * instance.
 */
export interface Agent {
  /**
   * Runs one lifecycle event of a deployment. A fault of the revision is in the result, and is never thrown. @param
   * signal aborts running scripts at once, because the deployment was stopped or the instance was terminated
   */
  run(event: AgentEvent, deployment: AgentDeployment, signal: AbortSignal): Promise<EventResult>;
  /**
   * Records that the deployment has succeeded on this instance: the next deployment begins with the ApplicationStop and
   * traffic hooks of this one's revision.
   */
  succeeded(deployment: AgentDeployment): Promise<void>;
  /** Ends the processes that still run and removes the instance's folder. */
  remove(): Promise<void>;
}

/** The events that an agent carries out; BlockTraffic and AllowTraffic are the load balancer's. */
export const agentEvents = [
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] as const;
export type AgentEvent = (typeof agentEvents)[number];

/** The deployment, as its scripts see it in their environment variables. */
export interface AgentDeployment {
  readonly id: string;
  readonly applicationName: string;
  readonly groupName: string;
  readonly groupId: string;
  /** The handling of existing files that come from no deployment, unless the appspec declares it. */
  readonly fileExistsBehavior?: 'DISALLOW' | 'OVERWRITE' | 'RETAIN';
  /** The source of the revision: `BUNDLE_BUCKET`, `BUNDLE_KEY`, `BUNDLE_VERSION`, `BUNDLE_ETAG` of the scripts. */
  readonly bundle: { readonly bucket: string; readonly key: string; readonly version?: string; readonly eTag?: string };
  /** Fetches the revision; the agent calls it once per instance, in DownloadBundle. */
  readonly download: () => Promise<Buffer>;
}

/** As `Diagnostics` of CodeDeploy's API reference. */
export interface Diagnostics {
  readonly errorCode:
    'Success' | 'ScriptMissing' | 'ScriptNotExecutable' | 'ScriptTimedOut' | 'ScriptFailed' | 'UnknownError';
  readonly scriptName?: string;
  readonly message: string;
  /** The end of the scripts' output, at most 4 KB. */
  readonly logTail: string;
}

export interface EventResult {
  readonly diagnostics: Diagnostics;
  /** The time in which scripts of the revision ran, in milliseconds. */
  readonly scriptMilliseconds: number;
}
