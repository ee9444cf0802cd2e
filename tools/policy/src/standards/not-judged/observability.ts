export const observabilityNotJudged: Readonly<Record<string, string>> = {
  CKV_AWS_252:
    'no recipient would read a message for each file of the trail: alarms and people read its log group ' +
    '(CKV2_AWS_10)',
};
