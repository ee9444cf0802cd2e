/**
 * Parameters that select nothing, or set the start of a list, so that an invented value leaves a part of it or the
 * whole (API references of the calls).
 */
export const notChoosing: readonly string[] = [
  'Delimiter',
  'EncodingType',
  // Any name of a key is valid.
  'KeyMarker',
  'StartAfter',
  'UploadIdMarker',
  'VersionIdMarker',
  // Not of a page, but of a grant; the requested key is described.
  'kms.DescribeKey GrantTokens',
  // Either a load balancer or its listeners are named, and here it is the load balancer.
  'elbv2.DescribeListeners ListenerArns',
];

/** Differences between botocore's model and AWS's answers, by AWS's own examples. */
export const worded: readonly RegExp[] = [
  // "Attachments": [{"State": "available"}] (CLI examples: describe-internet-gateways; API reference: InternetGatewayAttachment).
  /^ec2\.DescribeInternetGateways .*'available', which is none of AttachmentStatus$/,
  // "State": "available" (CLI examples: describe-vpc-endpoints).
  /^ec2\.DescribeVpcEndpoints .*'available', which is none of State$/,
  // "PermissionsBoundaryType": "Policy" (CLI examples: get-user).
  /^iam\.\w+ .*'Policy', which is none of PermissionsBoundaryAttachmentType$/,
  // Only a function with code signing has one (provider 5.100.0, internal/service/lambda/function.go: reads it as optional).
  /^lambda\.GetFunctionCodeSigningConfig CodeSigningConfigArn is missing/,
  // Only an answer to a request with a marker has one (API reference: ListHostedZones, Marker).
  /^route53\.List\w+ Marker is missing/,
];
