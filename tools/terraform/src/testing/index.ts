export { fakeApp, stateJson, type FakeAppOptions } from './fake-app';
export { fakeS3, fakeSession } from './fake-session';
