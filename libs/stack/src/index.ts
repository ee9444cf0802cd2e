export { AccountStack } from './account-stack';
export { AwsStack } from './aws-stack';
export { contract, plain, secret, type Contract } from './contract';
export { EnvironmentStack } from './environment-stack';
export { resourceName, type NameKind } from './names';
export { protectionOf, type ProtectionSettings } from './protection';
export { stateBucket, type StateOwner } from './state';
export type { SynthEntry } from './synth';
export { workloadBoundaryArn, workloadBoundaryName } from './workload-boundary';
