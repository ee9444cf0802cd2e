export { packageBucket } from './package-bucket';
