import type { XmlElement } from '../../protocols/xml';

/**
 * The ids of AWS's own policies, the same in every account (CloudFront developer guide: "Use managed cache policies",
 * "... origin request policies", "... response headers policies").
 */
export const MANAGED_POLICIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CachePolicy: {
    'Managed-CachingOptimized': '658327ea-f89d-4fab-a63d-7e88639e58f6',
    'Managed-CachingDisabled': '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    'Managed-CachingOptimizedForUncompressedObjects': 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    UseOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    'UseOriginCacheControlHeaders-QueryStrings': '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
  },
  OriginRequestPolicy: {
    'Managed-AllViewer': '216adef6-5c7f-47e4-b989-5492eafa07d3',
    'Managed-AllViewerExceptHostHeader': 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    'Managed-CORS-S3Origin': '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
    'Managed-CORS-CustomOrigin': '59781a5b-3903-41f3-afcb-af62929ccde1',
  },
  ResponseHeadersPolicy: {
    'Managed-SimpleCORS': '60669652-455b-4ae9-85a4-c4c02393f86c',
    'Managed-SecurityHeadersPolicy': '67f7725c-6f97-4210-82d7-5512b31e9d03',
    'Managed-CORS-With-Preflight': '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
    'Managed-CORS-and-SecurityHeadersPolicy': 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  },
};

const NO_HEADERS = { HeadersConfig: { HeaderBehavior: 'none' } };
const NO_COOKIES = { CookiesConfig: { CookieBehavior: 'none' } };
const NO_QUERY = { QueryStringsConfig: { QueryStringBehavior: 'none' } };
const ALL_OF_THE_VIEWER = {
  CookiesConfig: { CookieBehavior: 'all' },
  QueryStringsConfig: { QueryStringBehavior: 'all' },
};
const names = (...all: string[]) => ({ Quantity: String(all.length), Items: { Name: all } });
const cors = (...headers: string[]) => ({
  HeadersConfig: { HeaderBehavior: 'whitelist', Headers: names(...headers) },
  ...NO_COOKIES,
  ...NO_QUERY,
});
const caching = (min: number, fallback: number, max: number, compressed: boolean) => ({
  MinTTL: String(min),
  DefaultTTL: String(fallback),
  MaxTTL: String(max),
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: String(compressed),
    EnableAcceptEncodingBrotli: String(compressed),
    ...NO_HEADERS,
    ...NO_COOKIES,
    ...NO_QUERY,
  },
});
const YEAR = 31_536_000;
const DAY = 86_400;
const SECURITY_HEADERS = {
  XSSProtection: { Override: 'false', Protection: 'true', ModeBlock: 'true' },
  FrameOptions: { Override: 'false', FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: 'false', ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: 'true' },
  StrictTransportSecurity: {
    Override: 'false',
    IncludeSubdomains: 'false',
    Preload: 'false',
    AccessControlMaxAgeSec: String(YEAR),
  },
};

/** The settings of each, if the same pages have them complete; of the others only the name. */
export const MANAGED_SETTINGS: Readonly<Record<string, XmlElement>> = {
  'Managed-CachingOptimized': caching(1, DAY, YEAR, true),
  'Managed-CachingDisabled': caching(0, 0, 0, false),
  'Managed-CachingOptimizedForUncompressedObjects': caching(1, DAY, YEAR, false),
  UseOriginCacheControlHeaders: caching(0, 0, YEAR, true),
  'UseOriginCacheControlHeaders-QueryStrings': caching(0, 0, YEAR, true),
  'Managed-AllViewer': { HeadersConfig: { HeaderBehavior: 'allViewer' }, ...ALL_OF_THE_VIEWER },
  'Managed-AllViewerExceptHostHeader': {
    HeadersConfig: { HeaderBehavior: 'allExcept', Headers: names('Host') },
    ...ALL_OF_THE_VIEWER,
  },
  'Managed-CORS-S3Origin': cors('Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'),
  'Managed-CORS-CustomOrigin': cors('Origin'),
  'Managed-SecurityHeadersPolicy': { SecurityHeadersConfig: SECURITY_HEADERS },
};
