export { assumeEmbeddedAccount, type EmbeddedCredentials } from './account';
export { embeddedEndpoint } from './address';
export {
  embeddedAwsStatus,
  startEmbeddedAws,
  stopEmbeddedAws,
  type EmbeddedAwsStatus,
  type Started as StartedEmbeddedAws,
} from './daemon';
export { deletions, type Deletion } from './services/in-use/deletions';
export { default as listsOfEc2 } from './lists/ec2.json';
export { pythonWithMoto } from './moto/python';
export * from './snapshot';
