export { fakeApp, stackJson, stateJson, type FakeAppOptions } from './fake-app';
export { account, fakeS3, fakeSession, s3Error } from './fake-session';
export { FlawedWay, type Call, type Flaw } from './flawed-way';
export { SmallRepository, smallRepositoryBucket, type SmallApp } from './small-repository';
export { inApp } from './in-app';
