/**
 * Returns the short name of a caller: `user/continuousphp`, or `release/ana@malinshopper.com` for a session of a role.
 * AWS does not record the author of a deployment, so the description of the deployment contains this name.
 */
export function who(arn: string): string {
  const resource = arn.split(':').slice(5).join(':') || arn;
  return resource.replace(/^assumed-role\//, '').slice(-100);
}
