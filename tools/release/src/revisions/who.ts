/**
 * A caller in the form for people: `user/continuousphp`, or for a role's session `release/ana@malinshopper.com`. AWS
 * does not record the author of a deployment, so this is in its description.
 */
export function who(arn: string): string {
  const resource = arn.split(':').slice(5).join(':') || arn;
  return resource.replace(/^assumed-role\//, '').slice(-100);
}
