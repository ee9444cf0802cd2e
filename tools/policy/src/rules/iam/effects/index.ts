export { effectsOfBoundaries } from './boundaries';
export { effectsOfRoles } from './roles';
export { effectsOfStateBucket } from './state-bucket';
