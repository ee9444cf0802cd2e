export { bucketsBehind, encryptionOf, originBucketsOf, policyOf } from '../../s3/parts';
