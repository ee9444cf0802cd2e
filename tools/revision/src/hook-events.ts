/**
 * The lifecycle events of an EC2 deployment in which scripts may run, in the order of an in-place deployment
 * (CodeDeploy user guide, "AppSpec 'hooks' section for an EC2/On-Premises deployment", "Lifecycle event hook
 * availability").
 */
export const hookEvents = [
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'ApplicationStop',
  'BeforeInstall',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] as const;
export type HookEvent = (typeof hookEvents)[number];

/**
 * "Reserved for CodeDeploy operations. Cannot be used to run scripts." (footnote 2 of the same table), and its two
 * ends.
 */
export const reservedEvents = ['Start', 'BlockTraffic', 'DownloadBundle', 'Install', 'AllowTraffic', 'End'] as const;
