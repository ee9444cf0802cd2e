export const networkNotJudged: Readonly<Record<string, string>> = {
  CKV2_AWS_1: 'no app creates a network ACL: every subnet has that of its network, and security groups decide',
};
