export const NAMESPACE = 'http://autoscaling.amazonaws.com/doc/2011-01-01/';
