export { assumeEmbeddedAccount } from './account';
export type { EmbeddedCredentials } from './credentials';
export { embeddedEndpoint } from './address';
export {
  embeddedAwsStatus,
  startEmbeddedAws,
  stopEmbeddedAws,
  type EmbeddedAwsStatus,
  type Started as StartedEmbeddedAws,
} from './daemon';
export { QUOTAS_VARIABLE } from './gateway/granted';
export { deletions, type Deletion } from './services/in-use/deletions';
export { default as listsOfEc2 } from './lists/ec2.json';
export { pythonWithMoto } from './moto/python';
export { filesIn } from './services/lambda/code';
export { runFunction } from './services/lambda/run';
export { databases } from './services/rds/server/databases';
export { ISSUERS_VARIABLE } from './services/sts/issuers';
export { signedFetch } from './signing';
export * from './snapshot';
export { writtenActions } from './writes';
