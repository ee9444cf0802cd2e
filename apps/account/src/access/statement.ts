export { policyDocument as document, type PolicyStatement as Statement } from '@malinshopper/constructs';

/**
 * IAM cannot change the description of a policy (API reference: CreatePolicy), and deletes none that a role has: another text is for
 * policies that are made anew.
 */
export const textLifecycle = { ignoreChanges: ['description'] };
