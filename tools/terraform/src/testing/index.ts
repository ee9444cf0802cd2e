export { commandToKill } from '../adoption/testing/command-to-kill';
export { fakeApp, stackJson, stateJson, type FakeAppOptions } from './fake-app';
export { account, fakeS3, fakeSession, s3Error } from './fake-session';
export { FlawedWay, type Call, type Flaw } from './flawed-way';
export { localAws } from './local-aws';
export { made, SmallRepository, smallRepositoryBucket, type SmallApp } from './small-repository';
export { Watching } from './watching';
export { inApp } from './in-app';
