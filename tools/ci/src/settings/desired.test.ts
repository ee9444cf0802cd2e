import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accountNames,
  gitHubReviewSubject,
  gitHubSubject,
  longLivedEnvironments,
  purposes,
  releaseSubjects,
  repository,
  teamNames,
} from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import { parse } from 'yaml';
import { desired } from './desired';
import { requiredChecks, shownChecks } from './required-checks';

const workflows = join(__dirname, '../../../../.github/workflows');
const texts = readdirSync(workflows).map((name) => readFileSync(join(workflows, name), 'utf8'));

describe('the environments on GitHub', () => {
  test('are exactly those that the trust policies of roles accept', () => {
    const subjects = accountNames.flatMap((account) => [
      ...teamNames.flatMap((team) => purposes.map((purpose) => gitHubSubject(account, team, purpose))),
      gitHubReviewSubject(account),
    ]);
    expect(desired.environments.map(({ name }) => `repo:${repository}:environment:${name}`)).toEqual(subjects);
  });

  test('of the application are exactly those that the trust policies of the roles for releases accept', () => {
    const subjects = new Set(
      longLivedEnvironments.flatMap(releaseSubjects).map((subject) => subject.split(':environment:')[1]),
    );
    expect(desired.releaseEnvironments.map(({ name }) => name).sort()).toEqual([...subjects].sort());
  });

  test('have reviewers for changes of production, and the team itself reviews', () => {
    const reviewed = desired.environments.filter(({ reviewers }) => reviewers.length > 0);
    expect(reviewed.map(({ name, reviewers }) => [name, ...reviewers])).toEqual(
      teamNames.map((team) => [`production-${team}-deploy`, team]),
    );
    const released = desired.releaseEnvironments.map(({ name, reviewers }) => [name, ...reviewers]);
    expect(released.sort()).toEqual([['production', 'delivery'], ['staging', 'delivery'], ['testing']]);
  });

  test('are for jobs of main only, except those that plan pull requests', () => {
    for (const { name, branches } of [...desired.environments, ...desired.releaseEnvironments]) {
      const others = name.endsWith('-review') ? ['refs/pull/*/merge'] : [];
      expect([name, ...branches]).toEqual([name, 'main', ...others]);
    }
  });
});

test('every job of the workflow of pull requests is a required check, except those that only show information', () => {
  const { jobs } = parse(readFileSync(join(workflows, 'pull-request.yml'), 'utf8')) as {
    jobs: Record<string, { name?: string }>;
  };
  expect([...requiredChecks, ...shownChecks].sort()).toEqual(
    Object.entries(jobs)
      .map(([key, { name }]) => name ?? key)
      .sort(),
  );
});

test('every action that the workflows use is allowed', () => {
  const used = texts.flatMap((text) => [...text.matchAll(/uses: ([\w-]+\/[^\s#]+)/g)].map(([, action]) => action!));
  const allowed = (action: string) =>
    /^(actions|github)\//.test(action) || desired.actions.some((pattern) => minimatch(action, pattern));
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((action) => !allowed(action))).toEqual([]);
});
