import { who } from './who';

test.each([
  ['arn:aws:iam::444455556666:user/ci/continuousphp', 'user/ci/continuousphp'],
  ['arn:aws:sts::444455556666:assumed-role/release/ana@malinshopper.com', 'release/ana@malinshopper.com'],
  ['unknown', 'unknown'],
])('%s is %s', (arn, name) => expect(who(arn)).toBe(name));
