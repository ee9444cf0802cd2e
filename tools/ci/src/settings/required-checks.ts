/**
 * The jobs of `.github/workflows/pull-request.yml` that must pass before a merge, by the names of their checks on GitHub: the `name` of a job, or
 * else its key. A job that is skipped counts as passed (GitHub documentation, "Troubleshooting required status checks"); GitHub waits without an end
 * for one that is not in the workflow.
 */
export const requiredChecks = ['lint', 'types', 'test', 'environments', 'policy', 'rehearsal', 'review'] as const;

/** The jobs that only show information to reviewers, and the jobs that make `review` fail if they fail. */
export const shownChecks = ['affected', 'outdated', 'plan-nonproduction', 'plan-production'] as const;
