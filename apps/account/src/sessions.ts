import { SsmDocument } from '@cdktf/provider-aws/lib/ssm-document';
import { EncryptionKey, LogGroup } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { auditDays, kept } from './kept';

export interface SessionsProps {
  /** The key of the account's log groups. */
  readonly logKeyArn: string;
}

/**
 * How people get onto instances: by Session Manager, with what passes encrypted by a key of the account, and written down. An
 * instance needs `kms:Decrypt` with the key, and has to write to the log group.
 */
export class Sessions extends Construct {
  readonly keyArn: string;
  readonly logGroupArn: string;

  constructor(scope: Construct, id: string, { logKeyArn }: SessionsProps) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const key = new EncryptionKey(this, 'key', {
      description: 'Sessions of people on instances',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'sessions'),
      accountId: account.id,
      // What it encrypts is on its way for seconds.
      protection: { ...kept, preventDestroy: false },
    });
    const group = new LogGroup(this, 'log', {
      name: resourceName('logGroup', '/malinshopper/account/sessions'),
      retentionDays: auditDays,
      encryptionKeyArn: logKeyArn,
    });
    // Session Manager looks for its preferences under this name. Where somebody has set them in the console, there is such a
    // document already: `terraform import aws_ssm_document.sessions_preferences_... SSM-SessionManagerRunShell`, once.
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
    description: 'How sessions on instances are encrypted, written down and ended',
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
