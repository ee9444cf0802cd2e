import { environment } from './environment';
import { releaseRoleArn, releaseSubjects } from './releases';

const subjectsOf = (ref: string) => releaseSubjects(environment(ref));

describe('who may release on GitHub', () => {
  test('to an environment that stays are jobs in its environment, and in that which it is promoted to', () => {
    expect(subjectsOf('testing')).toEqual([
      'repo:malinshopper/application:environment:testing',
      'repo:malinshopper/application:environment:staging',
    ]);
    expect(subjectsOf('staging')).toEqual([
      'repo:malinshopper/application:environment:staging',
      'repo:malinshopper/application:environment:production',
    ]);
  });

  test('to production are jobs in production only', () => {
    expect(subjectsOf('production')).toEqual(['repo:malinshopper/application:environment:production']);
  });

  test('to a branch are the jobs of that very branch', () => {
    const ofCheckout = ['repo:malinshopper/application:ref:refs/heads/feature/checkout'];
    expect(subjectsOf('feature/checkout')).toEqual(ofCheckout);
    expect(subjectsOf('refs/heads/feature/checkout')).toEqual(ofCheckout);
    expect(subjectsOf('refs/heads/new-checkout')).toEqual([
      'repo:malinshopper/application:ref:refs/heads/new-checkout',
    ]);
  });

  test('to a branch whose name IAM cannot write is no job: in its place stands what git takes in no ref', () => {
    expect(subjectsOf('feature/支払い-für')).toEqual(['repo:malinshopper/application:ref:refs/heads/feature/~~~-für']);
  });
});

test('a workflow finds the role to release with by the environment alone', () => {
  expect(releaseRoleArn(environment('production'))).toBe('arn:aws:iam::111122223333:role/delivery/production-release');
});
