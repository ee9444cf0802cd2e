import { accounts } from './accounts';
import { accountNames } from './account';
import {
  ciReviewRoleArn,
  ciRoleArn,
  gitHubEnvironment,
  gitHubReviewEnvironment,
  gitHubReviewSubject,
  gitHubSubject,
  needsReview,
  purposes,
} from './ci';
import { teamNames } from './teams';

const jobs = accountNames.flatMap((account) =>
  teamNames.flatMap((team) => purposes.map((purpose) => [account, team, purpose] as const)),
);

describe('a job on GitHub', () => {
  test('names an environment of its account, team and purpose', () => {
    expect(gitHubEnvironment('nonproduction', 'network', 'plan')).toBe('nonproduction-network-plan');
  });

  test('has a subject with the repository and that environment', () => {
    expect(gitHubSubject('production', 'data', 'deploy')).toBe(
      'repo:malinshopper/infrastructure:environment:production-data-deploy',
    );
  });

  test('assumes the role of its team and purpose in the account', () => {
    expect(ciRoleArn(accounts.production, 'platform', 'deploy')).toBe(
      'arn:aws:iam::111122223333:role/ci/platform-deploy',
    );
  });

  test('waits for a review when it deploys to production, and only then', () => {
    const waiting = jobs.filter(([account, , purpose]) => needsReview(account, purpose));
    expect(waiting.map((job) => gitHubEnvironment(...job))).toEqual(
      teamNames.map((team) => `production-${team}-deploy`),
    );
  });

  test('shares its environment with no other', () => {
    expect(new Set(jobs.map((job) => gitHubEnvironment(...job))).size).toBe(jobs.length);
  });

  test('that plans a change for its review has an environment, a subject and a role of no team', () => {
    const names = accountNames.map(gitHubReviewEnvironment);
    expect([...names].sort()).toEqual(['nonproduction-review', 'production-review']);
    expect(gitHubReviewSubject('production')).toBe('repo:malinshopper/infrastructure:environment:production-review');
    expect(ciReviewRoleArn(accounts.production)).toBe('arn:aws:iam::111122223333:role/ci/review');
    expect(jobs.map((job) => gitHubEnvironment(...job))).toEqual(expect.not.arrayContaining(names));
  });

  // GitHub writes %3A for a colon in the name of an environment: the subject would differ.
  test.each(jobs)('of %s, %s, %s has an environment with a name that GitHub does not escape', (...job) => {
    expect(gitHubEnvironment(...job)).toMatch(/^[a-z-]+$/);
  });
});
