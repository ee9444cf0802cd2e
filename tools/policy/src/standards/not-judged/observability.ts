export const observabilityNotJudged: Readonly<Record<string, string>> = {
  CKV_AWS_252:
    'a message for each file that the trail writes would be read by nobody: alarms and people read its log group ' +
    '(CKV2_AWS_10)',
};
