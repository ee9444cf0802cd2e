/**
 * The jobs of `.github/workflows/pull-request.yml` without which nothing is merged, as GitHub names their checks: the `name` of a job, or else its key.
 * A job that is skipped counts as passed (GitHub documentation, "Troubleshooting required status checks"), one that is not in the workflow is
 * waited for without an end.
 */
export const requiredChecks = ['lint', 'types', 'test', 'environments', 'policy', 'rehearsal', 'review'] as const;

/** The jobs that only show something to reviewers, and those that `review` fails with. */
export const shownChecks = ['affected', 'outdated', 'plan-nonproduction', 'plan-production'] as const;
