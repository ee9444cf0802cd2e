/**
 * The jobs of `.github/workflows/pull-request.yml` without which nothing is merged, as GitHub names their checks: the `name` of a job, or else its key.
 * A job that is skipped counts as passed (GitHub documentation, "Troubleshooting required status checks"), one that is not in the workflow is
 * waited for without an end.
 */
export const requiredChecks = ['lint', 'types', 'test', 'environments', 'policy'] as const;

/** The jobs that only show something to reviewers. */
export const shownChecks = ['affected'] as const;
