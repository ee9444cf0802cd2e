export { policyDocument as document, type PolicyStatement as Statement } from '@malinshopper/constructs';

/**
 * IAM cannot change the description of a policy (API reference, CreatePolicy) and does not delete an attached policy. A
 * new description therefore only applies to new policies.
 */
export const textLifecycle = { ignoreChanges: ['description'] };
