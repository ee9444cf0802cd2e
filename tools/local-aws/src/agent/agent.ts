/**
 * What CodeDeploy's agent does on an instance, one lifecycle event after the other (CodeDeploy user guide, "AppSpec 'hooks'
 * section for an EC2/On-Premises deployment"). The deployment engine decides when; the agent only knows its instance.
 */
export interface Agent {
  /**
   * Runs one lifecycle event of a deployment. Whatever the revision does wrong is in the answer, and thrown never.
   * @param signal ends running scripts at once: the deployment was stopped, or the instance is gone
   */
  run(event: AgentEvent, deployment: AgentDeployment, signal: AbortSignal): Promise<EventResult>;
  /** The deployment has succeeded here: its ApplicationStop and traffic hooks are what the next deployment begins with. */
  succeeded(deployment: AgentDeployment): Promise<void>;
  /** Ends what still runs and removes the instance's folder. */
  remove(): Promise<void>;
}

/** The events that an agent is asked to carry out; BlockTraffic and AllowTraffic are the load balancer's. */
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

/** What is deployed, as the scripts are told by their environment variables. */
export interface AgentDeployment {
  readonly id: string;
  readonly applicationName: string;
  readonly groupName: string;
  readonly groupId: string;
  /** What to do about files that are there and come from no deployment, unless the appspec says it. */
  readonly fileExistsBehavior?: 'DISALLOW' | 'OVERWRITE' | 'RETAIN';
  /** Where the revision is from: `BUNDLE_BUCKET`, `BUNDLE_KEY`, `BUNDLE_VERSION`, `BUNDLE_ETAG` of the scripts. */
  readonly bundle: { readonly bucket: string; readonly key: string; readonly version?: string; readonly eTag?: string };
  /** Fetches the revision; the agent asks once per instance, in DownloadBundle. */
  readonly download: () => Promise<Buffer>;
}

/** As `Diagnostics` of CodeDeploy's API reference. */
export interface Diagnostics {
  readonly errorCode:
    'Success' | 'ScriptMissing' | 'ScriptNotExecutable' | 'ScriptTimedOut' | 'ScriptFailed' | 'UnknownError';
  readonly scriptName?: string;
  readonly message: string;
  /** The end of what the scripts printed, at most 4 KB. */
  readonly logTail: string;
}

export interface EventResult {
  readonly diagnostics: Diagnostics;
  /** Milliseconds in which scripts of the revision ran. */
  readonly scriptMilliseconds: number;
}
