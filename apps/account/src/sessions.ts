import { SsmDocument } from '@cdktf/provider-aws/lib/ssm-document';
import { EncryptionKey, LogGroup } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { auditDays, accountProtection } from './account-protection';

export interface SessionsProps {
  /** The key of the account's log groups. */
  readonly logKeyArn: string;
}

/**
 * Access to instances by Session Manager: sessions are encrypted with a key of the account, and logged. An instance
 * needs `kms:Decrypt` with the key and write access to the log group.
 */
export class Sessions extends Construct {
  readonly keyArn: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, { logKeyArn }: SessionsProps) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const key = new EncryptionKey(this, 'key', {
      description: 'Session Manager sessions on instances',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'sessions'),
      accountId: account.id,
      // The encrypted data only exists in transit.
      protection: { ...accountProtection, preventDestroy: false },
    });
    const group = new LogGroup(this, 'log', {
      name: resourceName('logGroup', '/malinshopper/account/sessions'),
      retentionDays: auditDays,
      encryptionKeyArn: logKeyArn,
    });
    // Session Manager reads its preferences from a document with this name. If the preferences were set in the console
    // before, the document exists already: run `terraform import aws_ssm_document.sessions_preferences_...
    // SSM-SessionManagerRunShell` once.
    new SsmDocument(this, 'preferences', {
      name: 'SSM-SessionManagerRunShell',
      documentType: 'Session',
      documentFormat: 'JSON',
      content: preferences(key.arn, group.name),
    });
    this.keyArn = key.arn;
    this.logGroupArn = group.arn;
  }
}

/** Systems Manager user guide, "Session document schema". Times are minutes. */
function preferences(kmsKeyId: string, cloudWatchLogGroupName: string): string {
  return JSON.stringify({
    schemaVersion: '1.0',
    // The provider cannot update a document of schema 1.0 in place: another text would replace it (aws_ssm_document, "NOTE on updating SSM documents").
    description: 'How sessions on instances are encrypted, written down and ended', // eslint-disable-line prose/sources
    sessionType: 'Standard_Stream',
    inputs: {
      kmsKeyId,
      cloudWatchLogGroupName,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      s3BucketName: '',
      s3KeyPrefix: '',
      s3EncryptionEnabled: true,
      idleSessionTimeout: '20',
      maxSessionDuration: '',
      runAsEnabled: false,
      runAsDefaultUser: '',
      shellProfile: { linux: '', windows: '' },
    },
  });
}
