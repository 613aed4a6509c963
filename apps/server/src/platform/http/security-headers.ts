/** Where browsers report what a policy kept them from doing. */
const REPORTS_PATH = '/api/v1/csp-reports';

/** What no page of ours uses, so that nothing that slips into one can. */
const DENIED = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'sync-xhr',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];
const OWN_USE = ['clipboard-write', 'fullscreen', 'publickey-credentials-create', 'publickey-credentials-get'];
const PERMISSIONS = [...DENIED.map((name) => `${name}=()`), ...OWN_USE.map((name) => `${name}=(self)`)].join(', ');

/** What is no page loads nothing and stands in no frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A script or picture of the build, looked at by itself or run as a worker. */
const ASSET_POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * What every answer carries, whatever it is. Pages and assets put a policy of their own in the place of this one, and say how
 * long they may be kept; everything else is kept nowhere.
 *
 * @param isHttps whether people reach the installation over https: browsers then refuse anything else for two years.
 */
export function commonHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': DATA_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // The filter of old browsers could be turned against a page; the policy above does its work.
    'x-xss-protection': '0',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': PERMISSIONS,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(isHttps && { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains; preload` }),
  };
}

export const ASSET_HEADERS = { 'content-security-policy': ASSET_POLICY } as const;

/**
 * Lets a page run what carries this answer's nonce and what that loads in turn, as the pieces of the build are. Browsers that
 * do not know `strict-dynamic` go by `'self'`, which the others then ignore. The newer way of reporting works over https alone,
 * and where it is named browsers do not take the older.
 */
export function pageHeaders(nonce: string, isHttps: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
      "style-src 'self'",
      "img-src 'self' https: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "media-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      `report-uri ${REPORTS_PATH}`,
      ...(isHttps ? ['report-to csp'] : []),
    ].join('; '),
    ...(isHttps && { 'reporting-endpoints': `csp="${REPORTS_PATH}"` }),
  };
}
