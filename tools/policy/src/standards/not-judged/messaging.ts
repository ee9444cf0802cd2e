export const messagingNotJudged: Readonly<Record<string, string>> = {};
