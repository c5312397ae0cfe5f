/** The two places where HTTP speaks of time: `Date` and `Retry-After`. */

const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds since the Unix epoch; undefined for anything but the one date form that servers may send (RFC 9110, 5.6.7). */
export function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !IMF_FIXDATE.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/**
 * What a `Retry-After` header asks for, in milliseconds; undefined when there is none or it is nonsense.
 *
 * @param now the time that a date in it is counted from: the same server's clock
 */
export function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = httpDate(text);
  return at === undefined ? undefined : Math.max(0, at - now);
}
