export { chosenEnvironment } from './choice';
export { accounts, type Account, type AccountName } from './accounts';
export { subnetBlock, type SubnetTier } from './cidr';
export {
  environment,
  hostOf,
  howToName,
  longLivedEnvironments,
  networkOf,
  withoutProtection,
  type Environment,
  type Lendable,
  type OwnNetwork,
} from './environment';
export { architectureOf, type Architecture, type InstanceType } from './instance-types';
export { imageOf } from './images';
