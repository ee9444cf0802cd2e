/** Advice for known kinds of errors, by the text of AWS or Terraform. The first match counts. */
const known: readonly { readonly says: RegExp; readonly advice: string }[] = [
  {
    says: /no space left on device|ENOSPC|disk quota exceeded/i,
    advice:
      'The disk with the work folder, or with temporary files, is full. Free some space, and run the same command again.',
  },
  {
    says: /Error acquiring the state lock/,
    advice:
      'Another run works on this state. Wait, and run the same command again: it reports the holder of the lock, and how to release it.',
  },
  {
    says: /Saved plan is stale/,
    advice: 'The state was changed between the plan and its apply. Nothing was applied; deploy again.',
  },
  {
    says: /ExpiredToken|RequestExpired|token .{0,40}expired|InvalidClientTokenId|UnrecognizedClientException|No valid credential/i,
    advice: 'The credentials have expired or are not valid. Sign in again (`aws sso login`) and deploy again.',
  },
  {
    says: /OptInRequired|PendingVerification|not subscribed/,
    advice: 'The account has not activated this service yet: open it in the AWS console, or contact AWS support.',
  },
  {
    says: /AccessDenied|UnauthorizedOperation|AuthorizationError|is not authorized to perform/,
    advice:
      'The role that deploys lacks this permission. The `account` app grants the permissions of each team: add it there, ' +
      'deploy `account`, and deploy again.',
  },
  {
    says: /LimitExceeded|QuotaExceeded|TooMany(?!Requests)|InstanceLimit|maximum number of(?! attempts)/i,
    advice:
      'An AWS quota is reached. Request more under Service Quotas, destroy unused resources, or let this environment share ' +
      'with another one (its placement in environments/).',
  },
  {
    says: /Throttling|TooManyRequests|Rate exceeded|SlowDown/i,
    advice: 'AWS throttles the requests. Wait a minute and deploy again: completed changes stay.',
  },
  {
    says: /AlreadyExists|already exists|DuplicateName|Duplicate(?=\b)|BucketAlreadyOwnedByYou/,
    advice:
      'AWS has a resource with this name. If the resource is in this state, and the plan replaces it without a change (tainted, `-replace`), revert ' +
      'the replacement (`terraform untaint` in the work folder): the name changes only with a new configuration. If it is in no state, ' +
      'another stack, a person or a killed run has created it: import it (`terraform import`) or delete it. Then deploy again.',
  },
  {
    says: /Instance cannot be destroyed|prevent_destroy|DeletionProtection|deletion protection/i,
    advice:
      'The resource is protected. To delete it, set `protection: { enabled: false, reason }` of the environment in environments/, ' +
      'deploy, and only then destroy.',
  },
  {
    says: /DependencyViolation|ResourceInUse|DeleteConflict|BucketNotEmpty|is in use|has dependent|InUseBy/i,
    advice:
      'Another resource still uses this resource. Look in AWS for resources that this repository did not create (network interfaces, objects, attached ' +
      'policies), remove them, and run the same command again.',
  },
  {
    says: /NotImplemented|not implemented|does not know|UnknownOperation/i,
    advice: 'The embedded AWS does not have this operation yet: add it to the gateway in tools/local-aws.',
  },
  {
    says: /connection refused|no such host|dial tcp|network is unreachable/i,
    advice:
      'AWS does not answer. On the embedded AWS: is it still running (`npm start`)? Else check your network connection.',
  },
  {
    says: /timeout while waiting|timed out|deadline exceeded/i,
    advice:
      'AWS took longer than the provider waits. The change may still complete: look at the resource in AWS, then run the same ' +
      'command again; it continues from the last state.',
  },
  {
    says: /context canceled|operation canceled|execution halted/i,
    advice: 'It was stopped half-way, in good order. Run the same command again; it continues from the last state.',
  },
];

/** Returns the advice for an error; undefined if its own text is the best explanation. */
export function adviceFor(text: string): string | undefined {
  return known.find(({ says }) => says.test(text))?.advice;
}
