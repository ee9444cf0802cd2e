export const NAMESPACE = 'http://rds.amazonaws.com/doc/2014-10-31/';
