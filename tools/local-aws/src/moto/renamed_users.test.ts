import { inPython } from '../testing/python';

test('a user with another name or path keeps its tags', () => {
  const found = inPython(`
import json
import os

os.environ.update(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="a", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws
import renamed_users

renamed_users.install()
with mock_aws():
    iam = boto3.client("iam")
    tags = [{"Key": "Team", "Value": "delivery"}]
    iam.create_user(UserName="ana", Tags=tags)
    iam.update_user(UserName="ana", NewUserName="eva")
    iam.update_user(UserName="eva", NewPath="/delivery/")
    iam.update_user(UserName="eva", NewUserName="eva")
    renamed = iam.list_user_tags(UserName="eva")["Tags"]
    iam.create_user(UserName="ana")
    print(json.dumps([renamed == tags, iam.list_user_tags(UserName="ana")["Tags"]]))
`);
  expect(found).toEqual([true, []]);
});
