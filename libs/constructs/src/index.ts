export { Alarm, type AlarmProps } from './alarm';
export { AlarmTopic, type AlarmTopicProps, type Publisher } from './alarm-topic';
export { Bucket, tlsOnly, type BucketProps, type ExpiryRule } from './bucket';
export { EncryptionKey, type EncryptionKeyProps } from './encryption-key';
export { gitHubTrust } from './github-trust';
export { LogGroup, type LogGroupProps } from './log-group';
export { LogKey, type LogKeyProps } from './log-key';
export { policyDocument, type PolicyStatement } from './policy';
export {
  BorrowedSecurityGroup,
  ruleConfig,
  ruleLifecycle,
  SecurityGroup,
  type Peer,
  type RuleProps,
  type SecurityGroupProps,
} from './security-group';
export { serviceLinkedRolesMayUse } from './service-linked-roles';
export { ServiceRole, type ServiceRoleProps } from './service-role';
export { WebAcl, type WebAclProps } from './web-acl';
