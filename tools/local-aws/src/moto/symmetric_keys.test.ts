import { inPython } from '../testing/python';

test('a symmetric key and a key of MACs have no public key, and an asymmetric key has one', () => {
  const answers = inPython(`
import json
import os

os.environ.update(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="a", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from botocore.exceptions import ClientError
from moto import mock_aws
import symmetric_keys

symmetric_keys.install()


def public_key(**spec):
    key = kms.create_key(**spec)["KeyMetadata"]["KeyId"]
    try:
        return len(kms.get_public_key(KeyId=key)["PublicKey"]) > 64
    except ClientError as error:
        return error.response["Error"]["Code"]


with mock_aws():
    kms = boto3.client("kms")
    print(json.dumps([
        public_key(),
        public_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC"),
        public_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY"),
    ]))
    key = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    kms.generate_mac(KeyId=key, Message=b"a", MacAlgorithm="HMAC_SHA_256")
`);
  expect(answers).toEqual(['UnsupportedOperationException', 'UnsupportedOperationException', true]);
});
