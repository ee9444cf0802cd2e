import { environment } from './environment';
import { releaseRoleArn, releaseSubjects } from './releases';

const subjectsOf = (ref: string) => releaseSubjects(environment(ref));

describe('the permission to release on GitHub', () => {
  test('to a long-lived environment belongs to jobs in its environment, and in the one to which it is promoted', () => {
    expect(subjectsOf('testing')).toEqual([
      'repo:malinshopper/application:environment:testing',
      'repo:malinshopper/application:environment:staging',
    ]);
    expect(subjectsOf('staging')).toEqual([
      'repo:malinshopper/application:environment:staging',
      'repo:malinshopper/application:environment:production',
    ]);
  });

  test('to production belongs to jobs in production only', () => {
    expect(subjectsOf('production')).toEqual(['repo:malinshopper/application:environment:production']);
  });

  test('to a branch belongs to the jobs of exactly that branch', () => {
    const ofCheckout = ['repo:malinshopper/application:ref:refs/heads/feature/checkout'];
    expect(subjectsOf('feature/checkout')).toEqual(ofCheckout);
    expect(subjectsOf('refs/heads/feature/checkout')).toEqual(ofCheckout);
    expect(subjectsOf('refs/heads/new-checkout')).toEqual([
      'repo:malinshopper/application:ref:refs/heads/new-checkout',
    ]);
  });

  test('to a branch with a name that IAM does not support belongs to no job: it is replaced by a character that git does not allow in a ref', () => {
    expect(subjectsOf('feature/支払い-für')).toEqual(['repo:malinshopper/application:ref:refs/heads/feature/~~~-für']);
  });
});

test('a workflow finds the role for a release by the environment alone', () => {
  expect(releaseRoleArn(environment('production'))).toBe('arn:aws:iam::111122223333:role/delivery/production-release');
});
