export { Alarm, type AlarmProps } from './alarm';
export { Bucket, tlsOnly, type BucketProps, type ExpiryRule } from './bucket';
export { EncryptionKey, type EncryptionKeyProps } from './encryption-key';
export { LogGroup, type LogGroupProps } from './log-group';
export { policyDocument, type PolicyStatement } from './policy';
export { ruleConfig, SecurityGroup, type Peer, type RuleProps, type SecurityGroupProps } from './security-group';
export { ServiceRole, type ServiceRoleProps } from './service-role';
