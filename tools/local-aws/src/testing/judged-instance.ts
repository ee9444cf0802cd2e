import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { instanceWith, ownerOf, type ClientSettings } from './instance-role';

/** The account in which instances are subject to authorization. */
export const JUDGED_ACCOUNT = '210987654322';
const ROLE = 'fetcher';

/** A statement that allows an action. */
export const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

export const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** An instance of the role `fetcher`, and the owner of its account, which is not subject to authorization. */
export class JudgedInstance {
  private constructor(
    readonly owner: ClientSettings,
    readonly settings: ClientSettings,
  ) {}

  static async start(): Promise<JudgedInstance> {
    const owner = await ownerOf(JUDGED_ACCOUNT);
    return new JudgedInstance(owner, await instanceWith(owner, JUDGED_ACCOUNT, ROLE));
  }

  /** Gives the role an inline policy. */
  async permit(name: string, ...statements: object[]): Promise<void> {
    const document = { RoleName: ROLE, PolicyName: name, PolicyDocument: policy(...statements) };
    await new IAMClient(this.owner).send(new PutRolePolicyCommand(document));
  }

  /** Gives the role a policy that can be attached to several. */
  async attach(name: string, ...statements: object[]): Promise<void> {
    const iam = new IAMClient(this.owner);
    const document = { PolicyName: name, PolicyDocument: policy(...statements) };
    const { Policy } = await iam.send(new CreatePolicyCommand(document));
    await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: Policy?.Arn ?? '' }));
  }

  /** Runs `act` while the role is within a boundary. */
  async within(statements: readonly object[], act: () => Promise<void>): Promise<void> {
    const iam = new IAMClient(this.owner);
    const document = { PolicyName: 'boundary', Path: '/account/', PolicyDocument: policy(...statements) };
    const { Policy } = await iam.send(new CreatePolicyCommand(document));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: ROLE, PermissionsBoundary: Policy?.Arn ?? '' }));
    await act();
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: ROLE }));
  }

  /** A new key, as its ARN. */
  async key(): Promise<string> {
    const { KeyMetadata } = await new KMSClient(this.owner).send(new CreateKeyCommand({}));
    return KeyMetadata?.Arn ?? '';
  }

  async bucket(Bucket: string, key?: string): Promise<void> {
    const place = { Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;
    await new S3Client(this.owner).send(new CreateBucketCommand(place));
    if (key !== undefined) await this.encrypt(Bucket, key);
  }

  /** Sets the key with which a bucket encrypts new objects. */
  async encrypt(Bucket: string, key: string): Promise<void> {
    const byDefault = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } } as const;
    const encryption = { Bucket, ServerSideEncryptionConfiguration: { Rules: [byDefault] } };
    await new S3Client(this.owner).send(new PutBucketEncryptionCommand(encryption));
  }
}

/**
 * Expects a call to be refused in the format of AWS: with the code of its service, the caller, the action and the
 * resource.
 */
export async function expectRefused(call: Promise<unknown>, action: string): Promise<void> {
  const error = await call.then(
    () => new Error('it was allowed'),
    (thrown: Error) => thrown,
  );
  expect(error.message).toContain(`assumed-role/fetcher/i-0123456789abcdef0 is not authorized to perform: ${action}`);
  expect(error.name).toMatch(/^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/);
}
