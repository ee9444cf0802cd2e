export const cdnNotJudged: Readonly<Record<string, string>> = {
  CKV_AWS_310:
    'the CDN has one origin, a bucket that S3 keeps in three zones: a second one would be a copy in another region, see ' +
    'CKV_AWS_144',
  'FSBP.CloudFront.4': 'as CKV_AWS_310',
  CKV_AWS_374:
    'the shop is open to the whole world; countries without sales are a decision of the business, and would be one list ' +
    'in the distribution',
  'AwsSolutions-CFR1': 'as CKV_AWS_374',
};
