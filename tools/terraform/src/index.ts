export { appRoots } from '@malinshopper/synth';
export { backendFlags } from './aws-target/override';
export { deploy, destroy, plan, type CommandOptions, type DeployOptions } from './commands/commands';
export { ask } from './commands/ask';
export { plannedChanges } from './commands/planned-changes';
export type { Planned } from './commands/recreated';
export { unlock, type UnlockOptions } from './commands/unlock';
export {
  commandHere,
  deployCommand,
  nxCommand,
  printCommandsFor,
  rehearsalCommand,
  shellWord,
} from './commands/printed-commands';
export type { App } from './commands/app';
export type { BeforePlan } from './commands/deploy-app';
export { openContext, type Context, type ContextOptions } from './commands/context';
export { readConfiguration, type Configuration, type StateLocation } from './configuration';
export { claim } from './claim';
export { duration } from './durations';
export { cacheFolder, givenPath } from './paths';
export { identityOf } from './commands/collisions';
export { formerAddress, holdable, isOutgoing } from './outgoing/holdable';
export { drift } from './drift/drift';
export { repair as repairDrift } from './drift/repair';
export { hasDrifted, inWords as driftInWords, parseDriftReports, type DriftReport } from './drift/report';
export { planEnvironment } from './preview/plan-environment';
export type { AppPlan } from './preview/app-plan';
export { reviewKey } from './review/key';
export { readReviewed } from './review/reviewed';
export { reviewFiles, writeReview } from './review/write-review';
export { changedSince, type Decision } from './record/changed-since';
export { commitOf, git } from './record/commit';
export { readRecordOf, type DeploymentRecord } from './record/deployment-record';
export { capture, passThrough, type SubprocessOptions } from './subprocess';
export { appGraph, orderOf, reversed, type AppNode } from './environment-run/app-graph';
export { deployThrough } from './deploy-run/through';
export { deployEnvironment } from './environment-run/deploy-environment';
export { destroyEnvironment } from './environment-run/destroy-environment';
export type { EnvironmentRunOptions } from './environment-run/options';
export type { AppResult, EnvironmentResult, PhaseTime } from './environment-run/result';
export { installation, type Installation } from './installation/installation';
export { openReporter } from './progress/open-reporter';
export { overview as planOverview } from './preview/report';
export { PlainReporter } from './progress/plain';
export type { TerraformEvent } from './progress/events';
export type { Reporter } from './progress/reporter';
export { statePositions } from './review/positions';
export { planForReview } from './review/plan-for-review';
export { isAdoptable } from './adoption/import-made';
export { parseJournal, type Created, type Journal } from './run/journal';
export { stateBucketExists } from './state/bucket';
export { exists, readObject } from './state/objects';
export { shutsOut, stateBucketPolicyIn, principalOptions } from './state/shut-out';
export { readState, type State } from './state/state';
export { synthesize, type Synthesized } from './synth';
export { principalArn, type RoleArn } from './aws-target/principal';
export { openSession, type ClientConfiguration, type Session } from './aws-target/session';
export { chosenTarget, type Target } from './aws-target/target';
export { forgetWorld, targetFolder, workFolder, type WorkFolder } from './work/folder';
