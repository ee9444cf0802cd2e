export const iamNotJudged: Readonly<Record<string, string>> = {
  P4: 'no app makes an identity for continuousphp yet. One that comes fails MAL_TYPE_1: no rule is on aws_iam_user',
  P6: 'nothing gives up branch environments by itself yet: they have no tag that says until when they are wanted',
};
