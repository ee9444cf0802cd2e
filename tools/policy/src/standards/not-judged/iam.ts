export const iamNotJudged: Readonly<Record<string, string>> = {
  P6: 'nothing deletes branch environments automatically yet: they have no tag with an end date',
};
