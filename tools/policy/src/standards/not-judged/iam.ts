export const iamNotJudged: Readonly<Record<string, string>> = {
  P6: 'nothing gives up branch environments by itself yet: they have no tag that says until when they are wanted',
};
