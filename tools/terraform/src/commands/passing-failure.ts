import type { Diagnostic } from '../progress/events';
import type { Journal } from '../run/journal';

/** What an apply has left behind: what it says that it made, and what its state holds as half made. */
export interface Left {
  readonly journal: Pick<Journal, 'created' | 'failedCreates'>;
  /** The addresses that are tainted. */
  readonly tainted: readonly string[];
}

const REFUSED =
  /AccessDenied|AuthorizationError|UnauthorizedOperation|is not authorized to perform|You are not authorized to use/;

/** Errors that AWS gives up by itself soon, whatever they are about: by what they say, and where that is from. */
const PASSING: readonly RegExp[] = [
  // The policy of a log group that was made just before is not seen yet (hashicorp/terraform-provider-aws issue 36000).
  /WAFLogDestinationPermissionIssueException/,
  // The first use in an account of RDS, ElastiCache or EMR makes the role of the service, and does not wait for it: "Otherwise wait
  // and try again later" (aws-samples/eks-workshop-v2 issue 1609).
  /Verify that you have permission to create service[ -]linked role/i,
];

/**
 * Whether an apply failed by nothing but what passes: permissions that rest on the tags of what was made in this very run, which may count
 * for authorization minutes later (KMS developer guide, "ABAC for AWS KMS"; hashicorp/terraform-provider-aws issues 6055 and 32966), and
 * the like. A permission that is really missing is refused for what was not made here, or again.
 */
export function passes(diagnostics: readonly Diagnostic[], left: Left): boolean {
  const errors = diagnostics.filter(({ severity, summary }) => severity === 'error' && summary !== 'execution halted');
  return errors.length > 0 && errors.every((error) => isPassing(error, left));
}

function isPassing({ summary, detail, address }: Diagnostic, { journal, tainted }: Left): boolean {
  const text = `${summary}\n${detail}`;
  if (PASSING.some((pattern) => pattern.test(text))) return true;
  if (!REFUSED.test(text)) return false;
  // Its creation went on until this call, so that it is there.
  const bare = address?.replace(/\[.*$/, '') ?? '';
  const isHalfMade = journal.failedCreates.includes(address ?? '') && tainted.includes(bare);
  const [, arn = ''] = /on resource: (arn:\S+)/.exec(text) ?? [];
  return isHalfMade || journal.created.some(({ idValue }) => isAbout(arn, idValue));
}

/** Whether an ARN is that of a resource by its id: the ARN itself, its end, or a URL that ends in the same name. */
function isAbout(arn: string, id: string): boolean {
  const name = id.split(/[/:]/).at(-1) ?? '';
  return arn !== '' && name !== '' && arn.split(/[/:]/).includes(name);
}
