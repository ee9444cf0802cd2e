export { chosenEnvironment } from './choice';
export { accountNames, type Account, type AccountName } from './account';
export { accounts } from './accounts';
export { branchHost, branchZone } from './branch';
export {
  breakGlass,
  breakGlassArn,
  ciBoundaryArn,
  ciBoundaryPath,
  ciPath,
  ciReviewBoundaryArn,
  ciReviewRole,
  ciReviewRoleArn,
  ciRoleArn,
  ciRoleName,
  ciSessionSeconds,
  gitHubEnvironment,
  gitHubIssuer,
  gitHubProviderArn,
  gitHubReviewEnvironment,
  gitHubReviewSubject,
  gitHubSubject,
  needsReview,
  purposes,
  type Purpose,
} from './ci';
export { reviewDays, reviewFolder, reviewKeyAlias } from './reviews';
export { subnetBlock, type SubnetTier } from './cidr';
export {
  environment,
  hasHostsCertificate,
  hostOf,
  howToName,
  isExpendable,
  longLivedEnvironments,
  networkOf,
  rolesOf,
  variantOf,
  withoutProtection,
  workersOf,
  type Environment,
  type Lendable,
  type OwnNetwork,
} from './environment';
export { architectureOf, burstableFamilies, vcpusOf, type Architecture, type InstanceType } from './instance-types';
export { imageOf, newestImageParameter, pinnedImages, type PinnedImage } from './images';
export { demandOf, type Demand } from './quotas/demand';
export { assertQuotas, inWords, ledgerOf, type Entry } from './quotas/ledger';
export { promotedFrom, releasePath, releaseRoleArn, releaseRoleName, releaseSubjects } from './releases';
export {
  clusterRolesOf,
  readersOf,
  roles,
  roleTraits,
  webRoles,
  webRolesOf,
  workerRoles,
  workerRolesOf,
  writerRolesOf,
  type Role,
  type Roles,
  type WebRole,
  type WorkerRole,
  type WriterRole,
} from './roles';
export type { EnvironmentConfig } from './schema';
export {
  clusterCertificates,
  hadoopPackage,
  hadoopVersion,
  softwareFolder,
  softwareOf,
  type SoftwarePackage,
} from './software';
export { branchPattern } from './slug';
export {
  databaseTiers,
  isWriter,
  jobOf,
  releaseSides,
  visitorsOf,
  type DatabaseTier,
  type Job,
  type ReleaseSide,
  type Traits,
  type Visitors,
} from './traits';
export { stateBucket } from './state-bucket';
export { appNames, environmentApps, type AppName, type Team } from './team';
export {
  alarmTeams,
  applicationRepository,
  breakGlassTeam,
  gitHubTeam,
  repository,
  teamNames,
  teams,
  type TeamName,
} from './teams';
export { workloadBoundaryArn, workloadBoundaryNames } from './workload-boundary';
