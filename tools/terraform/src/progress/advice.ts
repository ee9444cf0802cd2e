/** What a person can do about a known kind of error, by what AWS or Terraform says. The first that fits is given. */
const known: readonly { readonly says: RegExp; readonly advice: string }[] = [
  {
    says: /no space left on device|ENOSPC|disk quota exceeded/i,
    advice:
      'The disk is full: the one with the work folder, or with temporary files. Free some space, and run the same command again.',
  },
  {
    says: /Error acquiring the state lock/,
    advice:
      'Another run works on this state. Wait, and run the same command again: it says whose lock it is, and how to release it.',
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
    advice: 'The account may not use this service yet: open it in the AWS console, or ask AWS support.',
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
      'An AWS quota is reached. Ask for more under Service Quotas, destroy what is not used, or let this environment share ' +
      'with another one (its placement in environments/).',
  },
  {
    says: /Throttling|TooManyRequests|Rate exceeded|SlowDown/i,
    advice: 'AWS asks for fewer requests. Wait a minute and deploy again: what is done stays done.',
  },
  {
    says: /AlreadyExists|already exists|DuplicateName|Duplicate(?=\b)|BucketAlreadyOwnedByYou/,
    advice:
      'AWS has something of this name. If it is in this state too, and the plan replaces it as it is (tainted, `-replace`), take ' +
      'that back (`terraform untaint` in the work folder): the name changes only with what replaces it. If it is in no state, ' +
      'another stack, a person or a killed run made it: import it (`terraform import`) or delete it. Then deploy again.',
  },
  {
    says: /Instance cannot be destroyed|prevent_destroy|DeletionProtection|deletion protection/i,
    advice:
      'It is protected. To give it up: set `protection: { enabled: false, reason }` of the environment in environments/, ' +
      'deploy, and only then destroy.',
  },
  {
    says: /DependencyViolation|ResourceInUse|DeleteConflict|BucketNotEmpty|is in use|has dependent|InUseBy/i,
    advice:
      'Something still uses it. Look in AWS for what this repository did not make (network interfaces, objects, attached ' +
      'policies), remove that, and run the same command again.',
  },
  {
    says: /NotImplemented|not implemented|does not know|UnknownOperation/i,
    advice: 'The embedded AWS does not have this operation yet: add it to the gateway in tools/local-aws.',
  },
  {
    says: /connection refused|no such host|dial tcp|network is unreachable/i,
    advice:
      'AWS does not answer. On the embedded AWS: is it still running (`npm start`)? Else look at your connection.',
  },
  {
    says: /timeout while waiting|timed out|deadline exceeded/i,
    advice:
      'AWS took longer than the provider waits. It may still come about: look at the resource in AWS, then run the same ' +
      'command again; it goes on from there.',
  },
  {
    says: /context canceled|operation canceled|execution halted/i,
    advice: 'It was stopped half-way, in good order. Run the same command again; it goes on from there.',
  },
];

/** What to do about an error; undefined when nothing better than its own text is known. */
export function adviceFor(text: string): string | undefined {
  return known.find(({ says }) => says.test(text))?.advice;
}
