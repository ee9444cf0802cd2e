import type { Diagnostic } from '../progress/events';
import type { Journal } from '../run/journal';

/** The results of a failed apply: the resources that it has reported as created, and the half-made ones in its state. */
export interface Left {
  readonly journal: Pick<Journal, 'created' | 'failedCreates'>;
  /** The addresses that are tainted. */
  readonly tainted: readonly string[];
}

const REFUSED =
  /AccessDenied|AuthorizationError|UnauthorizedOperation|is not authorized to perform|You are not authorized to use/;

/** Errors that pass by themselves soon, whatever resource they are about: by their text, with its source. */
const PASSING: readonly RegExp[] = [
  // A policy of a log group that was made just before is not visible yet (hashicorp/terraform-provider-aws issue 36000).
  /WAFLogDestinationPermissionIssueException/,
  // The first use in an account of RDS, ElastiCache or EMR makes the role of the service, and does not wait for it: "Otherwise wait
  // and try again later" (aws-samples/eks-workshop-v2 issue 1609).
  /Verify that you have permission to create service[ -]linked role/i,
];

/**
 * True if an apply failed by passing errors only: permissions that depend on the tags of resources made in this very run, which may count for
 * authorization minutes later (KMS developer guide, "ABAC for AWS KMS"; hashicorp/terraform-provider-aws issues 6055 and 32966), and the like. An
 * error about a missing permission names a resource that this run has not made, or it occurs again.
 */
export function passes(diagnostics: readonly Diagnostic[], left: Left): boolean {
  const errors = diagnostics.filter(({ severity, summary }) => severity === 'error' && summary !== 'execution halted');
  return errors.length > 0 && errors.every((error) => isPassing(error, left));
}

function isPassing({ summary, detail, address }: Diagnostic, { journal, tainted }: Left): boolean {
  const text = `${summary}\n${detail}`;
  if (PASSING.some((pattern) => pattern.test(text))) return true;
  if (!REFUSED.test(text)) return false;
  // Its creation got as far as this call, so it exists.
  const bare = address?.replace(/\[.*$/, '') ?? '';
  const isHalfMade = journal.failedCreates.includes(address ?? '') && tainted.includes(bare);
  const [, arn = ''] = /on resource: (arn:\S+)/.exec(text) ?? [];
  return isHalfMade || journal.created.some(({ idValue }) => isAbout(arn, idValue));
}

/**
 * True if an ARN belongs to the resource with this id. The id is the ARN itself, its end, or a URL that ends in the
 * same name.
 */
function isAbout(arn: string, id: string): boolean {
  const name = id.split(/[/:]/).at(-1) ?? '';
  return arn !== '' && name !== '' && arn.split(/[/:]/).includes(name);
}
