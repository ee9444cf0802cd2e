/**
 * A caller as people know each other: `user/continuousphp`, or of a role's session `release/ana@malinshopper.com`. AWS does not
 * tell with a deployment who began it, so this stands in its description.
 */
export function who(arn: string): string {
  const resource = arn.split(':').slice(5).join(':') || arn;
  return resource.replace(/^assumed-role\//, '').slice(-100);
}
